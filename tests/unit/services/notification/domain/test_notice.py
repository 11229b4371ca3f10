"""What can become of one message."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.notification.domain.events import Failed, Sent, Uncertain
from services.notification.domain.notice import Notice

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def _notice(template: str = "session_scheduled") -> Notice:
    return Notice(
        id="01KNOTICE00000000000000001",
        event_id="01KEVENT000000000000000001",
        event_type="huhang.mediation.session.scheduled.v1",
        receipt_no="2611212345678",
        audience="complainant",
        template=template,
        owner="mediation",
        data={"session_id": "first"},
        created_at=SATURDAY,
    )


def test_a_message_that_left_says_so_and_forgets_earlier_trouble() -> None:
    notice = _notice()
    notice.begin()
    notice.postponed("451 later", SATURDAY)
    notice.begin()

    notice.sent(SATURDAY)

    assert (notice.state, notice.attempts, notice.reason) == ("sent", 2, "")
    assert (notice.sent_at, notice.events) == (SATURDAY, [Sent()])


def test_a_message_that_failed_says_why_and_may_be_tried_again() -> None:
    notice = _notice()
    notice.begin()

    notice.failed("550 unknown", SATURDAY)

    assert (notice.state, notice.reason, notice.events) == (
        "failed",
        "550 unknown",
        [Failed("550 unknown")],
    )
    assert not notice.is_done


@pytest.mark.parametrize(
    "ending",
    [
        lambda n: n.without_address(SATURDAY),
        lambda n: n.overtaken(SATURDAY),
        lambda n: n.sent(SATURDAY),
    ],
)
def test_what_needs_no_further_try_is_done(ending: Callable[[Notice], None]) -> None:
    notice = _notice()
    notice.begin()
    notice.postponed("451 later", SATURDAY)

    ending(notice)

    assert notice.is_done
    assert notice.reason == ""


def test_news_of_a_session_is_overtaken_by_another_session_or_by_none() -> None:
    notice = _notice()

    assert not notice.is_overtaken_by({"session_id": "first"})
    assert notice.is_overtaken_by({"session_id": "second"})
    assert notice.is_overtaken_by({})


def test_other_news_is_not_overtaken_by_sessions() -> None:
    assert not _notice("mediator_appointed").is_overtaken_by({"session_id": "second"})


def test_a_message_that_may_have_arrived_says_so_and_is_not_tried_again() -> None:
    notice = _notice()
    notice.begin()

    notice.uncertain("no_answer TimeoutError", SATURDAY)

    assert (notice.state, notice.events) == ("uncertain", [Uncertain("no_answer TimeoutError")])
    assert notice.is_done


def test_every_try_is_on_record() -> None:
    notice = _notice()
    notice.begin()
    notice.postponed("451 later", SATURDAY)
    notice.begin()
    notice.sent(SATURDAY, "z***@shop.example")

    assert [(each.result, each.reason) for each in notice.tries] == [
        ("waiting", "451 later"),
        ("sent", ""),
    ]
    assert notice.sent_to == "z***@shop.example"


@pytest.mark.parametrize(("now", "is_overtaken"), [("chen", False), ("liu", True), ("", True)])
def test_a_proposal_is_told_to_the_expert_to_whom_it_was_made_and_to_no_other(
    now: str, is_overtaken: bool
) -> None:
    notice = replace(_notice("mediator_proposed"), audience="mediator", data={"expert_id": "chen"})

    assert notice.is_overtaken_by({"expert_id": now}) is is_overtaken

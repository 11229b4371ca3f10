"""What can become of one message."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from services.notification.domain.events import Failed, Sent
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
    notice.postponed("451 later")
    notice.begin()

    notice.sent(SATURDAY)

    assert (notice.state, notice.attempts, notice.reason) == ("sent", 2, "")
    assert (notice.sent_at, notice.events) == (SATURDAY, [Sent()])


def test_a_message_that_failed_says_why_and_may_be_tried_again() -> None:
    notice = _notice()
    notice.begin()

    notice.failed("550 unknown")

    assert (notice.state, notice.reason, notice.events) == (
        "failed",
        "550 unknown",
        [Failed("550 unknown")],
    )
    assert not notice.is_done


@pytest.mark.parametrize(
    "ending", [Notice.without_address, Notice.overtaken, lambda n: n.sent(SATURDAY)]
)
def test_what_needs_no_further_try_is_done(ending: Callable[[Notice], None]) -> None:
    notice = _notice()
    notice.begin()
    notice.postponed("451 later")

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

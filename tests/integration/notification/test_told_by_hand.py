"""What no mail could tell is told by telephone or letter; the service report says so and it is closed."""

import pytest

from contracts.intake import SubmissionAcceptedV1
from tests.support.examples import example
from tests.support.notification_office import RECEIPT_NO, NotificationOffice

CALL = {"way": "call", "on": "2026-11-21", "note": "本人接听，已告知受理。"}


@pytest.fixture
def notice_id(small_office: NotificationOffice) -> str:
    small_office.knows("complainant", "not an address")
    small_office.hears_and_works(example(SubmissionAcceptedV1))
    [notice] = small_office.notices()
    return notice.id


def _tells(office: NotificationOffice, notice_id: str, expect: int = 200, **changes: str) -> None:
    path = f"/api/v1/notices/{notice_id}/telling-by-hand"
    office.staff_posts(path, "officer", CALL | changes, expect=expect)


def test_a_mail_that_failed_is_told_by_telephone_and_that_stands_in_the_record(
    small_office: NotificationOffice, notice_id: str
) -> None:
    _tells(small_office, notice_id)

    [line] = small_office.staff_reads(f"/api/v1/notices?receipt_no={RECEIPT_NO}", "officer")[
        "items"
    ]
    assert line["state"] == "by_hand" and line["is_statutory"]
    assert line["told_by_hand"] == {
        "by": "staff:officer",
        "way": "call",
        "on": "2026-11-21",
        "note": "本人接听，已告知受理。",
    }
    assert [each["result"] for each in line["tries"]] == ["failed", "by_hand"]
    assert not line["may_be_resent"]


def test_nothing_sends_it_after_that(small_office: NotificationOffice, notice_id: str) -> None:
    _tells(small_office, notice_id)
    small_office.knows("complainant", "zhou@right-holder.example")

    with small_office.service.uow() as uow:
        freed = uow.jobs.redrive()
        uow.commit()
    small_office.works()

    assert freed == 0
    assert small_office.server.mails == []


def test_what_was_sent_needs_no_call(small_office: NotificationOffice) -> None:
    small_office.knows("complainant", "zhou@right-holder.example")
    small_office.hears_and_works(example(SubmissionAcceptedV1))
    [notice] = small_office.notices()

    _tells(small_office, notice.id, expect=409)


def test_nobody_was_told_tomorrow(small_office: NotificationOffice, notice_id: str) -> None:
    _tells(small_office, notice_id, expect=422, on="2026-11-22")
    _tells(small_office, notice_id, expect=422, way="pigeon")

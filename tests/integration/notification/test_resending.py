"""A person has a notice sent again; the record shows who, and every try."""

import pytest

from contracts.intake import SubmissionAcceptedV1
from tests.support.examples import example
from tests.support.mail_server import HANGS_UP
from tests.support.notification_office import RECEIPT_NO, NotificationOffice

READER = "zhou@right-holder.example"


@pytest.fixture(autouse=True)
def reader(request: pytest.FixtureRequest) -> None:
    for name in {"office", "small_office"} & set(request.fixturenames):
        request.getfixturevalue(name).knows("complainant", READER)


def _hears(office: NotificationOffice) -> str:
    office.hears_and_works(example(SubmissionAcceptedV1))
    [notice] = office.notices()
    return notice.id


def _resend(
    office: NotificationOffice, notice_id: str, role: str = "officer", expect: int = 200
) -> None:
    office.staff_posts(f"/api/v1/notices/{notice_id}/resending", role, {}, expect=expect)


def test_an_uncertain_mail_that_is_sent_again_is_the_same_mail(office: NotificationOffice) -> None:
    office.server.answers("DATA", HANGS_UP)
    notice_id = _hears(office)

    _resend(office, notice_id)
    office.works()

    [mail] = office.server.mails
    assert mail["Message-ID"] == f"<{notice_id}@huhang.example.cn>"
    [line] = office.staff_reads(f"/api/v1/notices?receipt_no={RECEIPT_NO}", "officer")["items"]
    assert [each["result"] for each in line["tries"]] == ["uncertain", "sent"]
    assert [each["by"] for each in line["resent"]] == ["staff:officer"]
    assert line["sent_to"] == "z***@right-holder.example"


def test_a_mail_that_was_sent_and_got_lost_there_is_sent_as_a_new_mail(
    small_office: NotificationOffice,
) -> None:
    notice_id = _hears(small_office)

    _resend(small_office, notice_id)
    small_office.works()

    first, second = small_office.server.mails
    assert first["Message-ID"] != second["Message-ID"]
    assert first["References"] == second["References"]


def test_a_failed_mail_is_sent_again_once_though_its_job_was_parked(
    office: NotificationOffice,
) -> None:
    office.server.answers("RCPT", "550 5.1.1 user unknown")
    notice_id = _hears(office)

    _resend(office, notice_id)
    office.staff_posts("/internal/failures/redrive", "administrator", {})
    office.works()

    assert len(office.server.mails) == 1


def test_a_person_without_address_is_written_to_once_there_is_one(
    small_office: NotificationOffice,
) -> None:
    small_office.knows("complainant", "")
    notice_id = _hears(small_office)
    small_office.knows("complainant", READER)

    _resend(small_office, notice_id)
    small_office.works()

    assert small_office.server.recipients == [READER]


def test_what_still_waits_for_its_try_is_not_sent_twice(small_office: NotificationOffice) -> None:
    small_office.server.answers("RCPT", "451 later")
    notice_id = _hears(small_office)

    _resend(small_office, notice_id, expect=409)

    small_office.passes(seconds=5)
    assert len(small_office.server.mails) == 1


@pytest.mark.parametrize("role", ["supervisor", "mediator", "court_clerk", "complainant"])
def test_others_cannot_have_a_notice_sent(small_office: NotificationOffice, role: str) -> None:
    notice_id = _hears(small_office)

    _resend(small_office, notice_id, role, expect=404)

    small_office.works()
    assert len(small_office.server.mails) == 1


def test_the_log_shows_what_waits_for_somebody(small_office: NotificationOffice) -> None:
    small_office.server.answers("DATA", HANGS_UP)
    _hears(small_office)
    small_office.hears_and_works(example(SubmissionAcceptedV1))

    found = small_office.staff_reads("/api/v1/notices?state=uncertain", "administrator")["items"]

    assert [each["state"] for each in found] == ["uncertain"]

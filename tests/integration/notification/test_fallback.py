"""What the law wants told, and no mail could tell, goes to the telephone where text messages leave."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from contracts.intake import SubmissionAcceptedV1, SubmissionFiledV1
from services.notification.domain.notice import Notice
from tests.integration.notification.conftest import Opening
from tests.support.examples import example
from tests.support.notification_office import NotificationOffice

EVENING = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
PHONE = "13800001234"


@pytest.fixture
def sink(tmp_path: Path) -> Path:
    return tmp_path / "texts.jsonl"


@pytest.fixture
def office(opening: Opening, sink: Path) -> NotificationOffice:
    return opening(HUHANG_SMS_URL=f"file://{sink}")


def _texts(office: NotificationOffice) -> list[Notice]:
    return [each for each in office.notices() if each.channel == "sms"]


@pytest.mark.parametrize("address", ["", "not an address"])
def test_who_cannot_be_mailed_gets_a_text_message(
    office: NotificationOffice, sink: Path, address: str
) -> None:
    office.knows("complainant", address, phone=PHONE)

    office.hears_and_works(example(SubmissionAcceptedV1))

    assert [each.state for each in _texts(office)] == ["sent"]
    assert "已受理" in sink.read_text(encoding="utf-8")


def test_a_mail_that_is_refused_for_good_is_followed_by_a_text_message(
    office: NotificationOffice,
) -> None:
    office.knows("complainant", "zhou@right-holder.example", phone=PHONE)
    office.server.answers("RCPT", "550 5.1.1 no such user")

    office.hears_and_works(example(SubmissionAcceptedV1))

    assert {each.channel: each.state for each in office.notices()} == {
        "email": "failed",
        "sms": "sent",
    }


def test_who_chose_text_messages_gets_no_second_one(office: NotificationOffice) -> None:
    office.knows("complainant", "", phone=PHONE)
    office.citizen_posts("/api/v1/message-preferences", "complainant", {"sms": True})

    office.hears_and_works(example(SubmissionAcceptedV1))

    assert len(_texts(office)) == 1


def test_what_the_law_does_not_want_told_stays_a_mail(office: NotificationOffice) -> None:
    office.knows("complainant", "", phone=PHONE)

    office.hears_and_works(example(SubmissionFiledV1))

    assert _texts(office) == []


def test_at_night_it_waits_for_the_morning(office: NotificationOffice) -> None:
    office.clock.set(EVENING)
    office.knows("complainant", "", phone=PHONE)

    office.hears_and_works(example(SubmissionAcceptedV1))
    at_night = [each.state for each in _texts(office)]
    office.passes(hours=11)

    assert at_night == ["waiting"]
    assert [each.state for each in _texts(office)] == ["sent"]


def test_where_no_text_messages_leave_it_stays_with_a_person(opening: Opening) -> None:
    office = opening()
    office.knows("complainant", "", phone=PHONE)

    office.hears_and_works(example(SubmissionAcceptedV1))

    assert [(each.channel, each.state) for each in office.notices()] == [("email", "no_address")]

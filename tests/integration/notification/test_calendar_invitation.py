"""The session in the reader's calendar: put in, moved, taken out; and nobody's name in it."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest

from contracts.mediation import CaseEndedV1, SessionCancelledV1, SessionScheduledV1
from tests.support.examples import example
from tests.support.notification_office import RECEIPT_NO, SESSION, NotificationOffice

READER = "zhou@right-holder.example"


@pytest.fixture
def office(small_office: NotificationOffice) -> NotificationOffice:
    _sessions(small_office, SESSION)
    return small_office


def _sessions(office: NotificationOffice, session: dict[str, Any]) -> None:
    office.knows("complainant", READER, name="周明", facts=session | {"mediator": "陈静"})
    office.neighbours.people |= {"respondent": None, "mediator": None}


def _scheduled(session: dict[str, Any] = SESSION) -> SessionScheduledV1:
    return example(  # type: ignore[no-any-return]
        SessionScheduledV1, session_id=session["session_id"], sequence=session["sequence"]
    )


def _entry(mail: EmailMessage) -> tuple[icalendar.Calendar, Any]:
    [part] = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = icalendar.Calendar.from_ical(content)
    assert part.get_param("method") == calendar["METHOD"]
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_the_invitation_says_when_in_the_time_of_shanghai(office: NotificationOffice) -> None:
    office.hears_and_works(_scheduled())

    [mail] = office.server.mails
    calendar, event = _entry(mail)
    assert calendar["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"]) == (f"{SESSION['session_id']}@huhang.example.cn", 0)
    start = event.decoded("DTSTART")
    assert start == datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
    assert (start.hour, start.utcoffset()) == (9, timedelta(hours=8))
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    [zone] = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Shanghai"
    assert event.decoded("DTEND") - start == timedelta(hours=1)
    assert event["STATUS"] == "CONFIRMED"
    assert event["LOCATION"] == "第一调解室"


def test_the_invitation_names_the_matter_and_no_person(office: NotificationOffice) -> None:
    office.hears_and_works(_scheduled())

    _calendar, event = _entry(office.server.mails[0])
    assert event["SUMMARY"] == f"调解会议 {RECEIPT_NO}"
    assert event["ATTENDEE"] == f"mailto:{READER}"
    assert "CN" not in event["ATTENDEE"].params
    text = event.to_ical().decode()
    assert "周明" not in text and "陈静" not in text


def test_nobody_is_asked_for_an_answer_that_nobody_reads(office: NotificationOffice) -> None:
    office.hears_and_works(_scheduled())

    _calendar, event = _entry(office.server.mails[0])
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"


def test_programs_without_a_calendar_view_get_a_file_to_open(office: NotificationOffice) -> None:
    office.hears_and_works(_scheduled())

    [mail] = office.server.mails
    [attached] = mail.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == (
        "application/ics",
        "invite.ics",
    )
    assert icalendar.Calendar.from_ical(attached.get_content())["METHOD"] == "REQUEST"


def test_a_moved_session_keeps_its_uid_and_counts_up(office: NotificationOffice) -> None:
    office.hears_and_works(_scheduled())
    moved = SESSION | {"starts_at": "2026-11-26T02:00:00Z", "ends_at": "2026-11-26T03:00:00Z"}
    moved |= {"sequence": 1}
    _sessions(office, moved)

    office.hears_and_works(_scheduled(moved))

    (_, first), (_, second) = (_entry(mail) for mail in office.server.mails)
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second.decoded("DTSTART") == datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def test_a_session_that_is_called_off_leaves_the_calendar(office: NotificationOffice) -> None:
    office.hears_and_works(_scheduled())

    office.hears_and_works(example(SessionCancelledV1, session_id=SESSION["session_id"]))

    (_, planned), (calendar, gone) = (_entry(mail) for mail in office.server.mails[:2])
    assert (calendar["METHOD"], gone["STATUS"]) == ("CANCEL", "CANCELLED")
    assert planned["UID"] == gone["UID"]


def test_a_second_try_sends_the_very_same_invitation(office: NotificationOffice) -> None:
    office.server.answers("DATA", "451 later")
    office.hears(_scheduled())
    office.works()

    office.passes(seconds=5)

    [mail] = office.server.mails
    _calendar, event = _entry(mail)
    assert event.decoded("DTSTAMP") == datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def test_news_of_a_session_that_was_replaced_meanwhile_is_not_sent(
    office: NotificationOffice,
) -> None:
    office.server.answers("DATA", "451 later")
    office.hears(_scheduled())
    office.works()
    _sessions(office, SESSION | {"session_id": "01KSESSION0000000000000002"})

    office.passes(seconds=5)

    assert office.server.mails == []
    [notice] = [
        each
        for each in office.notices()
        if (each.audience, each.template) == ("complainant", "session_scheduled")
    ]
    assert notice.state == "overtaken"


def test_a_case_that_ends_takes_its_coming_session_out_of_the_calendar(
    office: NotificationOffice,
) -> None:
    office.hears_and_works(_scheduled())

    office.hears_and_works(example(CaseEndedV1))

    (_, first), (calendar, last) = (_entry(mail) for mail in office.server.mails)
    assert (calendar["METHOD"], last["STATUS"]) == ("CANCEL", "CANCELLED")
    assert last["UID"] == first["UID"]
    assert last["SEQUENCE"] > first["SEQUENCE"]


def test_a_case_that_ends_after_its_session_leaves_the_calendar_alone(
    office: NotificationOffice,
) -> None:
    office.passes(days=7)

    office.hears_and_works(example(CaseEndedV1))

    [mail] = office.server.mails
    assert [each for each in mail.walk() if each.get_content_type() == "text/calendar"] == []


def test_a_case_that_ends_without_a_session_says_nothing_to_the_calendar(
    small_office: NotificationOffice,
) -> None:
    _sessions(small_office, {})

    small_office.hears_and_works(example(CaseEndedV1))

    [mail] = small_office.server.mails
    assert [each.get_content_type() for each in mail.iter_attachments()] == []


def test_who_lives_abroad_has_the_session_on_the_own_clock_beside_that_of_beijing(
    office: NotificationOffice,
) -> None:
    _sessions(office, SESSION | {"zone": "America/New_York"})

    office.hears_and_works(_scheduled())

    [mail] = office.server.mails
    calendar, event = _entry(mail)
    assert event["DTSTART"].params["TZID"] == "America/New_York"
    assert event.decoded("DTSTART") == datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["America/New_York"]
    assert event["DESCRIPTION"] == "北京时间 2026-11-25 09:30"
    [text] = [each for each in mail.walk() if each.get_content_type() == "text/plain"]
    assert "您当地时间：2026年11月24日（星期二）20:30（America/New_York）" in text.get_content()

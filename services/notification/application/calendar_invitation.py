"""The invitation that a calendar understands (RFC 5545, RFC 5546). It names no party."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from services.notification.domain.notice import Notice

SHANGHAI = ZoneInfo("Asia/Shanghai")
REQUEST, CANCEL = "REQUEST", "CANCEL"
_STATUS = {REQUEST: "CONFIRMED", CANCEL: "CANCELLED"}
_SUMMARY = {"zh": "调解会议 {}", "en": "Mediation session {}"}


@dataclass(frozen=True)
class CalendarEntry:
    """A session as it goes into a calendar, or out of it again: ``method`` says which."""

    method: str
    session_id: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    room: str


def entry_of(notice: Notice, facts: Mapping[str, Any]) -> CalendarEntry | None:
    """What a notice does to the calendar of its reader; None for most.

    The end of a case takes a session that has not begun out of the calendar again.
    """
    if notice.template not in {"session_scheduled", "case_ended"} or "session_id" not in facts:
        return None
    starts_at = datetime.fromisoformat(facts["starts_at"])
    is_over = notice.template == "case_ended"
    if is_over and starts_at <= notice.created_at:
        return None
    return CalendarEntry(
        method=CANCEL if is_over else REQUEST,
        session_id=facts["session_id"],
        sequence=int(facts["sequence"]) + is_over,
        starts_at=starts_at,
        ends_at=datetime.fromisoformat(facts["ends_at"]),
        room=facts["room"],
    )


def attach(mail: EmailMessage, entry: CalendarEntry, notice: Notice, language: str) -> None:
    """Add the entry twice: to be shown by mail programs that know calendars, to be opened by others.

    The UID stays the same through all changes of a session, the sequence grows. No answer is asked
    for: nobody would read it.
    """
    content = _calendar(mail, entry, notice, language).to_ical()
    params = {"method": entry.method, "charset": "utf-8"}
    mail.add_alternative(content, maintype="text", subtype="calendar", params=params)
    mail.add_attachment(content, maintype="application", subtype="ics", filename="invite.ics")


def _calendar(
    mail: EmailMessage, entry: CalendarEntry, notice: Notice, language: str
) -> icalendar.Calendar:
    sender, reader = (mail[name].addresses[0].addr_spec for name in ("From", "To"))
    event = icalendar.Event()
    event.add("uid", f"{entry.session_id}@{sender.rpartition('@')[2]}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", notice.created_at)
    event.add("dtstart", entry.starts_at.astimezone(SHANGHAI))
    event.add("dtend", entry.ends_at.astimezone(SHANGHAI))
    event.add("summary", _SUMMARY[language].format(notice.receipt_no))
    event.add("location", entry.room)
    event.add("status", _STATUS[entry.method])
    event.add("organizer", f"mailto:{sender}")
    attendee = icalendar.vCalAddress(f"mailto:{reader}")
    attendee.params["RSVP"] = icalendar.vText("FALSE")
    attendee.params["PARTSTAT"] = icalendar.vText("NEEDS-ACTION")
    event.add("attendee", attendee, encode=0)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Huhang//Mediation//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", entry.method)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar

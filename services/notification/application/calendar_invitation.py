"""The invitation that a calendar understands (RFC 5545, RFC 5546). It names no party."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from services.notification.domain.notice import Notice

SHANGHAI = ZoneInfo("Asia/Shanghai")
REQUEST, CANCEL = "REQUEST", "CANCEL"
_STATUS = {REQUEST: "CONFIRMED", CANCEL: "CANCELLED"}
_OF_CALENDARS = frozenset({"session_scheduled", "session_cancelled", "case_ended"})
_AT_THE_CENTRE = {"zh": "北京时间 {:%Y-%m-%d %H:%M}", "en": "Beijing time: {:%Y-%m-%d %H:%M}"}
_SUMMARY = {"zh": "调解会议 {}", "en": "Mediation session {}"}


@dataclass(frozen=True)
class CalendarEntry:
    """A session as it goes into a calendar, or out of it again: ``method`` says which.

    ``zone``: IANA name of the time zone of its reader; empty for Asia/Shanghai.
    """

    method: str
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    room: str
    zone: str = ""

    def local(self, at: datetime) -> datetime:
        """An instant on the clock of the reader."""
        return at.astimezone(ZoneInfo(self.zone) if self.zone else SHANGHAI)


def entry_of(notice: Notice, facts: Mapping[str, Any]) -> CalendarEntry | None:
    """What a notice does to the calendar of its reader; None for most.

    The end of a case, or calling it off, takes a session that has not begun out of the calendar again.
    """
    if notice.template not in _OF_CALENDARS or "session_id" not in facts:
        return None
    starts_at = datetime.fromisoformat(facts["starts_at"])
    is_over = notice.template != "session_scheduled"
    if is_over and starts_at <= notice.created_at:
        return None
    return CalendarEntry(
        method=CANCEL if is_over else REQUEST,
        uid=facts.get("attendance") or facts["session_id"],
        sequence=int(facts["sequence"]) + is_over,
        starts_at=starts_at,
        ends_at=datetime.fromisoformat(facts["ends_at"]),
        room=facts["room"],
        zone=facts.get("zone", ""),
    )


@dataclass(frozen=True)
class Invited:
    """Who invites whom: both addresses, the language of the reader, and whether answers are read."""

    sender: str
    reader: str
    language: str
    is_answer_read: bool


def with_entry(
    body: MIMEMultipart, entry: CalendarEntry, notice: Notice, invited: Invited
) -> MIMEMultipart:
    """The body with the entry twice: to be shown by programs that know calendars, to be opened by others.

    The UID stays the same for one reader through all changes of a session, the sequence grows. It
    proves who answers: only the reader and the owner of the session know it.
    """
    content = _calendar(entry, notice, invited).to_ical().decode()
    shown = MIMEText(content, "calendar", "utf-8", policy=body.policy)
    shown.set_param("method", entry.method)
    body.attach(shown)
    to_open = MIMEText(content, "calendar", "utf-8", policy=body.policy)
    to_open.replace_header("Content-Type", "application/ics")
    to_open.add_header("Content-Disposition", "attachment", filename="invite.ics")
    whole = MIMEMultipart("mixed", boundary=f"=_{notice.id}_m", policy=body.policy)
    whole.attach(body)
    whole.attach(to_open)
    return whole


def _calendar(entry: CalendarEntry, notice: Notice, invited: Invited) -> icalendar.Calendar:
    event = icalendar.Event()
    event.add("uid", f"{entry.uid}@{invited.sender.rpartition('@')[2]}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", notice.created_at)
    event.add("dtstart", entry.local(entry.starts_at))
    event.add("dtend", entry.local(entry.ends_at))
    if entry.zone:
        at_the_centre = entry.starts_at.astimezone(SHANGHAI)
        event.add("description", _AT_THE_CENTRE[invited.language].format(at_the_centre))
    event.add("summary", _SUMMARY[invited.language].format(notice.receipt_no))
    event.add("location", entry.room)
    event.add("status", _STATUS[entry.method])
    event.add("organizer", f"mailto:{invited.sender}")
    attendee = icalendar.vCalAddress(f"mailto:{invited.reader}")
    attendee.params["RSVP"] = icalendar.vText("TRUE" if invited.is_answer_read else "FALSE")
    attendee.params["PARTSTAT"] = icalendar.vText("NEEDS-ACTION")
    event.add("attendee", attendee, encode=0)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Huhang//Mediation//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", entry.method)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar

"""The invitation that a calendar understands (RFC 5545, RFC 5546). It names no party."""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")


def attach_invitation(
    mail: EmailMessage, facts: Mapping[str, Any], person: Mapping[str, Any], stamped_at: datetime
) -> None:
    """Add the session as a METHOD:REQUEST part; the UID stays the same through all changes."""
    sender = mail["From"].addresses[0].addr_spec
    event = icalendar.Event()
    event.add("uid", f"{facts['session_id']}@{sender.rpartition('@')[2]}")
    event.add("sequence", int(facts["sequence"]))
    event.add("dtstamp", stamped_at)
    event.add("dtstart", _local(facts["starts_at"]))
    event.add("dtend", _local(facts["ends_at"]))
    event.add("summary", f"调解会议 {facts['receipt_no']}")
    event.add("location", facts["room"])
    event.add("status", "CONFIRMED")
    event.add("organizer", f"mailto:{sender}")
    attendee = icalendar.vCalAddress(f"mailto:{person['email']}")
    attendee.params["RSVP"] = icalendar.vText("TRUE")
    attendee.params["PARTSTAT"] = icalendar.vText("NEEDS-ACTION")
    event.add("attendee", attendee, encode=0)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Huhang//Mediation//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    mail.add_attachment(
        calendar.to_ical(),
        maintype="text",
        subtype="calendar",
        filename="invite.ics",
        params={"method": "REQUEST", "charset": "utf-8"},
    )


def _local(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(SHANGHAI)

"""What comes back to the sender's address: mails that were not delivered, and answers of calendars."""

import email
import email.policy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message

import icalendar

_NOTICE_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_MESSAGE_ID = re.compile(r"<([0-9A-HJKMNP-TV-Z]{26})(?:\.\d+)?@")
_UID = re.compile(r"[0-9A-Za-z]{1,26}\.[\w-]{22}")
_CALENDARS = frozenset({"text/calendar", "application/ics"})
_BARE_NAME = re.compile(r'(;CN=)([^";:\r\n]*,[^";:\r\n]*)', re.I)
_ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}


@dataclass(frozen=True)
class Bounce:
    """A server further on gave a mail back for good (RFC 3464). ``reason``: status and diagnosis."""

    notice_id: str
    reason: str


@dataclass(frozen=True)
class CalendarAnswer:
    """A calendar program answered an invitation (RFC 5546). ``token`` proves who was asked.

    ``sequence``: which version of the invitation was answered; None where the program does not say.
    """

    token: str
    answer: str
    sequence: int | None = None


Returned = Bounce | CalendarAnswer


def read_returned(content: bytes) -> Returned | None:
    """What a mail means for us; None for what a person must read.

    Only ids are believed that nobody can guess; what else a mail claims is not looked at.
    """
    mail = email.message_from_bytes(content, policy=email.policy.default)
    try:
        return _bounce(mail) or _calendar_answer(mail)
    except (ValueError, LookupError, TypeError, AttributeError):
        # The parsers of mails and calendars stumble in many ways over what strangers write.
        return None


def _bounce(mail: Message) -> Bounce | None:
    if mail.get_content_type() != "multipart/report":
        return None
    reports = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    blocks = [block for report in reports for block in _blocks(report)]
    failed = next((b for b in blocks if str(b.get("Action", "")).strip().lower() == "failed"), None)
    notice_id = _envelope_id(blocks) or _returned_id(mail)
    if failed is None or not notice_id:
        return None
    said = str(failed.get("Diagnostic-Code", "")).partition(";")[2].strip()
    return Bounce(notice_id, f"{failed.get('Status', '')} {said}".strip())


def _blocks(report: Message) -> list[Message]:
    payload = report.get_payload()
    return (
        [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
    )


def _envelope_id(blocks: Iterable[Message]) -> str:
    for block in blocks:
        found = _NOTICE_ID.fullmatch(str(block.get("Original-Envelope-Id", "")).strip())
        if found:
            return found[0]
    return ""


def _returned_id(mail: Message) -> str:
    """The Message-ID of the mail that is given back, whole or its headers alone."""
    for part in mail.walk():
        if part.get_content_type() == "text/rfc822-headers":
            found = _MESSAGE_ID.search(str(part.get_payload()))
        elif part.get_content_type() == "message/rfc822":
            [original] = _blocks(part)
            found = _MESSAGE_ID.search(str(original.get("Message-ID", "")))
        else:
            continue
        if found:
            return found[1]
    return ""


def _calendar_answer(mail: Message) -> CalendarAnswer | None:
    """The answer of whoever was asked; what sends somebody else or asks for another time is none."""
    for part in mail.walk():
        if part.get_content_type() not in _CALENDARS:
            continue
        calendar = icalendar.Calendar.from_ical(_text(part))
        if str(calendar.get("METHOD", "")).upper() != "REPLY":
            continue
        [event] = calendar.walk("VEVENT")
        [attendee] = _listed(event["ATTENDEE"])
        answer = _ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper(), "")
        token = str(event["UID"]).partition("@")[0]
        if answer and _UID.fullmatch(token) and "DELEGATED-FROM" not in attendee.params:
            version = event.get("SEQUENCE")
            return CalendarAnswer(token, answer, None if version is None else int(version))
    return None


def _text(part: Message) -> str:
    """A calendar as text, in the characters that its mail names; UTF-8 where it names none."""
    content = bytes(part.get_payload(decode=True) or b"")
    named = part.get_content_charset() or "utf-8"
    text = content.decode("utf-8-sig" if named in {"utf-8", "us-ascii"} else named, "replace")
    return _BARE_NAME.sub(_quoted, text)


def _quoted(found: re.Match[str]) -> str:
    """Some programs write a name with a comma as it is; the rule wants it in quotes (RFC 5545, 3.1)."""
    return f'{found[1]}"{found[2]}"'


def _listed(value: object) -> list[icalendar.vCalAddress]:
    return value if isinstance(value, list) else [value]  # type: ignore[list-item]

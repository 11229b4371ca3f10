"""The words of a mail, and the mail around them. A mail names neither its reader nor a party."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.header import Header
from email.headerregistry import Address
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import Compat32
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from markupsafe import Markup

from services.notification.application.calendar_invitation import Invited, entry_of, with_entry
from services.notification.application.matter_words import DISCREET, matter_word, template_of
from services.notification.domain.notice import Notice

TEMPLATES = Path(__file__).parent.parent / "templates"
SHANGHAI = ZoneInfo("Asia/Shanghai")


LETS_IN = ("code", "link", "attendance", "supply")
"""Facts by which whoever holds them is let in, or signs."""
BLANK = "〔******〕"


class _Lines(Compat32):
    """Header lines go out as they were written: they are short, and folding is half of the work."""

    def fold_binary(self, name: str, value: str) -> bytes:
        return f"{name}: {value}\r\n".encode("ascii")


_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_LINK = re.compile(r"(https?://[\x21-\x7e]+)")
_LINES = _Lines(linesep="\r\n")
_CENTRE = {"zh": "知识产权维权援助中心", "en": "IP Rights Assistance Centre"}
_DISCREET_SENDER = "12330"
_WEEKDAYS = "一二三四五六日"

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES),
    autoescape=jinja2.select_autoescape(["html"]),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Unwritable(Exception):
    """No mail can be made of this: the address is none, or a fact that must be told is missing."""


@dataclass(frozen=True)
class Letterhead:
    """From whom mails come. ``reply_to`` is empty where nobody reads answers.

    ``reads_answers``: what comes back to the sender's address is read by a machine.
    """

    sender: str
    reply_to: str
    public_url: str
    reads_answers: bool = False

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]


def grouped(receipt_no: str) -> str:
    """A receipt number as it is read out: 4-4-4-1."""
    return " ".join((receipt_no[:4], receipt_no[4:8], receipt_no[8:12], receipt_no[12:]))


def local_time(instant: str, language: str, zone: str = "") -> str:
    """An RFC 3339 instant as date, weekday and time in Shanghai, or in another time zone."""
    at = datetime.fromisoformat(instant).astimezone(ZoneInfo(zone) if zone else SHANGHAI)
    if language == "en":
        return f"{at:%A}, {at.day} {at:%B} {at.year}, {at:%H:%M}"
    return f"{at.year}年{at.month}月{at.day}日（星期{_WEEKDAYS[at.weekday()]}）{at:%H:%M}"


def linked(line: str) -> Markup:
    """A line of text with its addresses as links, also where Chinese punctuation stands before them."""
    parts = _LINK.split(line)
    return Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(part) if nth % 2 else part
        for nth, part in enumerate(parts)
    )


def local_day(day: str, language: str) -> str:
    """A date as people write it."""
    on = date.fromisoformat(day)
    return (
        f"{on.day} {on:%B} {on.year}" if language == "en" else f"{on.year}年{on.month}月{on.day}日"
    )


_environment.filters["local_day"] = local_day
_environment.filters["linked"] = linked
_environment.filters["grouped"] = grouped
_environment.filters["local_time"] = local_time
_environment.filters["matter"] = matter_word


@dataclass(frozen=True)
class Mail:
    """A mail as it is handed over: the one address that it goes to, and all its octets.

    ``text``: its words for the record, without what lets its reader in.
    """

    address: str
    content: bytes
    text: str


def compose(notice: Notice, person: Mapping[str, Any], letterhead: Letterhead) -> Mail:
    """The mail of a notice to one person; octet by octet the same for each try.

    No case facts, only what the person needs to act. What people typed reaches no header but the
    address, and that one must be an address. (RFC 5322, RFC 3834, RFC 2919)
    Raises: Unwritable.
    """
    language = person["language"] if person["language"] in {"zh", "en"} else "zh"
    facts = cleaned({**notice.data, **person["facts"]})
    address = _address(person["email"])
    template = template_of(notice.template, person)
    try:
        words = written(notice, facts, letterhead, language, template)
        entry = entry_of(notice, facts)
        body = _body(notice, words, language)
        if entry is not None:
            invited = Invited(letterhead.sender, address, language, letterhead.reads_answers)
            body = with_entry(body, entry, notice, invited)
    except (jinja2.TemplateError, LookupError, ValueError, TypeError) as problem:
        raise Unwritable(f"cannot_be_written {type(problem).__name__}") from problem
    sender = _DISCREET_SENDER if template == DISCREET else _CENTRE[language]
    for name, value in _headers(
        notice, Heading(sender, words.subject, template), letterhead
    ).items():
        body[name] = value
    # An address may hold letters that only its own server knows; it goes in as it is.
    content = f"To: {address}\r\n".encode() + body.as_bytes(policy=_LINES)
    return Mail(address, content, _for_the_record(words, facts))


@dataclass(frozen=True)
class Words:
    """What a notice says."""

    subject: str
    text: str


@dataclass(frozen=True)
class Heading:
    """What the headers of a mail show: the sender's name, the subject, and the template it is made of."""

    sender: str
    subject: str
    template: str


def written(
    notice: Notice, facts: Mapping[str, Any], letterhead: Letterhead, language: str, template: str
) -> Words:
    """The words of a notice, from a template. Raises: jinja2.TemplateError; LookupError."""
    text = _environment.get_template(f"{language}/{template}.txt").render(
        audience=notice.audience,
        receipt_no=notice.receipt_no,
        facts=facts,
        public_url=letterhead.public_url,
        has_readers=bool(letterhead.reply_to),
    )
    subject, _, body = text.partition("\n")
    return Words(subject, body.strip() + "\n")


def _for_the_record(words: Words, facts: Mapping[str, Any]) -> str:
    """Subject and text; codes and personal links are blanked, for who reads the record must not use them."""
    text = f"{words.subject}\n{words.text}"
    for name in LETS_IN:
        if secret := str(facts.get(name) or ""):
            text = text.replace(secret, BLANK)
    return text


def _headers(notice: Notice, heading: Heading, letterhead: Letterhead) -> Mapping[str, str]:
    """Every value is made of our own words, numbers and addresses; no line can be broken."""
    matter = f"<{notice.receipt_no or notice.template}@{letterhead.domain}>"
    again = f".{notice.copies}" if notice.copies else ""
    headers = {
        "From": _sender(heading.sender, letterhead.sender),
        "Date": format_datetime(notice.created_at),
        "Message-ID": f"<{notice.id}{again}@{letterhead.domain}>",
        # No mail has this id: all mails of a matter hang below it, in whatever order they come.
        "In-Reply-To": matter,
        "References": matter,
        "Auto-Submitted": "auto-generated",
        "List-Id": f"<{heading.template.replace('_', '-')}.notices.{letterhead.domain}>",
        "Subject": _encoded("Subject", heading.subject),
    }
    if letterhead.reply_to:
        headers["Reply-To"] = letterhead.reply_to
    if any(_CONTROL.search(value.replace("\r\n ", "")) for value in headers.values()):
        raise Unwritable("cannot_be_written header")
    return headers


@cache
def _sender(centre: str, address: str) -> str:
    return f"{_encoded('From', centre)} <{address}>"


def _encoded(name: str, value: str) -> str:
    return Header(value, "utf-8", header_name=name).encode(linesep="\r\n")


def _body(notice: Notice, words: Words, language: str) -> MIMEMultipart:
    page = _environment.get_template("mail.html").render(
        language=language, subject=words.subject, lines=words.text.strip().split("\n")
    )
    body = MIMEMultipart("alternative", boundary=f"=_{notice.id}_a", policy=_LINES)
    body.attach(MIMEText(words.text, "plain", "utf-8", policy=_LINES))
    body.attach(MIMEText(page, "html", "utf-8", policy=_LINES))
    return body


def _address(text: str) -> str:
    """Raises: Unwritable for what is no address; control characters get no further than this."""
    local, _, domain = text.strip().rpartition("@")
    if _CONTROL.search(text) or not local:
        raise Unwritable("address_unreadable")
    try:
        return Address(addr_spec=f"{local}@{domain.encode('idna').decode()}").addr_spec
    except Exception as problem:  # the parser of the standard library stumbles in many ways
        raise Unwritable("address_unreadable") from problem


def cleaned(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of which none can break a line."""
    return {
        name: _CONTROL.sub(" ", value) if isinstance(value, str) else value
        for name, value in facts.items()
    }

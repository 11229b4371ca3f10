"""The words of a mail, and the mail around them. A mail names neither its reader nor a party."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from markupsafe import Markup

from services.notification.application.calendar_invitation import attach, entry_of
from services.notification.domain.notice import Notice

TEMPLATES = Path(__file__).parent.parent / "templates"
SHANGHAI = ZoneInfo("Asia/Shanghai")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_LINK = re.compile(r"(https?://[\x21-\x7e]+)")
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
    """From whom mails come. ``reply_to`` is empty where nobody reads answers."""

    sender: str
    reply_to: str
    public_url: str

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]


def grouped(receipt_no: str) -> str:
    """A receipt number as it is read out: 4-4-4-1."""
    return " ".join((receipt_no[:4], receipt_no[4:8], receipt_no[8:12], receipt_no[12:]))


def local_time(instant: str, language: str) -> str:
    """An RFC 3339 instant as local date, weekday and time."""
    at = datetime.fromisoformat(instant).astimezone(SHANGHAI)
    if language == "en":
        return f"{at:%A}, {at.day} {at:%B} {at.year}, {at:%H:%M}"
    return f"{at.year}年{at.month}月{at.day}日(星期{_WEEKDAYS[at.weekday()]}){at:%H:%M}"


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


def compose(notice: Notice, person: Mapping[str, Any], letterhead: Letterhead) -> EmailMessage:
    """The mail of a notice to one person; the same again for each try.

    No case facts, only what the person needs to act. What people typed reaches no header but the
    address, and that one must be an address. (RFC 5322, RFC 3834, RFC 2919)
    Raises: Unwritable.
    """
    language = person["language"] if person["language"] in {"zh", "en"} else "zh"
    facts = _clean({**notice.data, **person["facts"]})
    reader = _address(person["email"])
    try:
        mail = _headed(notice, reader, letterhead, language)
        _write(mail, notice, facts, letterhead, language)
        entry = entry_of(notice, facts)
    except (jinja2.TemplateError, LookupError, ValueError, TypeError) as problem:
        raise Unwritable(f"cannot_be_written {type(problem).__name__}") from problem
    if entry is not None:
        attach(mail, entry, notice, language)
    return mail


def _headed(notice: Notice, reader: Address, letterhead: Letterhead, language: str) -> EmailMessage:
    matter = f"<{notice.receipt_no}@{letterhead.domain}>"
    centre = "知识产权维权援助中心" if language == "zh" else "IP Rights Assistance Centre"
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(centre, addr_spec=letterhead.sender)
    mail["To"] = reader
    if letterhead.reply_to:
        mail["Reply-To"] = letterhead.reply_to
    mail["Date"] = notice.created_at
    mail["Message-ID"] = f"<{notice.id}@{letterhead.domain}>"
    # No mail has this id: all mails of a matter hang below it, in whatever order they come.
    mail["In-Reply-To"] = matter
    mail["References"] = matter
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Id"] = f"<{notice.template.replace('_', '-')}.notices.{letterhead.domain}>"
    return mail


def _write(
    mail: EmailMessage,
    notice: Notice,
    facts: Mapping[str, Any],
    letterhead: Letterhead,
    language: str,
) -> None:
    written = _environment.get_template(f"{language}/{notice.template}.txt").render(
        audience=notice.audience,
        receipt_no=notice.receipt_no,
        facts=facts,
        public_url=letterhead.public_url,
        has_readers=bool(letterhead.reply_to),
    )
    subject, _, body = written.partition("\n")
    mail["Subject"] = subject
    mail.set_content(body.strip() + "\n")
    page = _environment.get_template("mail.html")
    lines = body.strip().split("\n")
    mail.add_alternative(page.render(language=language, subject=subject, lines=lines), "html")


def _address(text: str) -> Address:
    """Raises: Unwritable for what is no address; control characters get no further than this."""
    local, _, domain = text.strip().rpartition("@")
    if _CONTROL.search(text) or not local:
        raise Unwritable("address_unreadable")
    try:
        return Address(addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except Exception as problem:  # the parser of the standard library stumbles in many ways
        raise Unwritable("address_unreadable") from problem


def _clean(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _CONTROL.sub(" ", value) if isinstance(value, str) else value
        for name, value in facts.items()
    }

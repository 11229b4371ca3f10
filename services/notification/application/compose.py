"""The words of a mail, and the mail around them."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2

from services.notification.domain.notice import Notice

TEMPLATES = Path(__file__).parent.parent / "templates"
SHANGHAI = ZoneInfo("Asia/Shanghai")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_WEEKDAYS = "一二三四五六日"

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES),
    autoescape=jinja2.select_autoescape(["html"]),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def grouped(receipt_no: str) -> str:
    """A receipt number as it is read out: 4-4-4-1."""
    return " ".join((receipt_no[:4], receipt_no[4:8], receipt_no[8:12], receipt_no[12:]))


def local_time(instant: str) -> str:
    """An RFC 3339 instant as local date, weekday and time."""
    at = datetime.fromisoformat(instant).astimezone(SHANGHAI)
    return f"{at.year}年{at.month}月{at.day}日(星期{_WEEKDAYS[at.weekday()]}){at:%H:%M}"


_environment.filters["grouped"] = grouped
_environment.filters["local_time"] = local_time


def compose(
    notice: Notice, person: Mapping[str, Any], sender: str, public_url: str
) -> EmailMessage:
    """The mail of a notice to one person.

    No case facts, only what the person needs to act; headers cannot be injected: control characters
    are dropped, and the message policy refuses what is left. (RFC 5322, RFC 3834, RFC 2919)
    """
    language = person["language"] if person["language"] in {"zh", "en"} else "zh"
    template = _environment.get_template(f"{language}/{notice.template}.txt")
    subject, _, body = template.render(
        notice=notice,
        receipt_no=notice.receipt_no,
        person=person,
        facts={**notice.data, **person["facts"]},
        public_url=public_url,
    ).partition("\n")
    domain = sender.rpartition("@")[2]
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(
        "知识产权维权援助中心" if language == "zh" else "IP Rights Assistance Centre",
        addr_spec=sender,
    )
    mail["To"] = _address(person)
    mail["Subject"] = _one_line(subject)
    mail["Date"] = notice.created_at
    mail["Message-ID"] = f"<{notice.id}@{domain}>"
    mail["References"] = f"<{notice.receipt_no}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Id"] = f"<{notice.template.replace('_', '-')}.notices.{domain}>"
    mail.set_content(body.strip() + "\n")
    page = _environment.get_template("mail.html")
    mail.add_alternative(
        page.render(language=language, subject=_one_line(subject), lines=body.strip().split("\n")),
        subtype="html",
    )
    return mail


def _address(person: Mapping[str, Any]) -> Address:
    return Address(_one_line(person["name"])[:64], addr_spec=_one_line(person["email"]))


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()

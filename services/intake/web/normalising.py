"""Fields that take what people type: full-width digits, spaces, dashes, years with 年."""

import re
import unicodedata
from datetime import date
from typing import Any

import email_validator
import phonenumbers
from marshmallow import fields
from stdnum import exceptions
from stdnum.cn import uscc

from chassis.clock import local_date
from chassis.transaction import service
from chassis.validation import Coded
from services.intake.domain.id_number import is_id_number
from services.intake.settings import settings_of

REGION = "CN"
SHORT_NUMBERS = frozenset({"12330", "12315", "12345", "110"})
_SEPARATORS = re.compile(r"[\s\-‐-―−()]+")
_BLANKS = re.compile(r"\s+")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LOCAL_NUMBER = re.compile(r"[2-8]\d{6,7}")
_PATENT = re.compile(r"(ZL)?(\d{12}[\dX]|\d{8}[\dX]|\d{12})")
_TRADEMARK = re.compile(r"[A-Z]?\d{1,10}[A-Z]{0,2}")
_BY_RIGHT = {
    # 软著登字 or the registration number itself, such as 2021SR0123456
    "software": re.compile(r"(软著登字第?)?(\d{4}SR\d{4,8}|\d{5,8}号?)"),
    # 品种权号, such as CNA20191234567 or 20190001.2
    "plant_variety": re.compile(r"CNA\d{8,12}[A-Z]?|CNA\d{8}\.?\d|\d{8}\.?\d"),
    # 布图设计登记号, such as BS.21500123.4
    "layout_design": re.compile(r"(BS)?\.?\d{8,9}\.?\d?"),
    # 特殊标志登记号, such as T2021001; 官方标志 such as A000001
    "special_sign": re.compile(r"T?\d{4,10}"),
    "official_mark": re.compile(r"[A-Z]{0,2}\d{1,10}"),
    # a trademark that protects the place, or an announcement of the product
    "geographical_indication": re.compile(r"G?\d{1,10}[A-Z]?|(AGI)?\d{4,12}|第?\d{1,5}号?"),
    "copyright": re.compile(r"[\u4e00-\u9fff]{0,12}\d{4}[-A-Z]{0,3}\d{2,12}|[A-Z0-9]{4,30}"),
}
_PARTIAL_DATE = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?)?月?)?年?")


class Paragraphs(fields.String):
    """Text as it was written, without the blanks around it and without what nobody can see."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class Line(Paragraphs):
    """Text on one line: it may stand in the head of a letter or a mail."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        return _BLANKS.sub(" ", super()._deserialize(value, attr, data, **kwargs))


class HalfWidth(Line):
    """An address of the net: half-width, without blanks."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


class Compact(HalfWidth):
    """A number or code: half-width, upper case, without separators."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        return _SEPARATORS.sub("", super()._deserialize(value, attr, data, **kwargs)).upper()


class Telephone(Compact):
    """A telephone number; a local one gets the area code of the city."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        number = super()._deserialize(value, attr, data, **kwargs)
        if _LOCAL_NUMBER.fullmatch(number):
            return f"{settings_of(service()).area_code}{number}"
        return number


class PartialDate(HalfWidth):
    """A year, a month or a day that has begun: ``2026``, ``2026-11`` or ``2026-11-20``."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not text:
            return ""
        found = _PARTIAL_DATE.fullmatch(text)
        if found is None:
            raise Coded("happened_on_wrong")
        parts = [int(part) for part in found.groups() if part]
        try:
            first_day = date(*[*parts, 1, 1][:3])
        except ValueError:
            raise Coded("happened_on_wrong") from None
        if first_day > local_date(service().clock.now()):
            raise Coded("happened_on_future")
        return "-".join(f"{part:02d}" for part in parts)


def check_uscc(number: str) -> None:
    """A unified social credit code (统一社会信用代码, GB 32100)."""
    if number:
        try:
            uscc.validate(number)
        except exceptions.ValidationError:
            raise Coded("uscc_wrong") from None


def check_id_number(number: str) -> None:
    """An identity card's number (公民身份号码): check digit and day of birth, never the place."""
    if number and not is_id_number(number, local_date(service().clock.now())):
        raise Coded("id_number_wrong")


def check_phone(number: str) -> None:
    """A telephone number that can be called from here, or one of the short public ones."""
    if not number or number in SHORT_NUMBERS:
        return
    try:
        if phonenumbers.is_valid_number(phonenumbers.parse(number, REGION)):
            return
    except phonenumbers.NumberParseException:
        pass
    raise Coded("phone_wrong")


def check_email(address: str) -> None:
    """An address by its form alone; nobody is asked whether it exists."""
    if address:
        try:
            email_validator.validate_email(
                address, check_deliverability=False, test_environment=True
            )
        except email_validator.EmailNotValidError:
            raise Coded("email_wrong") from None


def check_right_number(right_type: str, number: str) -> bool:
    """True when a registration or patent number has the form of its kind of right."""
    if not number:
        return True
    if right_type.startswith("patent_"):
        return _PATENT.fullmatch(number.replace(".", "")) is not None
    if right_type == "trademark":
        return _TRADEMARK.fullmatch(number) is not None
    known = _BY_RIGHT.get(right_type)
    return known is None or known.fullmatch(number) is not None

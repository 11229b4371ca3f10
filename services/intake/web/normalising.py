"""Fields that take what people type: full-width digits, spaces, dashes."""

import re
import unicodedata
from typing import Any

import email_validator
import phonenumbers
from marshmallow import fields
from stdnum import exceptions
from stdnum.cn import uscc

from chassis.validation import Coded

REGION = "CN"
SHORT_NUMBERS = frozenset({"12330", "12315", "12345", "110"})
_SEPARATORS = re.compile(r"[\s\-—()]+")
_PATENT = re.compile(r"(ZL)?\d{12}[\dX]|(ZL)?\d{8}[\dX]|(ZL)?\d{12}")
_TRADEMARK = re.compile(r"[A-Z]?\d{1,10}[A-Z]{0,2}")


class Text(fields.String):
    """One line or paragraph, without the blanks around it."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        return str(text).replace("\r\n", "\n").replace("\x00", "").strip()


class Compact(Text):
    """A number or code: half-width, upper case, without separators."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_uscc(number: str) -> None:
    """A unified social credit code (统一社会信用代码, GB 32100)."""
    if number:
        try:
            uscc.validate(number)
        except exceptions.ValidationError:
            raise Coded("uscc_wrong") from None


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
    return True

"""Receipt numbers (受理号) and query codes (查询码)."""

import re
from datetime import date

from stdnum import exceptions
from stdnum.iso7064 import mod_11_10

RECEIPT_DIGITS = 13
CODE_DIGITS = 8
_NOT_DIGITS = re.compile(r"[\s\-—·]+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def receipt_number(filed_on: date, serial: str) -> str:
    """Twelve digits and a check digit (ISO 7064 mod 11,10): the date as yymmdd, six random digits.

    Random, so that nobody reads the volume of a day from a number; uniqueness is the database's.
    """
    digits = f"{filed_on:%y%m%d}{serial}"
    return digits + str(mod_11_10.calc_check_digit(digits))


def plain_digits(typed: str) -> str:
    """A number as people type it, without spaces, dashes and full-width digits."""
    return _NOT_DIGITS.sub("", typed.translate(_FULL_WIDTH))


def is_receipt_number(digits: str) -> bool:
    """True when length and check digit are right; says nothing about existence."""
    if len(digits) != RECEIPT_DIGITS:
        return False
    try:
        mod_11_10.validate(digits)
    except exceptions.ValidationError:
        return False
    return True

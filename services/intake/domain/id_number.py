"""Numbers of identity cards (公民身份号码, GB 11643), and of residence permits that are built alike."""

import re
from datetime import date

from stdnum import exceptions
from stdnum.cn import ric

_FORM = re.compile(r"\d{17}[\dX]")
_SHOWN_IN_FRONT, _SHOWN_BEHIND = 4, 4


def is_id_number(number: str, today: date) -> bool:
    """Whether check digit and day of birth are right.

    The place says nothing: counties were renamed and merged, and most who were born before 1982 hold
    a number whose county was not on the list in the year of their birth.
    """
    if not _FORM.fullmatch(number) or ric.calc_check_digit(number) != number[-1]:
        return False
    try:
        return ric.get_birth_date(number) <= today
    except exceptions.ValidationError:
        return False


def masked(number: str) -> str:
    """The first and last four places; the day of birth stays hidden."""
    if not number:
        return ""
    hidden = len(number) - _SHOWN_IN_FRONT - _SHOWN_BEHIND
    return number[:_SHOWN_IN_FRONT] + "*" * hidden + number[-_SHOWN_BEHIND:]

"""Codes with which a side signs a text: made when they are needed, stored nowhere."""

import unicodedata
from datetime import datetime
from functools import partial

from chassis.errors import Throttled
from chassis.identity import Keyring
from services.mediation.domain.code_signing import SignedByCode

CODE_DIGITS = 6
PURPOSE = "signing-code"


def code_of(text: SignedByCode, side: str, keyring: Keyring) -> str:
    """The code with which one side signs a text; sent to that side alone."""
    return keyring.hmac_digits(PURPOSE, text.code_subject(side), CODE_DIGITS)


def code_fits(text: SignedByCode, side: str, code: str, now: datetime, keyring: Keyring) -> bool:
    """Whether a side typed its code; a wrong one is counted. Raises: Throttled after too many."""
    if locked_until := text.locked_until(side, now):
        raise Throttled(locked_until, "code_locked")
    # Input methods for Chinese give full-width digits; they are digits all the same.
    typed = unicodedata.normalize("NFKC", code)
    if keyring.fits(typed, partial(code_of, text, side)):
        return True
    text.wrong_code(side, now)
    return False

"""A sum that a browser does before filing: a person never notices it, a flood has to pay for it.

Nothing is asked of anybody elsewhere and nothing is shown to be solved. Whoever has no script files too,
at a slower rate. A proof counts for one draft alone and for two hours.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from chassis.identity import Keyring

BITS = 12
"""Zero bits that the digest begins with: about four thousand tries, a fraction of a second."""
LASTS = timedelta(hours=2)
LONGEST_ANSWER = 12
_PURPOSE = "puzzle"


def puzzle(draft: str, now: datetime, keyring: Keyring) -> str:
    """A sum for one draft: ``until.seal``; the answer is a number that makes a digest begin with zeros."""
    until = str(int((now + LASTS).timestamp()))
    return f"{until}.{keyring.hmac_token(_PURPOSE, f'{draft}|{until}')}"


def is_solved(asked: str, answer: str, draft: str, now: datetime, keyring: Keyring) -> bool:
    """Whether the answer fits a sum of ours for this draft that has not run out."""
    until, _dot, seal = asked.partition(".")
    if not (until.isascii() and until.isdecimal() and len(until) <= LONGEST_ANSWER):
        return False
    ours = keyring.hmac_token(_PURPOSE, f"{draft}|{until}")
    if not hmac.compare_digest(ours.encode(), seal.encode()) or int(until) < now.timestamp():
        return False
    if not (answer.isascii() and answer.isdecimal() and len(answer) <= LONGEST_ANSWER):
        return False
    digest = hashlib.sha256(f"{asked}.{answer}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0

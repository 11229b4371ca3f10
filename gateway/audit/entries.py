"""What is written down of an act, and the bytes of it that are hashed. Pure."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from contracts.merkle import Hash, leaf_hash

SIGN_IN, SIGN_OUT = "sign_in", "sign_out"
COMMAND = "command"
"""Whoever works at the machine itself."""
_VERSION = 1
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Somebody did or looked at something. No names, no words of people, no addresses.

    ``subject`` like ``staff:zhangwei``, ``key:<id>``, ``guest:<link>``, ``citizen:<receipt number>``
    or ``command``; ``act`` is ``sign_in``, ``sign_out``, or method and route; ``object`` is what it
    was done to and ``part`` a piece of that, such as one file; ``matter`` its receipt number where it
    is known; ``outcome`` the HTTP status.
    """

    subject: str
    act: str
    outcome: int
    request_id: str
    roles: str = ""
    object: str = ""
    part: str = ""
    matter: str = ""

    @property
    def is_of_staff(self) -> bool:
        """Whether somebody acted as, or tried to sign in as, staff or a partner."""
        return self.act == SIGN_IN or self.subject.startswith(("staff:", "key:"))


@dataclass(frozen=True, kw_only=True)
class Entry(Deed):
    """A deed at its place; the first has position 1."""

    position: int
    at: datetime

    @property
    def leaf(self) -> Hash:
        """The leaf of the tree that stands for this entry."""
        return leaf_hash(canonical(self))


def canonical(entry: Entry) -> bytes:
    """The entry as JSON in the canonical form of RFC 8785: sorted keys, no blanks, UTF-8.

    All values are strings and small whole numbers and all keys ASCII, for which the standard library
    writes just this form. The instant is UTC with microseconds.
    """
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return _ENCODER.encode(vars(entry) | {"at": at, "v": _VERSION}).encode()

"""Keys of partner systems: shown once, kept as a hash, for one desk and for what they are meant for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from chassis.clock import Clock
from chassis.ids import Ids
from chassis.principal import Principal
from gateway.sealing import token_hash
from gateway.storage.key_rows import ApiKey, KeyRows

PREFIX = "hhk_"
SUBJECT = "key:"
LONGEST_DAYS, USUAL_DAYS = 730, 365
ROLE_OF_KIND = {"court": "court_clerk", "police": "police_liaison"}
"""Kind of desk → the role in which its system acts; every other desk is a partner's."""
_HINT = 8
_TOUCH_AFTER = timedelta(minutes=1)
_THINGS = "(referrals|transfers|confirmations)"
_SCOPES: Mapping[str, re.Pattern[str]] = {
    "read": re.compile(
        rf"GET /api/v1/(me|inbox|desks|referral-flows|{_THINGS}(/[^/]+)?|documents)/?"
    ),
    "files": re.compile(
        rf"(GET /api/v1/({_THINGS}/[^/]+/((documents|files)/[^/]+|manifest)|documents/.+)"
        rf"|POST /api/v1/{_THINGS}/[^/]+/package)/?"
    ),
    "answer": re.compile(
        r"POST /api/v1/(evidence|referrals/[^/]+/(acts|judgements|files)"
        r"|confirmations/[^/]+/(receipt|decision)"
        r"|transfers/[^/]+/(receipt|decision|forwarding|supplement-request))/?"
    ),
    "open": re.compile(r"POST /api/v1/referrals/?"),
}
SCOPES = tuple(_SCOPES)


def covers(scopes: Iterable[str], method: str, path: str) -> bool:
    """Whether any of the scopes is for this request. What may be done with it is asked later."""
    asked = f"{'GET' if method == 'HEAD' else method} {path}"
    return any(_SCOPES[each].fullmatch(asked) for each in scopes)


@dataclass(frozen=True, kw_only=True)
class NewKey:
    """What an administrator wants: for which desk, of which kind, for what, for how long."""

    name: str
    organisation: str
    kind: str
    scopes: tuple[str, ...]
    days: int
    by: str


class ApiKeys:
    """Makes, finds and ends keys."""

    def __init__(self, rows: KeyRows, clock: Clock, ids: Ids) -> None:
        self._rows = rows
        self._clock = clock
        self._ids = ids

    def make(self, wanted: NewKey) -> tuple[ApiKey, str]:
        """A new key, and the secret that is told this one time."""
        secret, now = PREFIX + self._ids.token(), self._clock.now()
        key = ApiKey(
            id=self._ids.new(),
            key_hash=token_hash(secret),
            hint=secret[:_HINT],
            name=wanted.name,
            organisation=wanted.organisation,
            role=ROLE_OF_KIND.get(wanted.kind, "partner"),
            scopes=wanted.scopes,
            created_at=now,
            created_by=wanted.by,
            expires_at=now + timedelta(days=wanted.days),
        )
        self._rows.add(key)
        return key, secret

    def find(self, secret: str) -> ApiKey | None:
        """The key of a secret; None when it has ended or was never there. Notes that it was used."""
        key, now = self._rows.by_hash(token_hash(secret)), self._clock.now()
        if key is None or not self.is_valid(key):
            return None
        if key.last_used_at is None or now >= key.last_used_at + _TOUCH_AFTER:
            self._rows.used(key.id, now)
        return key

    def is_valid(self, key: ApiKey) -> bool:
        """Whether it still opens anything."""
        return key.revoked_at is None and self._clock.now() < key.expires_at

    def all(self) -> list[ApiKey]:
        """Every key, the newest first."""
        return self._rows.all()

    def name_of(self, subject: str) -> str:
        """The name of the key that acted as ``key:<id>``; empty where there is none."""
        key = self._rows.by_id(subject.removeprefix(SUBJECT))
        return key.name if key else ""

    def revoke(self, key_id: str, by: str) -> bool:
        """End a key; False when there is none of this id."""
        if self._rows.by_id(key_id) is None:
            return False
        self._rows.revoke(key_id, by, self._clock.now())
        return True


def principal_of(key: ApiKey) -> Principal:
    """The system that shows a key, as the services know it."""
    return Principal(
        subject=SUBJECT + key.id, roles=frozenset({key.role}), organisation=key.organisation
    )

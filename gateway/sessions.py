"""Sessions of staff, partners and citizens: a random token outside, its hash inside."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chassis.clock import Clock
from chassis.ids import Ids
from chassis.principal import Principal
from gateway.sealing import token_hash
from gateway.settings import GatewaySettings
from gateway.storage.account_rows import Account
from gateway.storage.session_rows import SessionRow, SessionRows

STAFF, PUBLIC, API, GUEST = "staff", "public", "api", "guest"
"""Doors: a token that opens one does not open another."""
_KEEP = {STAFF: 3, API: 50, PUBLIC: 0, GUEST: 0}
_TOUCH_AFTER = timedelta(minutes=1)
_REMEMBERED = timedelta(hours=12)
_ID_LENGTH = 16


@dataclass(frozen=True)
class Session:
    """An open session. ``account`` is None for a citizen. ``case_id`` is known of an invited respondent;
    of a guest it is the hand-over, such as ``transfers/01…``.

    ``ends_at``: when it ends if nothing more is asked. ``proven_at``: when its owner showed who they are.
    """

    principal: Principal
    account: Account | None
    case_id: str = ""
    ends_at: datetime | None = None
    proven_at: datetime | None = None


@dataclass(frozen=True)
class SignIn:
    """An open session as its owner sees it; ``id`` names it and opens nothing."""

    id: str
    door: str
    began_at: datetime
    seen_at: datetime
    is_this_one: bool


class Sessions:
    """Opens, finds and ends sessions."""

    def __init__(
        self, rows: SessionRows, settings: GatewaySettings, clock: Clock, ids: Ids
    ) -> None:
        self._rows = rows
        self._clock = clock
        self._ids = ids
        self._staff_idle = timedelta(minutes=settings.staff_idle_minutes)
        self._staff_longest = timedelta(hours=settings.staff_hours)
        self._citizen_idle = timedelta(minutes=settings.citizen_idle_minutes)
        self._citizen_longest = timedelta(hours=settings.citizen_hours)

    def open_for_account(self, door: str, account: Account) -> str:
        """A new token for somebody who signed in."""
        return self._open(door, account, None, self._staff_longest)

    def open_for_citizen(self, door: str, principal: Principal, case_id: str = "") -> str:
        """A new token for somebody who has shown a query code or an invitation."""
        citizen: dict[str, object] = {
            "subject": principal.subject,
            "roles": sorted(principal.roles),
            "matter": principal.matter,
            "name": principal.name,
            "case_id": case_id,
        }
        return self._open(door, None, citizen, self._citizen_longest)

    def _open(
        self,
        door: str,
        account: Account | None,
        citizen: dict[str, object] | None,
        longest: timedelta,
    ) -> str:
        token, now = self._ids.token(), self._clock.now()
        row = SessionRow(
            token_hash=token_hash(token),
            door=door,
            account=account,
            citizen=citizen,
            created_at=now,
            seen_at=now,
            expires_at=now + longest,
        )
        self._rows.add(row, keep=_KEEP[door], forget_before=now - _REMEMBERED)
        return token

    def find(self, door: str, token: str, *, touch: bool = True) -> Session | None:
        """The session that a token opens at a door; None when it is over or was never there.

        ``touch``: whether somebody is there; a page that asks by itself keeps no session alive.
        """
        row, now = self._row(door, token), self._clock.now()
        if row is None or now >= self._ends_at(row, row.seen_at):
            return None
        session = _session(row)
        if session is None:
            return None
        seen_at = row.seen_at
        if touch and now >= seen_at + _TOUCH_AFTER:
            seen_at = now
            self._rows.touch(row.token_hash, now)
        return replace(session, ends_at=self._ends_at(row, seen_at), proven_at=row.created_at)

    def owner_of_ended(self, door: str, token: str) -> str:
        """The account whose session ended by itself within the last hours; empty for any other token."""
        row, now = self._row(door, token), self._clock.now()
        if row is None or row.account is None or not row.account.is_active:
            return ""
        ended_at = self._ends_at(row, row.seen_at)
        return row.account.account if ended_at <= now < ended_at + _REMEMBERED else ""

    def _row(self, door: str, token: str) -> SessionRow | None:
        row = self._rows.find(token_hash(token)) if token else None
        return row if row is not None and row.door == door else None

    def _ends_at(self, row: SessionRow, seen_at: datetime) -> datetime:
        idle = self._staff_idle if row.citizen is None else self._citizen_idle
        return min(row.expires_at, seen_at + idle)

    def close(self, token: str) -> None:
        """End a session; ending one that is over does nothing."""
        if token:
            self._rows.delete(token_hash(token))

    def close_all(self, account: str) -> None:
        """End every session of an account, at every door."""
        self._rows.delete_of(account)

    def sign_ins(self, account: str, own_token: str) -> list[SignIn]:
        """The open sessions of an account at all doors, the newest first."""
        own, now = token_hash(own_token), self._clock.now()
        return [
            SignIn(
                id=row.token_hash[:_ID_LENGTH],
                door=row.door,
                began_at=row.created_at,
                seen_at=row.seen_at,
                is_this_one=row.token_hash == own,
            )
            for row in self._rows.of_account(account)
            if now < self._ends_at(row, row.seen_at)
        ]

    def end(self, account: str, sign_in_id: str) -> bool:
        """End one session of an account; False when it has none of this id."""
        for row in self._rows.of_account(account):
            if row.token_hash[:_ID_LENGTH] == sign_in_id:
                self._rows.delete(row.token_hash)
                return True
        return False

    @property
    def staff_seconds(self) -> int:
        return int(self._staff_longest.total_seconds())


def _session(row: SessionRow) -> Session | None:
    if row.citizen is not None:
        principal = Principal(
            subject=row.citizen["subject"],
            roles=frozenset(row.citizen["roles"]),
            matter=row.citizen["matter"],
            name=row.citizen.get("name", ""),
        )
        return Session(principal, None, row.citizen["case_id"])
    if row.account is None or not row.account.is_active:
        return None
    return Session(principal_of(row.account), row.account)


def principal_of(account: Account) -> Principal:
    """Somebody who signed in, as the services know them."""
    return Principal(
        subject=f"staff:{account.account}",
        roles=frozenset(account.roles),
        organisation=account.organisation,
        name=account.name,
    )

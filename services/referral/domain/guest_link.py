"""A way in for a receiver who has no account: one link to one hand-over, opened with a code told apart.

The link comes from the keys and is not stored; of the code only a digest is. A code opens one session.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chassis.errors import Conflict, NotFound
from services.referral.domain.events import GuestLinkMade

GUEST = "guest:"
"""Before the name that a guest gave, where somebody who acted is noted."""
REFERRALS, TRANSFERS, CONFIRMATIONS = "referrals", "transfers", "confirmations"
OPENED, WRONG_CODE, NEW_CODE, REVOKED = "opened", "wrong_code", "new_code", "revoked"
MOST_FAILURES = 5
LIVE, EXPIRED, LOCKED = "live", "expired", "locked"


@dataclass(frozen=True)
class Use:
    """What happened to a link; ``by``: an account, or the name that somebody gave at the door."""

    what: str
    by: str
    at: datetime


@dataclass(kw_only=True)
class GuestLink:
    """``kind`` and ``item_id``: the hand-over. ``desk``: with whom it lay when the link was made.

    ``person``: whom it is for. ``code_digest``: empty once the code has opened a session. ``failures``:
    wrong codes since the newest code was given.
    """

    id: str
    item_id: str
    person: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    kind: str = REFERRALS
    desk: str = ""
    receipt_no: str = ""
    code_digest: str = ""
    failures: int = 0
    revoked_at: datetime | None = None
    uses: list[Use] = field(default_factory=list)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def state(self, now: datetime) -> str:
        """Whether it still leads anywhere, and if not, why."""
        if self.revoked_at is not None:
            return REVOKED
        if now >= self.expires_at:
            return EXPIRED
        return LOCKED if self.failures >= MOST_FAILURES else LIVE

    def leads_to(self, item_id: str, desk: str) -> bool:
        """Whether it is for this hand-over, which still lies with the receiver that it was made for."""
        return self.item_id == item_id and self.desk in {"", desk}

    def is_valid(self, now: datetime) -> bool:
        """Whether who came in by it may stay. Wrong codes shut the door, not those inside."""
        return self.revoked_at is None and now < self.expires_at

    def made(self) -> None:
        """Tell that it goes to the official address of its receiver."""
        self.events.append(GuestLinkMade())

    def give_code(self, digest: str, by: str, at: datetime) -> None:
        """Another code takes the place of the one before. Raises: Conflict ``link_over``."""
        if not self.is_valid(at):
            raise Conflict("link_over")
        if self.code_digest or self.uses:
            self.uses.append(Use(NEW_CODE, by, at))
        self.code_digest, self.failures = digest, 0

    def open(self, digests: Sequence[str], named: str, at: datetime) -> bool:
        """Let somebody in who knows the code, this one time; False for a wrong code, which counts.

        ``digests``: of the code that was typed, one for each pepper that counts.

        Raises: NotFound for a link that leads nowhere (any more).
        """
        if self.state(at) != LIVE:
            raise NotFound()
        fits = [hmac.compare_digest(self.code_digest, each) for each in digests]
        if not self.code_digest or not any(fits):
            self.failures += 1
            self.uses.append(Use(WRONG_CODE, "", at))
            return False
        self.code_digest, self.failures = "", 0
        self.uses.append(Use(OPENED, named, at))
        return True

    def revoke(self, by: str, at: datetime) -> None:
        """Shut it, also for who is inside; doing it again changes nothing."""
        if self.revoked_at is None:
            self.revoked_at = at
            self.uses.append(Use(REVOKED, by, at))


def last_moment(made_at: datetime, days: int) -> datetime:
    """When a link made now ends."""
    return made_at + timedelta(days=days)

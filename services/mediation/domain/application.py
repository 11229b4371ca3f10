"""An application for the pool: somebody wants to become a member, a supervisor decides."""

from dataclasses import dataclass, field
from datetime import datetime

from chassis.errors import WrongState
from services.mediation.domain.profile import Profile

RECEIVED, ADMITTED, REFUSED = "received", "admitted", "refused"


@dataclass(kw_only=True)
class Application:
    """``fields``: the kinds of rights the applicant knows. ``reason``: of a refusal, for the applicant."""

    id: str
    name: str
    email: str
    phone: str
    fields: tuple[str, ...]
    profile: Profile
    statement: str
    may_be_listed: bool
    received_at: datetime
    status: str = RECEIVED
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    version: int = 0
    events: list[object] = field(default_factory=list)

    def decide(self, *, admits: bool, reason: str, by: str, at: datetime) -> None:
        """Admit or refuse, once. Raises: WrongState."""
        if self.status != RECEIVED:
            raise WrongState(self.status, ())
        self.status = ADMITTED if admits else REFUSED
        self.reason, self.decided_by, self.decided_at = reason, by, at

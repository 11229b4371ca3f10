"""The directory of bodies: where courts, police, departments and others take what we hand over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lawbook.courts import BASIC
from services.referral.domain.chasing import USUAL, Ladder
from services.referral.domain.dry_run import PackageRules, forms_of

COURT, POLICE = "court", "police"
KINDS = (
    COURT,
    POLICE,
    "market",
    "copyright",
    "agriculture",
    "patent",
    "national",
    "customs",
    "cyberspace",
    "platform",
    "arbitration",
    "notary",
    "reconsideration",
    "procuratorate",
)
CHANGEABLE = (
    "name",
    "email",
    "phone",
    "address",
    "competence",
    "chases",
    "chase_days",
    "forms",
    "most_mb",
    "level",
)
"""What may change about a body; its code and kind stay, for what was sent to it names them."""

GOOD_FOR = timedelta(days=180)
"""So long an entry counts as confirmed."""


@dataclass(frozen=True)
class Revision:
    """What stood in the directory until somebody changed it."""

    at: datetime
    by: str
    before: Mapping[str, str]


@dataclass(kw_only=True)
class Desk:
    """One receiving desk. ``code`` is also the organisation of the people who work there.

    ``rank``: of several desks of a kind, the lowest takes what nobody assigned. ``competence``: what it
    may decide, and by which law. ``revisions``: what stood here before, the oldest first.
    ``confirmed_at``: when somebody last made sure that it is all still so. ``chases`` ``chase_days``:
    how often, and how many working days apart, its silence is asked after. ``forms``: the endings of
    files that it can read, such as ``pdf, jpg``; none for any. ``most_mb``: the largest package; 0 for any.
    ``level``: of a court, see ``lawbook.courts``.
    """

    id: str
    code: str
    kind: str
    name: str
    email: str
    rank: int = 0
    phone: str = ""
    address: str = ""
    competence: str = ""
    chases: int = USUAL.chases
    chase_days: int = USUAL.working_days
    forms: str = ""
    most_mb: int = 0
    level: str = BASIC
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    revisions: list[Revision] = field(default_factory=list)
    version: int = 0
    events: list[object] = field(default_factory=list)

    @property
    def ladder(self) -> Ladder:
        """How its silence is answered."""
        return Ladder(self.chases, self.chase_days)

    @property
    def rules(self) -> PackageRules:
        """What a package has to be like."""
        return PackageRules(forms_of(self.forms), self.most_mb)

    def revise(self, changes: Mapping[str, str | int], by: str, at: datetime) -> None:
        """Change what is known of the body; what stood there stays on record."""
        before = {
            name: getattr(self, name)
            for name in CHANGEABLE
            if name in changes and changes[name] != getattr(self, name)
        }
        if not before:
            return
        kept = {name: str(value) for name, value in before.items()}
        self.revisions.append(Revision(at, by, kept))
        for name in before:
            setattr(self, name, changes[name])
        self.confirm(by, at)

    def is_stale(self, now: datetime) -> bool:
        """Nobody made sure of it for half a year, or ever."""
        return self.confirmed_at is None or now - self.confirmed_at > GOOD_FOR

    def confirm(self, by: str, at: datetime) -> None:
        """Somebody made sure that the entry is right."""
        self.confirmed_at, self.confirmed_by = at, by

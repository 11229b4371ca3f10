"""A call to the hotline (12330) from ringing to the note after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from chassis.clock import SHANGHAI
from chassis.errors import WrongState

RINGING, MISSED = "ringing", "missed"
TALKING, PARKED = "talking", "parked"
SAVED, ENDED = "saved", "ended"
CALL_STATES = (RINGING, MISSED, TALKING, PARKED, SAVED, ENDED)

INQUIRY, OTHER = "inquiry", "other"
"""Calls about a matter that exists, or about something that is not ours: nothing is registered."""
ANSWERED, DISPATCHED, CALL_BACK, REPEATED = HANDLINGS = (
    "answered",
    "dispatched",
    "call_back",
    "repeated",
)
WRAP_UPS = ("solved", "registered", "nuisance", "cut_off", "call_back")
_USUAL_WRAP_UP = {
    ANSWERED: "solved",
    DISPATCHED: "registered",
    CALL_BACK: "call_back",
    REPEATED: "registered",
}
COMPLETE_WITHIN = timedelta(hours=24)
"""How long what was missing when the caller hung up may still be filled in."""

TRIES = 3
"""At how many different hours somebody who does not answer is called back."""
TRY_AGAIN_AFTER = timedelta(hours=1)
_FIRST_HOUR, _LAST_HOUR = time(9), time(18)
"""Between which times of day another try is planned."""

POSSIBLE = {
    RINGING: ("answer",),
    TALKING: ("park", "register"),
    PARKED: ("resume",),
    SAVED: ("wrap_up",),
}


@dataclass(frozen=True)
class Attempt:
    """Somebody was called back, and answered or did not."""

    at: datetime
    by: str
    reached: bool


@dataclass(kw_only=True)
class Call:
    """One call and what the operator wrote while it went on.

    ``draft``: the fields of the desk's form as typed, each a text. ``draft_no`` counts the writings:
    an older one that comes late is passed over. ``gaps``: fields that are missing for a matter to be
    registered. ``cti_id``: the number that the telephone system gave the call; empty without one.
    """

    id: str
    cti_id: str
    number: str
    operator: str
    began_at: datetime
    state: str = TALKING
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    hung_up_at: datetime | None = None
    saved_at: datetime | None = None
    ended_at: datetime | None = None
    draft: dict[str, str] = field(default_factory=dict)
    draft_no: int = 0
    draft_at: datetime | None = None
    receipt_no: str = ""
    gaps: tuple[str, ...] = ()
    wrap_up: str = ""
    call_back_at: datetime | None = None
    called_back_at: datetime | None = None
    promised_at: datetime | None = None
    attempts: list[Attempt] = field(default_factory=list)
    given_up_at: datetime | None = None
    version: int = 0
    events: list[object] = field(default_factory=list)

    def answer(self, operator: str, at: datetime) -> None:
        """An operator takes the ringing call. Raises: WrongState."""
        self._may("answer")
        self.state, self.operator, self.answered_at = TALKING, operator, at

    def hang_up(self, at: datetime) -> None:
        """The line is dead: one that still rang was missed, any other is only noted."""
        if self.state == RINGING:
            self.state = MISSED
        if self.hung_up_at is None:
            self.hung_up_at = at

    def write(self, draft: Mapping[str, str], draft_no: int, number: str, at: datetime) -> bool:
        """Keep what was typed so far; False for what is older than that which is kept.

        Raises: WrongState once the call was saved without gaps.
        """
        if not self.is_open:
            raise WrongState(self.state, self.possible_now)
        if draft_no <= self.draft_no:
            return False
        self.draft, self.draft_no, self.draft_at = dict(draft), draft_no, at
        self.number = number
        return True

    def park(self) -> None:
        """Put it aside; nothing of it is lost. Raises: WrongState."""
        self._may("park")
        self.state = PARKED

    def resume(self) -> None:
        """Go on with one that was put aside, has gaps, or whose caller waits. Raises: WrongState."""
        if "resume" not in self.possible_now:
            raise WrongState(self.state, self.possible_now)
        self.state = TALKING

    def save(
        self,
        handling: str,
        *,
        at: datetime,
        receipt_no: str = "",
        gaps: tuple[str, ...] = (),
        call_back_at: datetime | None = None,
    ) -> None:
        """The conversation is written down, as a matter, or for now with gaps. Raises: WrongState."""
        self._may("register")
        self.state, self.receipt_no, self.gaps = SAVED, receipt_no, gaps
        self.saved_at = self.saved_at or at
        self.wrap_up = _USUAL_WRAP_UP.get(handling, "solved")
        self.call_back_at = call_back_at
        if call_back_at is not None:
            self.promised_at, self.called_back_at, self.given_up_at = at, None, None

    def end(self, wrap_up: str, at: datetime) -> None:
        """The note after the call. Raises: WrongState."""
        self._may("wrap_up")
        self.state, self.wrap_up, self.ended_at = ENDED, wrap_up or self.wrap_up, at

    def call_back(self, at: datetime, by: str, *, reached: bool) -> None:
        """The caller was called back. Who does not answer at three different hours is given up.

        Tries within one and the same hour are all kept, and count as one.
        Raises: WrongState when nobody promised it, or it is done.
        """
        if not self.is_promised:
            raise WrongState(self.state, self.possible_now)
        self.attempts.append(Attempt(at, by, reached))
        if reached:
            self.called_back_at = at
        elif self.tries_left == 0:
            self.given_up_at = at
        else:
            self.call_back_at = _next_try(at)

    def forget_caller(self) -> None:
        """Nothing of who reports without a name stays here."""
        self.number = ""
        self.draft = {k: v for k, v in self.draft.items() if k not in {"number", "contact_name"}}

    @property
    def is_open(self) -> bool:
        """Whether the operator may still write."""
        return self.state in {TALKING, PARKED} or self.has_gaps or self.is_awaited

    @property
    def has_gaps(self) -> bool:
        """Saved, but something is missing for a matter."""
        return self.state in {SAVED, ENDED} and bool(self.gaps)

    @property
    def is_awaited(self) -> bool:
        """Written down, and the caller waits to be called back."""
        return self.state in {SAVED, ENDED} and self.is_promised

    @property
    def is_promised(self) -> bool:
        """Whether the caller is still to be called back."""
        is_over = self.called_back_at is not None or self.given_up_at is not None
        return self.call_back_at is not None and not is_over

    def is_late(self, now: datetime) -> bool:
        """Whether the time at which the caller was to be called back is over."""
        return self.is_promised and self.call_back_at is not None and self.call_back_at < now

    @property
    def tries_left(self) -> int:
        """At how many more hours the caller is to be tried."""
        tried = [each for each in self.attempts if self.promised_at and each.at >= self.promised_at]
        in_vain = {_hour_of(each.at) for each in tried if not each.reached}
        return max(TRIES - len(in_vain), 0)

    @property
    def complete_by(self) -> datetime | None:
        """Until when the gaps are to be filled."""
        return self.saved_at + COMPLETE_WITHIN if self.saved_at and self.gaps else None

    @property
    def possible_now(self) -> tuple[str, ...]:
        """What the operator may do with it."""
        found = POSSIBLE.get(self.state, ())
        return (*found, "resume") if self.has_gaps or self.is_awaited else found

    def _may(self, act: str) -> None:
        if act not in self.possible_now:
            raise WrongState(self.state, self.possible_now)


def _hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _next_try(at: datetime) -> datetime:
    """An hour later; when that is late, the next morning."""
    local = (at + TRY_AGAIN_AFTER).astimezone(SHANGHAI)
    if local.time() < _FIRST_HOUR:
        return local.replace(hour=_FIRST_HOUR.hour, minute=0, second=0, microsecond=0)
    if local.time() > _LAST_HOUR:
        morning = local + timedelta(days=1)
        return morning.replace(hour=_FIRST_HOUR.hour, minute=0, second=0, microsecond=0)
    return local

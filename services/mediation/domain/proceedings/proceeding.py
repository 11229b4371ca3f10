"""A proceeding: runs the state machine of its kind, with clocks and a record that only grows."""

from dataclasses import dataclass, field
from datetime import date, datetime

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput, WrongState
from lawbook.docket import Docket
from lawbook.rules import rulebook
from lawbook.workdays import work_calendar
from services.mediation.domain.events import ClockSpoke, ProceedingMoved
from services.mediation.domain.parties import Parties
from services.mediation.domain.proceedings.kind import REQUIRED, Act, Kind, kinds

OPEN = "open"
"""The act with which every proceeding begins."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody gives with an act. ``day``: of the hearing, or the last day that they fix.

    ``side``: the party that acts itself; empty for the staff.
    """

    note: str = ""
    day: date | None = None
    ground: str = ""
    side: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act of the record."""

    act: str
    by: str
    at: datetime
    note: str = ""
    day: date | None = None
    ground: str = ""
    side: str = ""


@dataclass(kw_only=True)
class Proceeding:
    """One proceeding about one matter.

    ``case_id``: the mediation that came before, empty without one; then ``parties`` says who they are.
    ``requested_by``: the side that asked for it itself. ``is_served``: the other side knows of it.
    """

    id: str
    kind: str
    receipt_no: str
    case_id: str
    opened_at: datetime
    question: str
    parties: Parties | None = None
    requested_by: str = ""
    is_served: bool = False
    state: str = ""
    steps: list[Step] = field(default_factory=list)
    docket: Docket = field(default_factory=Docket)
    version: int = 0
    events: list[object] = field(default_factory=list)

    @property
    def its_kind(self) -> Kind:
        return kinds()[self.kind]

    @property
    def is_over(self) -> bool:
        return self.its_kind.states[self.state].is_end

    def open(self) -> None:
        """Begin, with the clocks that run from the beginning."""
        self.state = self.its_kind.start
        self._tell(OPEN, self.opened_at)
        for each in self.its_kind.opening:
            self.docket.start(each.rule, self.opened_at, bearer=each.bearer)

    def possible(self, side: str = "") -> list[str]:
        """The acts that fit now; of a side, those that it may take itself."""
        acts = self.its_kind.acts.items()
        return [n for n, act in acts if self._fits(act) and (not side or side in act.party)]

    def do(self, name: str, said: Said, by: str, at: datetime) -> None:
        """One act, of the staff or of a side.

        Raises: WrongState when it does not fit; InvalidInput for what is missing, a ground that the law
        of the opening day does not know, or a day that leaves too little notice.
        """
        possible = self.possible(said.side)
        if name not in possible:
            raise WrongState(self.state, possible, "proceeding_step_not_now")
        act = self.its_kind.acts[name]
        self._check(act, said, at)
        self._move_clocks(act, said, at)
        self.state = act.to
        self.steps.append(Step(act=name, by=by, at=at, **vars(said)))
        self._tell(name, at, said.day)

    def words_for(self, side: str, step: Step) -> str:
        """What a party wrote with a step, as a side may read it: its own, and what was shared with it."""
        if not step.side:
            return ""
        shared_by = self.its_kind.acts[step.act].shared_by
        later = self.steps[self.steps.index(step) :]
        is_shared = bool(shared_by) and any(each.act == shared_by for each in later)
        return step.note if step.side == side or is_shared else ""

    def newest(self, *acts: str) -> Step | None:
        """The last step of one of some acts."""
        return next((each for each in reversed(self.steps) if each.act in acts), None)

    def clock_speaks(self, clock_key: str, moment: str) -> bool:
        """Raise the alarm of a clock that still runs; False when it has ended meanwhile."""
        clock = self.docket.find(clock_key)
        if clock is None:
            return False
        self.events.append(ClockSpoke(clock.rule_id, moment, clock.due_at))
        return True

    def _tell(self, act: str, at: datetime, day: date | None = None) -> None:
        """Everybody hears of a step but of what is internal; the other side once it is served."""
        state = self.its_kind.states[self.state]
        served_now = not (state.unserved or state.is_end or self.its_kind.is_internal)
        self.is_served = self.is_served or served_now
        is_public = not self.its_kind.is_internal
        self.events.append(
            ProceedingMoved(self.kind, act, self.state, at, day, is_public, self.is_served)
        )

    def _fits(self, act: Act) -> bool:
        if self.state not in act.since:
            return False
        if act.extends is None:
            return True
        done = {step.act for step in self.steps}
        name = next(n for n, a in self.its_kind.acts.items() if a is act)
        return name not in done and (not act.extends.after or act.extends.after in done)

    def _check(self, act: Act, said: Said, at: datetime) -> None:
        today = local_date(at)
        if (said.side or act.takes.get("note") == REQUIRED) and not said.note.strip():
            raise InvalidInput([FieldError("/note", "required")])
        # The last days that the institution fixes are not for a party to fix.
        if act.takes.get("day") == REQUIRED and said.day is None and not said.side:
            raise InvalidInput([FieldError("/day", "required")])
        if said.day is not None and said.day < today:
            raise InvalidInput([FieldError("/day", "day_is_over")])
        if act.ground and said.ground not in {
            g.code for g in act.grounds(local_date(self.opened_at))
        }:
            raise InvalidInput([FieldError("/ground", "ground_unknown")])
        if act.notice and said.day is not None:
            days = rulebook().rule(act.notice).amount or 0
            earliest = work_calendar().working_days_after(today, days)
            if said.day <= earliest:
                params = {"earliest": work_calendar().next_working_day(earliest).isoformat()}
                raise InvalidInput([FieldError("/day", "too_soon", params)])

    def _move_clocks(self, act: Act, said: Said, at: datetime) -> None:
        for rule in act.meets:
            self.docket.meet(rule, at)
        if act.clears:
            self.docket.cancel(at)
        if act.resumes:
            self.docket.resume(at)
        if act.pauses:
            self.docket.pause(act.pauses, at)
        if act.extends is not None:
            self.docket.extend(act.extends.rule, act.extends.by)
        if act.sets is not None and said.day is not None:
            self.docket.fix(act.sets.rule, at, said.day, bearer=act.sets.bearer)
        for each in act.starts:
            self.docket.start_longer(each.rule, at, bearer=each.bearer, extra=each.extra)

"""A proceeding: runs the state machine of its kind, with clocks and a record that only grows."""

from dataclasses import dataclass, field
from datetime import date, datetime

from chassis.clock import local_date
from chassis.errors import Conflict, WrongState
from lawbook.docket import Docket
from services.mediation.domain.events import ClockSpoke, ProceedingMoved
from services.mediation.domain.parties import Parties
from services.mediation.domain.proceedings import commissions as orders
from services.mediation.domain.proceedings.checking import check
from services.mediation.domain.proceedings.commissions import Commission
from services.mediation.domain.proceedings.kind import Act, Kind, kinds
from services.mediation.domain.proceedings.ledger import Sums, sums_of
from services.mediation.domain.proceedings.said import Filed, Said, Step
from services.mediation.domain.proceedings.tribunal import Tribunal, allows, seated

OPEN = "open"
"""The act with which every proceeding begins."""


@dataclass(kw_only=True)
class Proceeding:
    """One proceeding about one matter.

    ``case_id``: the mediation that came before, empty without one; then ``parties`` says who they are.
    ``requested_by``: the side that asked for it itself. ``is_served``: the other side knows of it.
    ``files``: those that came with the request.
    """

    id: str
    kind: str
    receipt_no: str
    case_id: str
    opened_at: datetime
    question: str
    parties: Parties | None = None
    requested_by: str = ""
    files: tuple[Filed, ...] = ()
    is_served: bool = False
    state: str = ""
    steps: list[Step] = field(default_factory=list)
    docket: Docket = field(default_factory=Docket)
    tribunal: Tribunal | None = None
    commissions: list[Commission] = field(default_factory=list)
    version: int = 0
    events: list[object] = field(default_factory=list)

    @property
    def its_kind(self) -> Kind:
        return kinds()[self.kind]

    @property
    def is_over(self) -> bool:
        return self.its_kind.states[self.state].is_end

    @property
    def is_bar(self) -> str:
        """Which bar of another kind it is: ``agreed_otherwise``, ``sued``, or nothing.

        Law: 专利纠纷行政裁决和调解办法 art. 12(5); 河南省专利保护条例 arts 19-20
        """
        done = {step.act for step in self.steps}
        if self.kind == "arbitration" and "check_agreement" in done:
            return "" if done & {"refuse", "uphold_contest"} else "agreed_otherwise"
        return "sued" if self.kind == "delegated" and self.state == "filed" else ""

    def open(self) -> None:
        """Begin, with the clocks that run from the beginning."""
        self.state = self.its_kind.start
        self._tell(OPEN, self.opened_at)
        for each in self.its_kind.opening:
            self.docket.start(each.rule, self.opened_at, bearer=each.bearer)

    def possible(self, side: str = "") -> list[str]:
        """The acts that fit now; of a side, those that it may take itself; never those of an expert."""
        acts = self.its_kind.acts.items()
        return [
            name
            for name, act in acts
            if not act.by_expert
            and self._fits(name, act)
            and (self._may_take(act, side) if side else act.tribunal != "nominate")
        ]

    @property
    def sums(self) -> Sums:
        """The books of an advance compensation."""
        acts = self.its_kind.acts
        return sums_of((acts[step.act].books, step.amount_fen) for step in self.steps)

    def do(self, name: str, said: Said, by: str, at: datetime, *, as_expert: bool = False) -> None:
        """One act, of the staff, of a side, or of an expert.

        Raises: WrongState when it does not fit; InvalidInput for what is missing, a ground that the law
        of the opening day does not know, or a day that leaves too little notice; Conflict.
        """
        act = self.its_kind.acts.get(name)
        possible = self.possible(said.side)
        fits = act is not None and as_expert == act.by_expert and self._fits(name, act)
        if act is None or not fits or not (as_expert or name in possible):
            raise WrongState(self.state, possible, "proceeding_step_not_now")
        check(act, said, local_date(self.opened_at), local_date(at))
        self._check_its_day(act, at)
        if act.books:
            self.sums.check(act.books, said.amount_fen)
        self.tribunal = seated(self.tribunal, act, said, local_date(at))
        self.commissions = orders.after(self.commissions, act.order, said, at)
        self._move_clocks(act, said, at)
        self.state = act.to
        if act.order and (self.commissions or act.order == "decline"):
            self.state = orders.state_of(self.commissions)
        self.steps.append(Step(act=name, by=by, at=at, **vars(said)))
        self._tell(name, at, said.day)

    def seats_now(self) -> list[tuple[str, str]]:
        """Seat or order → who holds it: what a step may be about."""
        if self.tribunal is not None:
            return [(each.seat, each.expert.name) for each in self.tribunal.members]
        return [(each.key, each.expert.name) for each in self.commissions]

    def commission_of(self, account: str) -> Commission | None:
        """The order of an account, if it has one."""
        return next((each for each in self.commissions if each.expert.account == account), None)

    def files_for(self, side: str, step: Step) -> tuple[Filed, ...]:
        """The files of a step that a side may have: where it reads the words, too."""
        return step.files if step.side and self._reads(side, step) else ()

    def words_for(self, side: str, step: Step) -> str:
        """What a party wrote with a step, as a side may read it: its own, and what was shared with it."""
        return step.note if step.side and self._reads(side, step) else ""

    def shows(self, side: str, step: Step) -> bool:
        """Whom a side wants for the joint seat is for nobody but the institution until both agree."""
        is_wish = self.its_kind.acts[step.act].tribunal == "nominate" and step.seat != step.side
        return not is_wish or step.side == side

    def files_of(self, side: str) -> list[Filed]:
        """Every file that a side may have: of the request, and of the steps that it reads."""
        return [*self.files, *(file for step in self.steps for file in self.files_for(side, step))]

    @property
    def all_files(self) -> list[Filed]:
        """For the centre: also those that experts got and gave."""
        orders_ = [file for each in self.commissions for file in (*each.materials, *each.files)]
        return [*self.files, *(file for step in self.steps for file in step.files), *orders_]

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

    def _reads(self, side: str, step: Step) -> bool:
        shared_by = self.its_kind.acts[step.act].shared_by
        later = self.steps[self.steps.index(step) :]
        is_shared = bool(shared_by) and any(each.act == shared_by for each in later)
        return step.side == side or is_shared

    def _may_take(self, act: Act, side: str) -> bool:
        if side not in act.party:
            return False
        if act.tribunal != "nominate":
            return True
        return self.tribunal is not None and bool(self.tribunal.seats_of(side))

    def _fits(self, name: str, act: Act) -> bool:
        done = {step.act for step in self.steps}
        if self.state not in act.since or done & set(act.before):
            return False
        if act.after and not done & set(act.after):
            return False
        if not allows(self.tribunal, act):
            return False
        if act.extends is None:
            return True
        return name not in done and (not act.extends.after or act.extends.after in done)

    def _check_its_day(self, act: Act, at: datetime) -> None:
        """Raises: Conflict for what is recorded before the day on which it takes place."""
        earlier = self.newest(act.not_before) if act.not_before else None
        if earlier is not None and earlier.day is not None and local_date(at) < earlier.day:
            raise Conflict("hearing_to_come", params={"day": earlier.day.isoformat()})

    def _move_clocks(self, act: Act, said: Said, at: datetime) -> None:
        # Another expert still writes: the time for the opinion goes on.
        is_shared = bool(act.order) and orders.state_of(self.commissions) == orders.ASSIGNED
        for rule in () if is_shared else act.meets:
            self.docket.meet(rule, at)
        if act.clears and not is_shared:
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

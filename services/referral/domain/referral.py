"""A referral: one matter on its way through a flow, to a partner or from one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from chassis.errors import Conflict, FieldError, InvalidInput
from lawbook.checklists import ChecklistItem, checklist
from lawbook.clocks import LegalClock
from lawbook.docket import Docket
from services.referral.domain import events
from services.referral.domain.chasing import CHASE, WORDS, was_reminded_on_day_of
from services.referral.domain.document_number import normalised
from services.referral.domain.flow import CENTRE, PARTNER, REQUIRED, Flow, State, Step, flow
from services.referral.domain.item import Item, an_item
from services.referral.domain.paper import AnswerFile, Paper

OPENED = "open"
MOST_FILES = 50
ADD_DOCUMENT, ADD_ITEM, JUDGE_ITEM = "add_document", "add_item", "judge_item"


class NotNow(Conflict):
    """The act does not fit the state, the day or the side; ``acts`` are those that do (409)."""

    code = "not_now"

    def __init__(self, acts: Sequence[Step], extra: Mapping[str, object]) -> None:
        super().__init__(extra=extra)
        self.acts = tuple(acts)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One act that was done, as it stands on record."""

    act: str
    by: str
    side: str
    at: datetime
    reasons: str = ""
    number: str = ""


@dataclass(kw_only=True)
class Referral:
    """``desk``: the partner's desk; ``desk_name``: as it was called when the referral was opened.

    ``about``: the referral that this one is about, if any.
    ``releases_identity``: whether the partner may know who reported.
    """

    id: str
    receipt_no: str
    flow: str
    desk: str
    purpose: str
    opened_by: str
    opened_at: datetime
    desk_name: str = ""
    right_type: str = ""
    about: str = ""
    releases_identity: bool = False
    grounds: tuple[str, ...] = ()
    status: str = ""
    sent_at: datetime | None = None
    papers: list[Paper] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    answer_files: list[AnswerFile] = field(default_factory=list)
    steps: list[Taken] = field(default_factory=list)
    docket: Docket = field(default_factory=Docket)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def open(self) -> None:
        """Begin the flow. Raises: InvalidInput ``right_not_covered``, ``grounds_missing``."""
        definition = self.definition
        if definition.grounds and not set(self.grounds) & set(definition.grounds):
            raise InvalidInput([FieldError("/grounds", "grounds_missing")])
        self.grounds = tuple(each for each in definition.grounds if each in self.grounds)
        if definition.only_rights and self.right_type not in definition.only_rights:
            raise InvalidInput([FieldError("/right_type", "right_not_covered")])
        self.status = definition.start
        if definition.is_inbound:
            self.sent_at = self.opened_at
        for each in definition.opening_starts:
            self.docket.start(each.rule, self.opened_at, bearer=each.bearer)
        side = PARTNER if definition.is_inbound else CENTRE
        self.steps.append(Taken(act=OPENED, by=self.opened_by, side=side, at=self.opened_at))
        self.events.append(events.ReferralMoved(OPENED, ""))

    def add_paper(self, paper: Paper) -> None:
        """Put a paper into the file; a newer one takes the place of the same kind.

        Raises: NotNow; InvalidInput for a kind that the checklist does not know or without content.
        """
        if not self.state.can_add_papers:
            raise self.not_now(CENTRE, paper.added_at)
        if paper.code not in checklist(self.definition.papers):
            raise InvalidInput([FieldError("/code", "paper_unknown")])
        if paper.is_empty:
            raise InvalidInput([FieldError("/text", "paper_empty")])
        self.papers = [each for each in self.papers if each.code != paper.code] + [paper]

    def add_item(self, value: str, note: str, at: datetime) -> None:
        """Add one thing that is followed by itself, such as a link.

        Raises: NotNow; InvalidInput ``no_link``; Conflict ``item_there``.
        """
        kind = self.definition.items
        if kind is None or not self.state.can_add_items:
            raise self.not_now(CENTRE, at)
        item = an_item(kind, value, note)
        if any(each.value == item.value for each in self.items):
            raise Conflict("item_there")
        self.items.append(item)

    def judge_item(self, nth: int, state: str, at: datetime) -> None:
        """Say what became of one item; ``nth`` counts from 1.

        Raises: NotNow; InvalidInput ``item_unknown``.
        """
        kind = self.definition.items
        if kind is None or not self.state.can_judge_items:
            raise self.not_now(PARTNER, at)
        if not 1 <= nth <= len(self.items) or state not in kind.states:
            raise InvalidInput([FieldError("/nth", "item_unknown")])
        self.items[nth - 1] = replace(self.items[nth - 1], state=state, judged_at=at)

    def can_add_files(self, now: datetime) -> bool:
        """Whether the receiver may add files: as long as an answer is its own to give."""
        return bool(
            self.receipt_no and self.state.is_sent and self.is_open and self.possible(PARTNER, now)
        )

    def add_file(self, added: AnswerFile) -> None:
        """Add a file to the answer. Raises: NotNow; Conflict ``file_there``, ``too_many_files``."""
        if not self.can_add_files(added.added_at):
            raise self.not_now(PARTNER, added.added_at)
        if any(each.file.evidence_id == added.file.evidence_id for each in self.answer_files):
            raise Conflict("file_there")
        if len(self.answer_files) >= MOST_FILES:
            raise Conflict("too_many_files")
        self.answer_files.append(added)

    def take(self, act: str, said: Mapping[str, str], *, side: str, by: str, at: datetime) -> None:
        """Do one act of the flow.

        ``said``: ``reasons`` and ``number`` where the act takes them.
        Raises: NotNow for an act that is another side's or does not fit; InvalidInput without
        what it needs; Conflict ``documents_missing``, ``items_missing`` or ``no_desk``.
        """
        if act not in self.possible(side, at):
            raise self.not_now(side, at)
        step = self.definition.acts[act]
        self._has_all(step, said)
        if step.needs_papers:
            self._is_complete()
        if self.definition.states[step.to].is_sent:
            if not self.desk:
                raise Conflict("no_desk")
            self.sent_at = self.sent_at or at
        self.status = step.to
        self._turn_clocks(step, at)
        kept = {name: said.get(name, "") for name in step.takes}
        if "number" in kept:
            kept["number"] = normalised(kept["number"])
        self.steps.append(Taken(act=act, by=by, side=side, at=at, **kept))
        self.events.append(events.ReferralMoved(act, kept.get("number", "")))

    def possible(self, side: str, now: datetime) -> tuple[str, ...]:
        """The acts of one side that fit the state and the day."""
        return tuple(
            code
            for code, step in self.definition.acts.items()
            if step.by == side and self.status in step.from_states and self._is_time(code, now)
        )

    def missing(self) -> tuple[ChecklistItem, ...]:
        """The papers without which it may not leave."""
        listed = checklist(self.definition.papers)
        present = {each.code for each in self.papers}
        besides = self.definition.needs_for.get(self.right_type, ())
        return listed.missing(present) + tuple(
            each for each in listed.items if each.code in besides and each.code not in present
        )

    def clock_speaks(self, clock_key: str, moment: str) -> bool:
        """Raise the alarm of a clock that still runs; False when it has ended meanwhile.

        When the longest delay that the law excuses is over, what stood still for it goes on.
        """
        clock = self.docket.find(clock_key)
        if clock is None:
            return False
        self.events.append(events.ClockSpoke(clock.rule_id, moment, clock.due_at))
        if moment == "overdue" and clock.rule_id == self.definition.resumes_after:
            self.docket.cancel(clock.due_at, clock.rule_id)
            self.docket.resume(clock.due_at)
        return True

    def remind(self, act: str, by: str, at: datetime) -> None:
        """Remind the receiver, chase it, or put its silence to the supervisor.

        ``act``: ``REMIND``, ``CHASE`` or ``ESCALATE``.

        Raises: Conflict ``nobody_waited_for`` while the receiver owes nothing, ``chased_today``.
        """
        if self.owed() is None:
            raise Conflict("nobody_waited_for")
        if was_reminded_on_day_of(at, (each.at for each in self.steps if each.act in WORDS)):
            raise Conflict("chased_today")
        self.steps.append(Taken(act=act, by=by, side=CENTRE, at=at))
        self.events.append(events.ReferralMoved(act, ""))

    def owed(self) -> LegalClock | None:
        """The clock that the receiver has to keep next; None when nothing is waited for."""
        if not (self.state.is_sent and self.is_open):
            return None
        return self.docket.next_due(PARTNER)

    @property
    def last_step(self) -> Taken:
        """The last step of the flow; reminders are none."""
        return next(each for each in reversed(self.steps) if each.act not in WORDS)

    @property
    def chases(self) -> int:
        """How often the receiver was chased since it last did something."""
        found = 0
        for each in reversed(self.steps):
            if each.side == PARTNER:
                break
            found += each.act == CHASE
        return found

    @property
    def definition(self) -> Flow:
        return flow(self.flow)

    @property
    def state(self) -> State:
        return self.definition.states[self.status]

    @property
    def is_open(self) -> bool:
        return not self.state.is_end

    @property
    def open_as(self) -> str | None:
        """What no second open referral may be: the same matter, on the same way, to the same desk."""
        is_one = bool(self.receipt_no and self.desk and self.is_open)
        return f"{self.receipt_no}|{self.flow}|{self.desk}" if is_one else None

    def _is_time(self, code: str, now: datetime) -> bool:
        step = self.definition.acts[code]
        if step.once and any(each.act == code for each in self.steps):
            return False
        if step.after and not self._is_over(step.after, now):
            return False
        if step.before and self._is_over(step.before, now):
            return False
        return not step.running or self._is_running(step.running, now)

    def not_now(self, side: str, at: datetime) -> NotNow:
        """The refusal of an act, with those that fit."""
        codes = self.possible(side, at)
        acts = [self.definition.acts[code] for code in codes]
        return NotNow(acts, {"state": self.status, "possible_now": list(codes)})

    def _is_over(self, rule_id: str, now: datetime) -> bool:
        clock = self.docket.newest(rule_id)
        return clock is not None and clock.is_overdue(now)

    def _is_running(self, rule_id: str, now: datetime) -> bool:
        clock = self.docket.newest(rule_id)
        return clock is not None and clock.state == "running" and not clock.is_overdue(now)

    def _has_all(self, step: Step, said: Mapping[str, str]) -> None:
        lacking = [n for n, need in step.takes.items() if need == REQUIRED and not said.get(n)]
        if lacking:
            raise InvalidInput([FieldError(f"/{name}", f"{name}_missing") for name in lacking])

    def _is_complete(self) -> None:
        if missing := self.missing():
            names = [{"code": each.code, "name": each.zh, "name_en": each.en} for each in missing]
            raise Conflict("documents_missing", extra={"missing": names})
        kind = self.definition.items
        if kind is not None and kind.required and not self.items:
            raise Conflict("items_missing")

    def _turn_clocks(self, step: Step, at: datetime) -> None:
        for rule in step.meets:
            self.docket.meet(rule, at)
        if step.pauses:
            self.docket.pause(step.pauses, at)
        if step.resumes:
            self.docket.resume(at)
        if step.ends_clocks:
            self.docket.cancel(at)
        for each in step.starts:
            self.docket.start(each.rule, at, bearer=each.bearer)

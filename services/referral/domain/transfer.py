"""Transfer to the police (移送公安): report, approval, papers, receipt, decision, reconsideration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chassis.errors import Conflict, FieldError, InvalidInput, WrongState
from lawbook.checklists import checklist
from lawbook.docket import Docket
from lawbook.thresholds import assess
from services.referral.domain import events
from services.referral.domain.paper import Paper

OPEN, PROPOSED, APPROVED, DISAPPROVED = "open", "proposed", "approved", "disapproved"
SENT, RECEIPTED, FILED, NOT_FILED = "sent", "receipted", "filed", "not_filed"
RECONSIDERATION = "reconsideration"
POSSIBLE: dict[str, tuple[str, ...]] = {
    OPEN: ("report",),
    PROPOSED: ("approve",),
    APPROVED: ("add_document", "dispatch"),
    DISAPPROVED: (),
    SENT: ("receipt",),
    RECEIPTED: ("decide",),
    FILED: (),
    NOT_FILED: ("reconsider",),
    RECONSIDERATION: (),
}
APPROVE, SEND, POLICE_DECIDE = "trf.approve", "trf.send", "trf.police_decide"
HANDOVER, RECONSIDER, RECONSIDER_DECIDE = (
    "trf.handover",
    "trf.reconsider_request",
    "trf.reconsider_decide",
)
CHECKLIST = "to_police"
TEAM = 2


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the team found: the offence, the figures, and why it looks like a crime."""

    officers: tuple[str, ...]
    offence: str
    figures: Mapping[str, int]
    repeat: bool
    two_or_more: bool
    reasonable_suspicion: bool
    summary: str
    reported_at: datetime


@dataclass(kw_only=True)
class Transfer:
    """One matter on its way to the police desk."""

    id: str
    receipt_no: str
    opened_at: datetime
    desk: str
    status: str = OPEN
    report: Report | None = None
    approval_reason: str = ""
    approved_by: str = ""
    papers: list[Paper] = field(default_factory=list)
    sent_at: datetime | None = None
    receipted_by: str = ""
    case_no: str = ""
    reasons: str = ""
    reconsideration_reasons: str = ""
    docket: Docket = field(default_factory=Docket)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def open(self) -> None:
        self.events.append(events.TransferOpened(self.opened_at))

    def propose(self, report: Report) -> None:
        """The team reports in writing; the head has three days.

        Raises: WrongState; InvalidInput for fewer than two different officers, or when neither a
        criminal line is reached nor reasonable suspicion is stated.
        Law: State Council Order 310 arts 3, 5
        """
        self._only_in(OPEN)
        if len(set(report.officers)) != TEAM or len(report.officers) != TEAM:
            raise InvalidInput([FieldError("/officers", "two_officers")])
        reached = assess(
            report.offence, report.figures, repeat=report.repeat, two_or_more=report.two_or_more
        ).reached
        if not reached and not report.reasonable_suspicion:
            raise InvalidInput([FieldError("/figures", "line_not_reached")])
        self.report, self.status = report, PROPOSED
        clock = self.docket.start(APPROVE, report.reported_at, bearer="centre")
        self.events.append(events.TransferProposed(clock.due_on))

    def decide_proposal(self, *, approves: bool, reason: str, by: str, at: datetime) -> None:
        """The head approves or not; never one of the two who proposed.

        Raises: WrongState; Conflict ``own_proposal``; InvalidInput without a reason for a no.
        Law: State Council Order 310 art. 5(2)
        """
        self._only_in(PROPOSED)
        if self.report and by in self.report.officers:
            raise Conflict("own_proposal")
        if not approves and not reason:
            raise InvalidInput([FieldError("/reason", "required")])
        self.docket.meet(APPROVE, at)
        self.approval_reason, self.approved_by = reason, by
        if approves:
            self.status = APPROVED
            clock = self.docket.start(SEND, at, bearer="centre")
            self.events.append(events.TransferApproved(clock.due_at))
        else:
            self.status = DISAPPROVED
            self.events.append(events.TransferDisapproved(at))

    def add_paper(self, paper: Paper) -> None:
        """Put a paper into the file; a newer one takes the place of the same kind.

        Raises: WrongState; InvalidInput for a kind that the checklist does not know.
        """
        self._only_in(APPROVED)
        if paper.code not in checklist(CHECKLIST):
            raise InvalidInput([FieldError("/code", "paper_unknown")])
        self.papers = [each for each in self.papers if each.code != paper.code] + [paper]

    def dispatch(self, at: datetime) -> None:
        """Send the file to the police desk, complete or not at all.

        Raises: WrongState; Conflict ``documents_missing``.
        Law: State Council Order 310 arts 5(2), 6
        """
        self._only_in(APPROVED)
        missing = checklist(CHECKLIST).missing({each.code for each in self.papers})
        if missing:
            names = [{"code": each.code, "name": each.zh, "name_en": each.en} for each in missing]
            raise Conflict("documents_missing", extra={"missing": names})
        self.status, self.sent_at = SENT, at
        self.docket.meet(SEND, at)
        self.events.append(events.TransferSent(at))

    def receipt(self, by: str, at: datetime) -> None:
        """The police liaison signs (回执); the police have three days.

        Raises: WrongState.
        Law: State Council Order 310 arts 7-8
        """
        self._only_in(SENT)
        self.status, self.receipted_by = RECEIPTED, by
        clock = self.docket.start(POLICE_DECIDE, at, bearer="police")
        self.events.append(events.TransferReceipted(clock.due_on))

    def decide(self, decision: str, case_no: str, reasons: str, at: datetime) -> None:
        """The police file the case, or say in writing why not.

        Raises: WrongState; InvalidInput without case number or reasons.
        Law: State Council Order 310 arts 8, 9, 12
        """
        self._only_in(RECEIPTED)
        needed = ("case_no", case_no) if decision == FILED else ("reasons", reasons)
        if not needed[1]:
            raise InvalidInput([FieldError(f"/{needed[0]}", "required")])
        self.status, self.case_no, self.reasons = decision, case_no, reasons
        self.docket.meet(POLICE_DECIDE, at)
        clock = self.docket.start(
            HANDOVER if decision == FILED else RECONSIDER, at, bearer="centre"
        )
        reconsider_by = None if decision == FILED else clock.due_on
        self.events.append(events.TransferDecided(decision, case_no, reconsider_by))

    def reconsider(self, reasons: str, at: datetime) -> None:
        """Ask the police to think again. Raises: WrongState.

        Law: State Council Order 310 art. 9
        """
        self._only_in(NOT_FILED)
        self.status, self.reconsideration_reasons = RECONSIDERATION, reasons
        self.docket.meet(RECONSIDER, at)
        self.docket.start(RECONSIDER_DECIDE, at, bearer="police")
        self.events.append(events.ReconsiderationRequested(at))

    def clock_speaks(self, clock_key: str, moment: str) -> bool:
        """Raise the alarm of a clock that still runs; False when it has ended meanwhile."""
        clock = self.docket.find(clock_key)
        if clock is None:
            return False
        self.events.append(events.ClockSpoke(clock.rule_id, moment, clock.due_at))
        return True

    @property
    def possible_now(self) -> tuple[str, ...]:
        return POSSIBLE[self.status]

    @property
    def is_with_police(self) -> bool:
        return self.status not in {OPEN, PROPOSED, APPROVED, DISAPPROVED}

    def _only_in(self, *states: str) -> None:
        if self.status not in states:
            raise WrongState(self.status, self.possible_now)

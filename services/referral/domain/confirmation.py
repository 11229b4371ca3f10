"""Judicial confirmation (司法确认): a joint application from the agreement to the court's ruling."""

from dataclasses import dataclass, field
from datetime import datetime

from chassis.errors import Conflict, FieldError, InvalidInput, WrongState
from lawbook.checklists import checklist
from lawbook.clocks import LegalClock
from lawbook.docket import Docket
from services.referral.domain import events
from services.referral.domain.chasing import CHASE, Reminder, was_reminded_on_day_of
from services.referral.domain.paper import Paper

PREPARED, RECEIPTED, CONFIRMED, REJECTED = "prepared", "receipted", "confirmed", "rejected"
POSSIBLE: dict[str, tuple[str, ...]] = {
    PREPARED: ("receipt",),
    RECEIPTED: ("decide",),
    CONFIRMED: (),
    REJECTED: (),
}
APPLY, COURT_ACCEPTS, COURT_DECIDES = (
    "med.judicial_confirmation",
    "med.court_accept",
    "med.court_decide_cpl",
)
CHECKLIST = "to_court_judicial_confirmation"
BEARERS = ("complainant", "respondent")


@dataclass(kw_only=True)
class Confirmation:
    """One application with its papers, at the desk of one court."""

    id: str
    receipt_no: str
    case_id: str
    agreement_id: str
    text_sha256: str
    effective_at: datetime
    desk: str
    papers: list[Paper]
    right_type: str = ""
    status: str = PREPARED
    ruling_no: str = ""
    reasons: str = ""
    receipted_at: datetime | None = None
    receipted_by: str = ""
    decided_at: datetime | None = None
    reminders: list[Reminder] = field(default_factory=list)
    docket: Docket = field(default_factory=Docket)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def prepare(self) -> None:
        """Lay the application on the court's desk; the parties have thirty days, both together.

        Raises: Conflict ``documents_missing``.
        Law: 民事诉讼法 art. 205; 人民调解法 art. 33; 民诉法解释 art. 354 (papers)
        """
        missing = checklist(CHECKLIST).missing(
            {each.code for each in self.papers if not each.is_empty}
        )
        if missing:
            names = [{"code": each.code, "name": each.zh, "name_en": each.en} for each in missing]
            raise Conflict("documents_missing", extra={"missing": names})
        for bearer in BEARERS:
            clock = self.docket.start(APPLY, self.effective_at, bearer=bearer)
        self.events.append(events.ConfirmationPrepared(clock.due_on))

    def receipt(self, by: str, at: datetime) -> None:
        """The clerk signs for it: the application was made, the court's periods run.

        Raises: WrongState.
        Law: 司法确认程序规定 (2011) art. 4; 民事诉讼法 art. 187
        """
        self._only_in(PREPARED)
        self.status, self.receipted_at, self.receipted_by = RECEIPTED, at, by
        self.docket.meet(APPLY, at)
        self.docket.start(COURT_ACCEPTS, at, bearer="court")
        self.docket.start(COURT_DECIDES, at, bearer="court")
        self.events.append(events.ConfirmationReceipted(at))

    def decide(self, decision: str, ruling_no: str, reasons: str, at: datetime) -> None:
        """The court's ruling under its number; a rejection needs its reasons.

        Raises: WrongState; InvalidInput.
        Law: 民事诉讼法 art. 206
        """
        self._only_in(RECEIPTED)
        if not ruling_no:
            raise InvalidInput([FieldError("/ruling_no", "ruling_no_missing")])
        if decision == REJECTED and not reasons:
            raise InvalidInput([FieldError("/reasons", "reasons_missing")])
        self.status, self.ruling_no, self.reasons = decision, ruling_no, reasons
        self.decided_at = at
        self.docket.meet(COURT_ACCEPTS, at)
        self.docket.meet(COURT_DECIDES, at)
        self.events.append(events.ConfirmationDecided(decision, ruling_no, at))

    def clock_speaks(self, clock_key: str, moment: str) -> bool:
        """Raise the alarm of a clock that still runs; False when it has ended meanwhile.

        Two bear the thirty days together: the clock of the first speaks for both.
        """
        clock = self.docket.find(clock_key)
        if clock is None or clock.bearer in BEARERS[1:]:
            return False
        self.events.append(events.ClockSpoke(clock.rule_id, moment, clock.due_at))
        return True

    def owed(self) -> LegalClock | None:
        """What the court is reminded of: to sign before the parties' thirty days are over, then to rule.

        Its three days to take the application up end unseen here: the ruling is all that it tells.
        """
        waited_for = {PREPARED: APPLY, RECEIPTED: COURT_DECIDES}
        rule_id = waited_for.get(self.status)
        return self.docket.newest(rule_id) if rule_id else None

    def remind(self, act: str, by: str, at: datetime) -> None:
        """Remind the court, chase it, or put its silence to the supervisor.

        Raises: Conflict ``nobody_waited_for`` once it has ruled, ``chased_today``.
        """
        if self.owed() is None:
            raise Conflict("nobody_waited_for")
        if was_reminded_on_day_of(at, (each.at for each in self.reminders)):
            raise Conflict("chased_today")
        self.reminders.append(Reminder(act=act, by=by, at=at))
        self.events.append(events.CourtReminded(act))

    @property
    def chases(self) -> int:
        """How often the court was chased for what it owes now."""
        owed = self.owed()
        return sum(
            each.act == CHASE and owed is not None and each.at >= owed.started_at
            for each in self.reminders
        )

    @property
    def possible_now(self) -> tuple[str, ...]:
        return POSSIBLE[self.status]

    def _only_in(self, *states: str) -> None:
        if self.status not in states:
            raise WrongState(self.status, self.possible_now)

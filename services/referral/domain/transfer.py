"""Transfer to the police (移送公安): report, approval, papers, receipt, decision, reconsideration."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from chassis.errors import Conflict, FieldError, InvalidInput, WrongState
from lawbook.checklists import ChecklistItem, checklist
from lawbook.clocks import LegalClock, start_clock
from lawbook.docket import Docket
from services.referral.domain import events
from services.referral.domain.chasing import CHASE, Reminder, was_reminded_on_day_of
from services.referral.domain.goods import Good, Penalty, check_goods
from services.referral.domain.paper import Paper
from services.referral.domain.police_answers import Refusal, Supplement
from services.referral.domain.report import Report
from services.referral.domain.transfer_duties import (
    APPROVE,
    HANDOVER,
    NEXT_DUTY,
    POLICE_DECIDE,
    POLICE_DUTY,
    PROCURATORATE,
    RECONSIDER,
    RECONSIDER_DECIDE,
    REROUTE,
    SEND,
    SUPPLEMENT,
    SUPPLEMENT_NOTICE,
)
from services.referral.domain.transfer_states import (
    APPROVED,
    ASK,
    DISAPPROVED,
    FILED,
    FINALLY_NOT_FILED,
    HANDED_OVER,
    NOT_FILED,
    OPEN,
    POSSIBLE,
    PROPOSED,
    RECEIPTED,
    RECONSIDERATION,
    SENT,
    UPHELD,
    WITH_PROCURATORATE,
)

CHECKLIST = "to_police"


@dataclass(kw_only=True)
class Transfer:
    """One matter on its way to the police desk."""

    id: str
    receipt_no: str
    opened_at: datetime
    desk: str
    status: str = OPEN
    report: Report | None = None
    cosigned_by: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    approval_reason: str = ""
    approved_by: str = ""
    papers: list[Paper] = field(default_factory=list)
    sent_at: datetime | None = None
    receipted_by: str = ""
    receipted_at: datetime | None = None
    case_no: str = ""
    refusals: list[Refusal] = field(default_factory=list)
    supplements: list[Supplement] = field(default_factory=list)
    desks_before: list[str] = field(default_factory=list)
    replaced_papers: list[Paper] = field(default_factory=list)
    reconsideration_reasons: str = ""
    procuratorate_reasons: str = ""
    handed_over_at: datetime | None = None
    goods: list[Good] = field(default_factory=list)
    penalties: list[Penalty] = field(default_factory=list)
    copied_at: datetime | None = None
    reminders: list[Reminder] = field(default_factory=list)
    docket: Docket = field(default_factory=Docket)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def open(self) -> None:
        self.events.append(events.TransferOpened(self.opened_at))

    def propose(self, report: Report) -> None:
        """The team reports in writing; the head has three days.

        Raises: WrongState; InvalidInput, see ``Report.check``.
        Law: State Council Order 310 arts 3, 5
        """
        self._only("report", report.reported_at)
        report.check()
        self.report, self.status = report, PROPOSED
        clock = self.docket.start(APPROVE, report.reported_at, bearer="centre")
        self.events.append(events.TransferProposed(clock.due_on))

    def cosign(self, by: str, at: datetime) -> None:
        """Another one of the team signs the report; before that nobody can approve it.

        Raises: WrongState; Conflict ``not_cosigner`` for whoever handed it in or is not in the team.
        Law: State Council Order 310 art. 5(1) (two officers or more)
        """
        self._only("cosign", at)
        assert self.report is not None  # noqa: S101 - proposing set it
        if by == self.report.reported_by or by not in self.report.officers:
            raise Conflict("not_cosigner")
        self.cosigned_by.append(by)

    def decide_proposal(self, *, approves: bool, reason: str, by: str, at: datetime) -> None:
        """The head approves or not; never one of those who proposed.

        Where nobody reports, because it is no crime after all, the head may say no as well.
        Raises: WrongState; Conflict ``own_proposal``; InvalidInput without a reason for a no.
        Law: State Council Order 310 art. 5(2)
        """
        self._only("approve" if approves else "disapprove", at)
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

        What the police have had before stays on record.
        Raises: WrongState; InvalidInput for a kind that the checklist does not know, or for a title
        without a paper behind it.
        """
        self._only("add_document", paper.added_at)
        if paper.code not in checklist(CHECKLIST):
            raise InvalidInput([FieldError("/code", "paper_unknown")])
        if paper.is_empty:
            raise InvalidInput([FieldError("/text", "paper_empty")])
        if self.is_with_police:
            self.replaced_papers += [each for each in self.papers if each.code == paper.code]
        self.papers = [each for each in self.papers if each.code != paper.code] + [paper]

    def missing(self) -> tuple[ChecklistItem, ...]:
        """The papers without which it may not leave."""
        return checklist(CHECKLIST).missing({each.code for each in self.papers})

    def dispatch(self, at: datetime) -> None:
        """Send the file to the police desk, complete or not at all; the police have three days.

        Their days run from here, not from their signature: it is due at once, and whoever stays
        silent must not stop the clock by that.
        Raises: WrongState; Conflict ``no_police_desk`` or ``documents_missing``.
        Law: State Council Order 310 arts 5(2), 6, 7 (receipt at once), 8
        """
        self._only("dispatch", at)
        if not self.desk:
            raise Conflict("no_police_desk")
        if missing := self.missing():
            names = [{"code": each.code, "name": each.zh, "name_en": each.en} for each in missing]
            raise Conflict("documents_missing", extra={"missing": names})
        self.status, self.sent_at = SENT, at
        self.docket.meet(SEND, at)
        self.docket.start(POLICE_DECIDE, at, bearer="police")
        self.events.append(events.TransferSent(at))

    def receipt(self, by: str, at: datetime) -> None:
        """The police liaison signs (回执). Raises: WrongState.

        Law: State Council Order 310 art. 7
        """
        self._only("receipt", at)
        self.status, self.receipted_by, self.receipted_at = RECEIPTED, by, at
        clock = self.docket.newest(POLICE_DECIDE)
        assert clock is not None  # noqa: S101 - sending started it
        self.events.append(events.TransferReceipted(clock.due_on))

    def forward(self, desk: str, at: datetime) -> None:
        """The case is another police organ's: the file goes there, whose three days begin.

        Their 24 hours count from the receipt; whether they were kept stands on record.
        Raises: WrongState.
        Law: State Council Order 310 art. 7 (within 24 hours, telling the authority)
        """
        self._only("forward", at)
        self.docket.start(REROUTE, self.receipted_at or at, bearer="police")
        self.docket.meet(REROUTE, at)
        self.events.append(events.TransferForwarded(self.desk))
        self.desks_before.append(self.desk)
        self.status, self.desk = SENT, desk
        self.docket.cancel(at, POLICE_DECIDE)
        self.docket.start(POLICE_DECIDE, at, bearer="police")
        self.events.append(events.TransferSent(at))

    def ask_supplement(self, wanted: str, at: datetime) -> None:
        """The police say within a day what is missing; the authority has three days to supply it.

        It is no refusal, and their own days go on. Raises: WrongState.
        Law: 公安机关办理刑事案件程序规定 art. 180(2)
        """
        self._only("ask_supplement", at)
        self.supplements.append(Supplement(wanted, at))
        clock = self.docket.start(SUPPLEMENT, at, bearer="centre")
        self.events.append(events.SupplementAsked(clock.due_on))

    def supply(self, at: datetime) -> None:
        """What was missing has been added to the file. Raises: WrongState; Conflict ``nothing_added``.

        Law: 公安机关办理刑事案件程序规定 art. 180(2)
        """
        self._only("supply", at)
        *earlier, asked = self.supplements
        if not any(paper.added_at > asked.asked_at for paper in self.papers):
            raise Conflict("nothing_added")
        self.supplements = [*earlier, replace(asked, sent_at=at)]
        self.docket.meet(SUPPLEMENT, at)
        self.events.append(events.SupplementSent(at))

    def decide(self, decision: str, case_no: str, reasons: str, at: datetime) -> None:
        """The police file the case, or say in writing why not; asked again, once more.

        Raises: WrongState; InvalidInput without case number or reasons.
        Law: State Council Order 310 arts 8, 9, 12
        """
        self._only("decide", at)
        if decision == FILED and not case_no:
            raise InvalidInput([FieldError("/case_no", "case_no_missing")])
        if decision == NOT_FILED and not reasons:
            raise InvalidInput([FieldError("/reasons", "reasons_missing")])
        self.docket.meet(POLICE_DECIDE, at)
        self.docket.meet(RECONSIDER_DECIDE, at)
        self.docket.cancel(at, SUPPLEMENT)
        if decision == FILED:
            self.status, self.case_no = FILED, case_no
        else:
            self.status = self._refused_state()
            self.refusals.append(Refusal(reasons, at))
        reconsider_by = None
        if self.status in NEXT_DUTY:
            clock = self.docket.start(NEXT_DUTY[self.status], at, bearer="centre")
            reconsider_by = clock.due_on if self.status == NOT_FILED else None
        self.events.append(events.TransferDecided(decision, case_no, reconsider_by))

    def _refused_state(self) -> str:
        if not self.refusals:
            return NOT_FILED
        return UPHELD if self.status == RECONSIDERATION else FINALLY_NOT_FILED

    def hand_over(self, at: datetime, goods: Sequence[Good] = ()) -> None:
        """The goods and papers went to the police, who filed the case, one by one.

        Raises: WrongState; InvalidInput, see ``check_goods``.
        Law: State Council Order 310 art. 12
        """
        self._only("hand_over", at)
        check_goods(goods)
        self.goods = list(goods)
        self.status, self.handed_over_at = HANDED_OVER, at
        self.docket.meet(HANDOVER, at)
        self.events.append(events.HandedOver(at))

    def note_penalty(self, penalty: Penalty) -> None:
        """Note what was decided before; it changes no state and stops nothing."""
        self.penalties.append(penalty)

    def copy_to_procuratorate(self, at: datetime) -> None:
        """The procuratorate got a copy of the file. Raises: Conflict ``not_sent_yet``.

        Law: 最高人民检察院关于推进行政执法与刑事司法衔接工作的规定 (2021)
        """
        if not self.is_with_police:
            raise Conflict("not_sent_yet")
        self.copied_at = self.copied_at or at

    def reconsider(self, reasons: str, at: datetime) -> None:
        """Ask the police to think again, within three days of their refusal. Raises: WrongState.

        Law: State Council Order 310 art. 9
        """
        self._only("reconsider", at)
        self.status, self.reconsideration_reasons = RECONSIDERATION, reasons
        self.docket.meet(RECONSIDER, at)
        self.docket.start(RECONSIDER_DECIDE, at, bearer="police")
        self.events.append(events.ReconsiderationRequested(at))

    def ask_procuratorate(self, reasons: str, at: datetime) -> None:
        """Suggest that the procuratorate supervise the filing (建议立案监督). Raises: WrongState.

        A duty after a reconsideration in vain; instead of one, or when the police let their days
        pass without a decision, it is a choice.
        Law: State Council Order 310 art. 9; 人民检察院刑事诉讼规则 art. 562
        """
        self._only(ASK, at)
        self.status, self.procuratorate_reasons = WITH_PROCURATORATE, reasons
        self.docket.cancel(at, RECONSIDER)
        self.docket.cancel(at, SUPPLEMENT)
        self.docket.meet(PROCURATORATE, at)
        self.events.append(events.ProcuratorateAsked(at))

    def owed(self) -> LegalClock | None:
        """The clock that the police have to keep next; None when nothing is waited for."""
        return self.docket.next_due("police") if self.is_with_police else None

    def remind(self, act: str, by: str, at: datetime) -> None:
        """Remind the police, chase them, or put their silence to the supervisor.

        ``act``: ``REMIND``, ``CHASE`` or ``ESCALATE``.
        Raises: Conflict ``nobody_waited_for`` while they owe nothing, ``chased_today``.
        """
        if self.owed() is None:
            raise Conflict("nobody_waited_for")
        if was_reminded_on_day_of(at, (each.at for each in self.reminders)):
            raise Conflict("chased_today")
        self.reminders.append(Reminder(act=act, by=by, at=at))
        self.events.append(events.PoliceReminded(act))

    @property
    def chases(self) -> int:
        """How often the police were chased for what they owe now."""
        owed = self.owed()
        since = owed.started_at if owed else None
        return sum(e.act == CHASE and since is not None and e.at >= since for e in self.reminders)

    def clock_speaks(self, clock_key: str, moment: str) -> bool:
        """Raise the alarm of a clock that still runs; False when it has ended meanwhile."""
        clock = self.docket.find(clock_key)
        if clock is None:
            return False
        self.events.append(events.ClockSpoke(clock.rule_id, moment, clock.due_at))
        return True

    def possible(self, now: datetime) -> tuple[str, ...]:
        """The acts that fit the state and the day.

        When the three days for reconsideration are over, only the procuratorate can be asked; when
        those of the police are over, it can be asked as well.
        """
        acts = POSSIBLE[self.status]
        if self.status == PROPOSED and not self.cosigned_by:
            return ("cosign", "disapprove", "add_document")
        if self.status == NOT_FILED and self._is_over(RECONSIDER, now):
            return (ASK,)
        if self.status == RECEIPTED:
            acts = (*acts, *self._about_the_file(now))
        duty = POLICE_DUTY.get(self.status)
        return (*acts, ASK) if duty and self._is_over(duty, now) else acts

    def _about_the_file(self, now: datetime) -> tuple[str, ...]:
        if self.supplements and self.supplements[-1].sent_at is None:
            return ("add_document", "supply")
        _reroute, notice = self.windows()
        return ("forward",) if now > notice.due_at else ("forward", "ask_supplement")

    def windows(self) -> tuple[LegalClock, ...]:
        """By when the police say after their receipt that it is another organ's case, or what is missing.

        No duty where neither is so, hence no alarm. Empty before the receipt.
        Law: State Council Order 310 art. 7; 公安机关办理刑事案件程序规定 arts 175, 180(2)
        """
        if self.status != RECEIPTED or self.receipted_at is None:
            return ()
        rules = (REROUTE, SUPPLEMENT_NOTICE)
        return tuple(start_clock(each, self.receipted_at, bearer="police") for each in rules)

    def _is_over(self, rule_id: str, now: datetime) -> bool:
        clock = self.docket.newest(rule_id)
        return clock is not None and clock.is_overdue(now)

    @property
    def is_with_police(self) -> bool:
        return self.status not in {OPEN, PROPOSED, APPROVED, DISAPPROVED}

    def _only(self, act: str, at: datetime) -> None:
        if act not in self.possible(at):
            raise WrongState(self.status, self.possible(at))

"""Random walks through a transfer: whatever people try and however late, it stays lawful."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chassis.errors import Conflict, InvalidInput, WrongState
from lawbook.checklists import checklist
from services.referral.domain import events
from services.referral.domain.transfer import CHECKLIST
from services.referral.domain.transfer_states import POSSIBLE
from tests.support.referral import MONDAY_9_AM, TRANSFER_ACTS, a_paper, a_report, a_transfer

REFUSALS = (WrongState, Conflict, InvalidInput)
PEOPLE = st.sampled_from(["zhangwei", "lina", "wuhao", "wangqiang"])
CODES = st.sampled_from([each.code for each in checklist(CHECKLIST).items])


class TransferWalk(RuleBasedStateMachine):
    """Any act may be tried at any time; what is refused must change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MONDAY_9_AM
        self.transfer = a_transfer()

    @initialize(start=st.sampled_from(["open", "approved", "receipted"]))
    def begins(self, start: str) -> None:
        self.transfer = a_transfer(start)

    def tries(self, act: str, attempt: Callable[[], None]) -> None:
        was_possible = act in self.transfer.possible(self.now)
        before = (self.transfer.status, len(self.transfer.events), len(self.transfer.papers))
        try:
            attempt()
        except REFUSALS:
            after = (self.transfer.status, len(self.transfer.events), len(self.transfer.papers))
            assert after == before
        else:
            assert was_possible, f"{act} went through in {before[0]}"

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(
        officers=st.lists(PEOPLE, max_size=3),
        by=PEOPLE,
        turnover=st.sampled_from([0, 4_999_999, 5_000_000]),
        suspicion=st.booleans(),
    )
    def somebody_reports(
        self, officers: list[str], by: str, turnover: int, suspicion: bool
    ) -> None:
        report = a_report(
            officers=tuple(officers),
            reported_by=by,
            figures={"illegal_turnover_fen": turnover},
            reasonable_suspicion=suspicion,
            reported_at=self.now,
        )
        self.tries("report", lambda: self.transfer.propose(report))

    @rule(by=PEOPLE, approves=st.booleans(), reason=st.sampled_from(["", "证据不足"]))
    def the_head_decides(self, by: str, approves: bool, reason: str) -> None:
        self.tries(
            "approve" if approves else "disapprove",
            lambda: self.transfer.decide_proposal(
                approves=approves, reason=reason, by=by, at=self.now
            ),
        )

    @rule(code=CODES, text=st.sampled_from(["", "正文"]))
    def a_paper_comes(self, code: str, text: str) -> None:
        paper = a_paper(code, text=text, added_at=self.now)
        self.tries("add_document", lambda: self.transfer.add_paper(paper))

    @precondition(lambda self: self.transfer.status == "approved")
    @rule()
    def the_file_is_completed(self) -> None:
        for each in checklist(CHECKLIST).items:
            self.transfer.add_paper(a_paper(each.code, added_at=self.now))

    @rule(decision=st.sampled_from(["filed", "not_filed"]), words=st.sampled_from(["", "x"]))
    def police_decide(self, decision: str, words: str) -> None:
        self.tries("decide", lambda: self.transfer.decide(decision, words, words, self.now))

    @rule(
        act=st.sampled_from(
            [
                "dispatch",
                "receipt",
                "forward",
                "ask_supplement",
                "supply",
                "hand_over",
                "reconsider",
                "ask_procuratorate",
            ]
        )
    )
    def somebody_acts(self, act: str) -> None:
        self.tries(act, lambda: TRANSFER_ACTS[act](self.transfer, self.now))

    @invariant()
    def every_state_is_known(self) -> None:
        assert self.transfer.status in POSSIBLE

    @invariant()
    def what_left_was_complete_and_approved_by_somebody_else(self) -> None:
        if self.transfer.is_with_police:
            assert not checklist(CHECKLIST).missing({p.code for p in self.transfer.papers})
            assert self.transfer.report is not None
            assert self.transfer.approved_by not in {"", *self.transfer.report.officers}

    @invariant()
    def at_most_one_supplement_is_open_and_its_clock_runs_while_it_matters(self) -> None:
        is_open = [each for each in self.transfer.supplements if each.sent_at is None]
        assert len(is_open) <= 1
        runs = [c for c in self.transfer.docket.running() if c.rule_id == "trf.supplement"]
        assert len(runs) == (len(is_open) if self.transfer.status == "receipted" else 0)

    @invariant()
    def a_filed_case_has_its_number(self) -> None:
        if self.transfer.status in {"filed", "handed_over"}:
            assert self.transfer.case_no

    @invariant()
    def every_refusal_is_told_and_gives_reasons(self) -> None:
        told = [
            each
            for each in self.transfer.events
            if isinstance(each, events.TransferDecided) and each.decision == "not_filed"
        ]
        assert len(told) == len(self.transfer.refusals)
        assert all(each.reasons for each in self.transfer.refusals)

    @invariant()
    def where_nothing_is_possible_no_clock_runs(self) -> None:
        if not self.transfer.possible(self.now):
            assert self.transfer.docket.running() == []

    @invariant()
    def somebody_can_always_go_on_or_it_is_over(self) -> None:
        is_over = self.transfer.status in {"disapproved", "handed_over", "finally_not_filed"}
        assert bool(self.transfer.possible(self.now)) is not is_over


TransferWalk.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestTransferWalk = TransferWalk.TestCase

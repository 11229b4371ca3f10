"""Whatever officers, other services and clocks do in whatever order: no impossible submission."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chassis.errors import Conflict, WrongState
from services.intake.domain.events import Closed, HandedOver, Refused
from services.intake.domain.kind import KINDS, ROUTES
from services.intake.domain.submission import CLOSINGS
from tests.support.submissions import FRIDAY_20_NOVEMBER, a_submission

NEXT = {
    "received": {"received", "accepted", "refused", "handed_over", "closed"},
    "accepted": {"accepted", "in_progress", "closed"},
    "in_progress": {"in_progress", "closed"},
    "refused": {"refused"},
    "closed": {"closed"},
    "handed_over": {"handed_over"},
}
ways = st.sampled_from(ROUTES)


class Walks(RuleBasedStateMachine):
    """One submission and everybody who may touch it."""

    def __init__(self) -> None:
        super().__init__()
        self.submission = a_submission()
        self.now = FRIDAY_20_NOVEMBER
        self.before = self.submission.status
        self.ends = 0

    def act(self, name: str, *arguments: object) -> None:
        """Act as an officer: it succeeds if and only if the submission says that it is possible."""
        self.now += timedelta(hours=5)
        possible = name in self.submission.possible_now
        snapshot = (self.submission.status, list(self.submission.docket.clocks))
        try:
            getattr(self.submission, name)(*arguments, self.now)
        except (WrongState, Conflict) as refusal:
            assert not possible or refusal.code in {"routed_before", "police_open"}
            assert (self.submission.status, list(self.submission.docket.clocks)) == snapshot
        else:
            assert possible

    @rule()
    def accept(self) -> None:
        self.act("accept")

    @rule()
    def refuse(self) -> None:
        self.act("refuse", "C1", "理由")

    @rule(way=ways)
    def route(self, way: str) -> None:
        self.act("route", way, "理由")

    @rule(result=st.sampled_from(CLOSINGS))
    def close(self, result: str) -> None:
        self.act("close", result, "理由")

    @rule(purpose=st.sampled_from(["material", "appraisal", "identification"]))
    def ask(self, purpose: str) -> None:
        self.act("ask", purpose, "请补充购买凭证")

    @rule()
    def hand_over(self) -> None:
        self.act("hand_over", "410403:market", "不在本辖区")

    @rule()
    def correct(self) -> None:
        self.act("correct", {"respondent_address": f"建设路{self.now.hour}号"})

    @rule()
    def the_citizen_answers(self) -> None:
        self.now += timedelta(hours=5)
        with suppress(WrongState, Conflict):
            self.submission.supply("见附件", (), self.now)

    @rule()
    def the_citizen_withdraws(self) -> None:
        self.now += timedelta(hours=5)
        with suppress(WrongState, Conflict):
            self.submission.withdraw("双方已经谈妥", self.now)

    @rule(way=ways)
    def a_way_ends(self, way: str) -> None:
        self.submission.end_of_route(way, "mediation_ended", self.now)

    @rule(data=st.data(), moment=st.sampled_from(["due", "overdue"]))
    def a_clock_speaks(self, data: st.DataObject, moment: str) -> None:
        keys = [each.clock_key for each in self.submission.docket.alarms()] or ["gone"]
        self.submission.clock_speaks(data.draw(st.sampled_from(keys)), moment)

    @invariant()
    def it_only_moves_forward(self) -> None:
        assert self.submission.status in NEXT[self.before]
        self.before = self.submission.status

    @invariant()
    def it_ends_once_and_then_nothing_runs(self) -> None:
        ended = self.submission.status in {"refused", "closed", "handed_over"}
        ends = sum(
            isinstance(each, Closed | Refused | HandedOver) for each in self.submission.events
        )
        assert ends == int(ended)
        assert (self.submission.closed_at is not None) == ended
        if ended:
            assert self.submission.docket.running() == []
            assert self.submission.possible_now == ()

    @invariant()
    def nothing_stands_still_unless_somebody_is_asked(self) -> None:
        paused = [c for c in self.submission.docket.clocks if c.state == "paused"]
        assert not paused or self.submission.open_supplement is not None

    @invariant()
    def it_never_waits_for_nobody(self) -> None:
        routings = self.submission.routings
        if self.submission.status == "in_progress":
            assert any(not each.result for each in routings)
        assert len({each.route for each in routings}) == len(routings)
        assert set(self.submission.possible_now) <= set(
            KINDS["complaint"].possible.get(self.submission.status, ())
        )


TestWalks = Walks.TestCase
TestWalks.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)

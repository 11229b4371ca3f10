"""Random walks through every flow: no act leads to a state that there is not, nothing half happens."""

import copy
from datetime import datetime, timedelta

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chassis.errors import Conflict, DomainError, InvalidInput
from services.referral.domain.flow import SIDES, flows
from services.referral.domain.referral import NotNow
from tests.support.flows import LINK, a_referral, completed
from tests.support.referral import MONDAY_9_AM

ACTS = sorted({act for each in flows().values() for act in each.acts})
SAID = {"reasons": "理由充分。", "number": "平市监函(2026)12号"}


class Walks(RuleBasedStateMachine):
    """One referral; somebody acts, somebody tries what is not theirs, time passes."""

    @initialize(code=st.sampled_from(sorted(flows())))
    def opens(self, code: str) -> None:
        self.now: datetime = MONDAY_9_AM
        self.referral = a_referral(code)

    @rule(nth=st.integers(0, 99), side=st.sampled_from(SIDES))
    def does_what_fits(self, nth: int, side: str) -> None:
        possible = self.referral.possible(side, self.now)
        if not possible:
            return
        act = possible[nth % len(possible)]
        step = self.referral.definition.acts[act]
        if self.referral.state.can_add_papers:
            completed(self.referral, self.now)

        self.referral.take(act, SAID, side=side, by="somebody", at=self.now)

        assert self.referral.status == step.to
        assert self.referral.steps[-1].act == act

    @rule(act=st.sampled_from(ACTS), side=st.sampled_from(SIDES), says=st.booleans())
    def tries_anything(self, act: str, side: str, says: bool) -> None:
        before = copy.deepcopy(self.referral)
        fits = act in self.referral.possible(side, self.now)

        try:
            self.referral.take(act, SAID if says else {}, side=side, by="x", at=self.now)
        except DomainError as refusal:
            assert self.referral == before
            assert isinstance(refusal, NotNow) != fits
            assert isinstance(refusal, NotNow | InvalidInput | Conflict)
        else:
            assert fits

    @rule(days=st.integers(0, 40), hours=st.integers(1, 23))
    def time_passes(self, days: int, hours: int) -> None:
        then = self.now + timedelta(days=days, hours=hours)
        for alarm in sorted(self.referral.docket.alarms(), key=lambda each: each.at):
            if self.now < alarm.at <= then:
                self.referral.clock_speaks(alarm.clock_key, alarm.moment)
        self.now = then

    @rule(state=st.sampled_from(["removed", "kept", "gone"]))
    def judges_a_link(self, state: str) -> None:
        try:
            self.referral.judge_item(1, state, self.now)
        except (NotNow, InvalidInput):
            return
        assert self.referral.items[0].value == LINK
        assert self.referral.items[0].state == state

    @invariant()
    def stands_where_its_flow_knows(self) -> None:
        definition = self.referral.definition
        assert self.referral.status in definition.states
        if not self.referral.is_open:
            assert all(self.referral.possible(side, self.now) == () for side in SIDES)

    @invariant()
    def an_open_end_has_a_way_on(self) -> None:
        acts = self.referral.definition.acts.values()
        assert not self.referral.is_open or any(
            self.referral.status in act.from_states for act in acts
        )

    @invariant()
    def nobody_sees_what_was_not_sent(self) -> None:
        assert self.referral.sent_at is not None or not self.referral.state.is_sent


Walks.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestWalks = Walks.TestCase

"""Random walks through a case: whatever people try, it stays a case that makes sense."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chassis.errors import Conflict, InvalidInput, WrongState
from services.mediation.domain import events
from services.mediation.domain.case import Held
from services.mediation.domain.case_states import AGREED, ENDED, POSSIBLE
from tests.support.mediation import (
    MONDAY_9_AM,
    a_place,
    an_agreement,
    an_opened_case,
    some_parties,
)

SIDES = st.sampled_from(["complainant", "respondent"])
EXPERTS = st.sampled_from(["expert-1", "expert-2", "expert-3"])
OUTCOMES = st.sampled_from(["agreed", "not_agreed", "adjourned"])
REFUSALS = (WrongState, Conflict, InvalidInput)


class CaseWalk(RuleBasedStateMachine):
    """Any act may be tried at any time; what is refused must change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MONDAY_9_AM
        self.case = an_opened_case(complainant_agrees=False)

    def tries(self, act: str, attempt: Callable[[], None]) -> None:
        was_possible = act in self.case.possible(self.now)
        status, count = self.case.status, len(self.case.events)
        try:
            attempt()
        except REFUSALS:
            assert (self.case.status, len(self.case.events)) == (status, count)
        else:
            assert was_possible, f"{act} went through in {status}"

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def parties_are_found(self) -> None:
        self.case.invite(some_parties(), self.now)

    @rule(side=SIDES, agrees=st.booleans())
    def somebody_answers(self, side: str, agrees: bool) -> None:
        self.tries("consent", lambda: self.case.consent(side, agrees=agrees, at=self.now))

    @rule(expert_id=EXPERTS)
    def officer_proposes(self, expert_id: str) -> None:
        self.tries("propose", lambda: self.case.propose(expert_id, "account", self.now))

    @rule(accepts=st.booleans(), has_conflict=st.booleans())
    def expert_answers(self, accepts: bool, has_conflict: bool) -> None:
        self.tries(
            "answer",
            lambda: self.case.answer_proposal(
                accepts=accepts, has_conflict=has_conflict, statement="", at=self.now
            ),
        )

    @rule()
    def somebody_schedules(self) -> None:
        starts_at = self.now + timedelta(days=3)
        self.tries("schedule", lambda: self.case.schedule(a_place("session", starts_at)))

    @rule(outcome=OUTCOMES)
    def mediator_records(self, outcome: str) -> None:
        agreement = an_agreement() if outcome == "agreed" else None
        held = Held("session", outcome, "", self.now)
        self.tries("record", lambda: self.case.record(held, agreement))

    @rule(side=SIDES)
    def somebody_signs(self, side: str) -> None:
        self.tries("sign", lambda: self.case.sign(side, self.now))

    @rule(side=SIDES)
    def somebody_does_not_sign(self, side: str) -> None:
        self.tries("refuse_signature", lambda: self.case.refuse_signature(side, "太贵", self.now))

    @rule(first=st.sampled_from(["", "complainant", "respondent"]))
    def mediator_puts_another_text(self, first: str) -> None:
        self.tries("redraft", lambda: self.case.redraft(an_agreement(first_signer=first)))

    @rule()
    def officer_ends(self) -> None:
        self.tries("end", lambda: self.case.end("T1", "", self.now))

    @invariant()
    def every_state_is_known(self) -> None:
        assert self.case.status in POSSIBLE

    @invariant()
    def an_appointed_mediator_never_declined(self) -> None:
        assert self.case.expert_id not in self.case.declined

    @invariant()
    def nobody_mediates_without_two_yes(self) -> None:
        if self.case.expert_id:
            assert self.case.consents == {"complainant": True, "respondent": True}

    @invariant()
    def agreed_means_signed_by_both(self) -> None:
        signed = self.case.agreement is not None and self.case.agreement.is_signed_by_both
        assert (self.case.status == AGREED) is signed

    @invariant()
    def a_closed_case_has_one_last_word_and_no_clock(self) -> None:
        last_words = [
            each
            for each in self.case.events
            if isinstance(each, events.Ended | events.AgreementReached)
        ]
        is_closed = self.case.status in {AGREED, ENDED}
        assert len(last_words) == int(is_closed)
        if is_closed:
            assert self.case.docket.running() == []


CaseWalk.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestCaseWalk = CaseWalk.TestCase

"""The way of a mediation case, step by step."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.errors import Conflict, InvalidInput, WrongState
from services.mediation.domain import events
from services.mediation.domain.case import Case, Held
from services.mediation.domain.parties import COMPLAINANT, RESPONDENT
from tests.support.mediation import (
    MONDAY_9_AM,
    a_case_awaiting_a_mediator,
    a_case_with_a_mediator,
    a_proposed_case,
    a_scheduled_case,
    an_agreement,
    an_invited_case,
    an_opened_case,
    some_parties,
)

TUESDAY = MONDAY_9_AM + timedelta(days=1)
WEDNESDAY_NIGHT = datetime(2026, 11, 26, 15, 59, 59, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)


def test_the_dates_are_the_weekdays_that_they_are_called() -> None:
    assert MONDAY_9_AM.strftime("%A") == "Monday"
    assert FRIDAY.strftime("%A") == "Friday"


def of_kind(case: Case, kind: type) -> list[object]:
    return [each for each in case.events if isinstance(each, kind)]


def test_the_invitation_starts_the_three_working_days_of_the_respondent() -> None:
    case = an_opened_case()

    case.invite(some_parties(), MONDAY_9_AM)

    [clock] = case.docket.clocks
    assert (clock.rule_id, clock.bearer, clock.due_on) == (
        "med.online_contact",
        "respondent",
        date(2026, 11, 26),
    )
    assert of_kind(case, events.Invited) == [events.Invited(True, date(2026, 11, 26))]


def test_without_a_mail_address_the_invitation_goes_on_paper() -> None:
    case = an_opened_case()

    case.invite(some_parties(email=""), MONDAY_9_AM)

    assert of_kind(case, events.Invited) == [events.Invited(False, date(2026, 11, 26))]


def test_hearing_of_the_parties_twice_invites_once() -> None:
    case = an_invited_case()

    case.invite(some_parties(respondent="另一家公司"), TUESDAY)

    assert len(of_kind(case, events.Invited)) == 1
    assert case.parties == some_parties()


def test_a_complainant_who_agreed_when_filing_is_not_asked_again() -> None:
    case = an_invited_case(complainant_agrees=True)

    case.consent(RESPONDENT, agrees=True, at=TUESDAY)

    assert case.status == "awaiting_mediator"


def test_one_yes_is_not_enough() -> None:
    case = an_invited_case(complainant_agrees=False)

    case.consent(RESPONDENT, agrees=True, at=TUESDAY)

    assert case.status == "awaiting_consent"


def test_the_second_yes_opens_the_way_whoever_says_it() -> None:
    case = an_invited_case(complainant_agrees=False)

    case.consent(RESPONDENT, agrees=True, at=TUESDAY)
    case.consent(COMPLAINANT, agrees=True, at=TUESDAY)

    assert case.status == "awaiting_mediator"


def test_saying_yes_twice_is_still_one_yes() -> None:
    case = an_invited_case(complainant_agrees=False)

    case.consent(RESPONDENT, agrees=True, at=TUESDAY)
    case.consent(RESPONDENT, agrees=True, at=TUESDAY)

    assert of_kind(case, events.ConsentGiven) == [events.ConsentGiven("respondent", True)]
    assert case.status == "awaiting_consent"


@pytest.mark.parametrize("side", [COMPLAINANT, RESPONDENT])
def test_one_no_ends_the_case_on_the_ground_of_refusal(side: str) -> None:
    case = an_invited_case()

    case.consent(side, agrees=False, at=TUESDAY)

    assert (case.status, case.ground) == ("ended", "T2")
    assert of_kind(case, events.Ended) == [events.Ended("T2", TUESDAY)]
    assert case.docket.running() == []


def test_the_answer_of_the_respondent_stops_their_clock() -> None:
    case = an_invited_case(complainant_agrees=False)

    case.consent(RESPONDENT, agrees=True, at=TUESDAY)

    [clock] = case.docket.clocks
    assert (clock.state, clock.ended_at) == ("met", TUESDAY)


def test_a_proposal_gives_the_mediator_three_working_days() -> None:
    case = a_case_awaiting_a_mediator()

    case.propose("expert-1", "chenjing", MONDAY_9_AM)

    clock = case.docket.newest("med.online_accept")
    assert clock is not None
    assert (clock.bearer, clock.due_on) == ("mediator", date(2026, 11, 26))
    assert case.status == "mediator_proposed"


def test_a_mediator_who_accepts_without_conflict_is_appointed() -> None:
    case = a_proposed_case()

    case.answer_proposal(accepts=True, has_conflict=False, statement="无利害关系", at=TUESDAY)

    assert (case.status, case.expert_id, case.declaration) == (
        "scheduling",
        "expert-1",
        "无利害关系",
    )


@pytest.mark.parametrize(("accepts", "has_conflict"), [(True, True), (False, True), (False, False)])
def test_a_mediator_with_a_conflict_or_without_time_makes_room_for_another(
    accepts: bool, has_conflict: bool
) -> None:
    case = a_proposed_case()

    case.answer_proposal(
        accepts=accepts, has_conflict=has_conflict, statement="曾代理被投诉人", at=TUESDAY
    )

    assert (case.status, case.expert_id, case.mediator_account) == ("awaiting_mediator", "", "")
    assert of_kind(case, events.MediatorDeclined) == [
        events.MediatorDeclined("expert-1", has_conflict)
    ]


def test_who_declined_is_not_asked_again_and_another_is() -> None:
    case = a_proposed_case()
    case.answer_proposal(accepts=False, has_conflict=False, statement="", at=TUESDAY)

    with pytest.raises(Conflict, match="declined_before"):
        case.propose("expert-1", "chenjing", TUESDAY)
    case.propose("expert-2", "zhaolei", TUESDAY)

    assert case.expert_id == "expert-2"


def test_a_mediator_who_still_has_time_to_answer_is_not_passed_over() -> None:
    case = a_proposed_case()

    with pytest.raises(WrongState):
        case.propose("expert-2", "zhaolei", WEDNESDAY_NIGHT)

    assert "propose" not in case.possible(WEDNESDAY_NIGHT)


def test_a_mediator_who_stays_silent_is_passed_over() -> None:
    case = a_proposed_case()

    assert "propose" in case.possible(FRIDAY)
    case.propose("expert-2", "zhaolei", FRIDAY)

    assert (case.status, case.expert_id) == ("mediator_proposed", "expert-2")
    assert of_kind(case, events.MediatorDeclined) == [events.MediatorDeclined("expert-1", False)]
    assert [c.state for c in case.docket.clocks if c.rule_id == "med.online_accept"] == [
        "cancelled",
        "running",
    ]


def test_the_silent_mediator_is_not_asked_again() -> None:
    case = a_proposed_case()

    with pytest.raises(Conflict, match="declined_before"):
        case.propose("expert-1", "chenjing", FRIDAY)

    assert case.expert_id == "expert-1"


def test_an_adjourned_session_leads_back_to_scheduling() -> None:
    case = a_scheduled_case()

    case.record(Held("session-1", "adjourned", "双方需要时间", FRIDAY), None)

    assert (case.status, case.session_id) == ("scheduling", "")


def test_no_agreement_ends_the_case_on_its_ground() -> None:
    case = a_scheduled_case()

    case.record(Held("session-1", "not_agreed", "分歧太大", FRIDAY), None)

    assert (case.status, case.ground) == ("ended", "T3")
    assert of_kind(case, events.SessionHeld) == [events.SessionHeld("session-1", "not_agreed")]


def test_agreed_without_a_text_is_refused_at_the_field() -> None:
    case = a_scheduled_case()

    with pytest.raises(InvalidInput) as refusal:
        case.record(Held("session-1", "agreed", "达成一致", FRIDAY), None)

    assert refusal.value.errors[0].pointer == "/agreement"
    assert case.status == "scheduled"


def test_the_second_signature_puts_the_agreement_into_effect() -> None:
    case = a_scheduled_case()
    agreement = an_agreement()
    case.record(Held("session-1", "agreed", "达成一致", FRIDAY), agreement)

    case.sign(RESPONDENT, FRIDAY)
    assert case.status == "awaiting_signatures"
    case.sign(COMPLAINANT, FRIDAY + timedelta(hours=1))

    assert case.status == "agreed"
    assert of_kind(case, events.AgreementReached) == [
        events.AgreementReached(
            "agreement-1", agreement.text_sha256, FRIDAY + timedelta(hours=1), True
        )
    ]


def test_nobody_signs_twice() -> None:
    case = a_scheduled_case()
    case.record(Held("session-1", "agreed", "达成一致", FRIDAY), an_agreement())
    case.sign(RESPONDENT, FRIDAY)

    with pytest.raises(WrongState):
        case.sign(RESPONDENT, FRIDAY)

    assert list(case.agreement.signatures) == ["respondent"] if case.agreement else False


def test_whoever_signs_second_waits_for_the_first_and_is_then_asked() -> None:
    case = a_scheduled_case()
    agreement = an_agreement(first_signer=RESPONDENT)
    case.record(Held("session-1", "agreed", "达成一致", FRIDAY), agreement)

    assert agreement.standing(COMPLAINANT) == "waits"
    with pytest.raises(Conflict, match="not_your_turn"):
        case.sign(COMPLAINANT, FRIDAY)
    case.sign(RESPONDENT, FRIDAY, seen_by="zhangwei")

    [signed] = of_kind(case, events.AgreementSigned)
    assert signed == events.AgreementSigned("agreement-1", RESPONDENT, COMPLAINANT)
    assert agreement.on_paper == {RESPONDENT: "zhangwei"}
    case.sign(COMPLAINANT, FRIDAY)
    assert case.status == "agreed"


def test_a_side_that_does_not_sign_says_why_and_may_change_its_mind() -> None:
    case = a_scheduled_case()
    agreement = an_agreement()
    case.record(Held("session-1", "agreed", "达成一致", FRIDAY), agreement)

    for _ in range(2):
        case.refuse_signature(RESPONDENT, "金额有误", FRIDAY)

    assert of_kind(case, events.SignatureRefused) == [
        events.SignatureRefused("agreement-1", RESPONDENT)
    ]
    assert (case.status, agreement.standing(RESPONDENT)) == ("awaiting_signatures", "refused")
    case.sign(RESPONDENT, FRIDAY)
    assert agreement.standing(RESPONDENT) == "signed"
    with pytest.raises(WrongState):
        case.refuse_signature(RESPONDENT, "后悔了", FRIDAY)


def test_another_text_is_signed_anew_and_the_earlier_one_is_kept() -> None:
    case = a_scheduled_case()
    earlier, later = an_agreement(), an_agreement(id="agreement-2", text="改过的文本")
    case.record(Held("session-1", "agreed", "达成一致", FRIDAY), earlier)
    case.sign(COMPLAINANT, FRIDAY)
    case.refuse_signature(RESPONDENT, "金额有误", FRIDAY)

    case.redraft(later)

    assert case.earlier_texts == [earlier]
    assert case.agreement is later
    assert later.signatures == {}
    drafted = of_kind(case, events.AgreementDrafted)
    assert [each.agreement_id for each in drafted] == ["agreement-1", "agreement-2"]


def test_an_act_out_of_turn_names_what_is_possible() -> None:
    case = a_case_with_a_mediator()

    with pytest.raises(WrongState) as refusal:
        case.consent(RESPONDENT, agrees=True, at=TUESDAY)

    assert refusal.value.extra == {"state": "scheduling", "possible_now": ["schedule", "end"]}


def test_an_ended_case_stays_ended() -> None:
    case = an_invited_case()
    case.end("T1", "双方和解", TUESDAY)

    with pytest.raises(WrongState):
        case.end("T8", "", TUESDAY)

    assert case.ground == "T1"


def test_a_clock_that_ended_in_time_says_nothing() -> None:
    case = an_invited_case()
    [alarm, *_] = list(case.docket.alarms())
    case.consent(RESPONDENT, agrees=True, at=TUESDAY)

    assert case.clock_speaks(alarm.clock_key, "due") is False
    assert of_kind(case, events.ClockSpoke) == []


def test_a_clock_that_still_runs_speaks() -> None:
    case = an_invited_case()
    [alarm, *_] = list(case.docket.alarms())

    assert case.clock_speaks(alarm.clock_key, "due") is True
    [spoke] = of_kind(case, events.ClockSpoke)
    assert spoke == events.ClockSpoke("med.online_contact", "due", WEDNESDAY_NIGHT)

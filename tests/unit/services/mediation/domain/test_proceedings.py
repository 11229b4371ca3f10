"""Proceedings: each kind's way through its states, with the clocks of its law."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Conflict, InvalidInput, WrongState
from lawbook.explanation import explain
from services.mediation.domain.proceedings.kind import kinds
from services.mediation.domain.proceedings.said import Said
from tests.support.proceedings import DAY, MONDAY, a_proceeding, done, due, fitting, seated


def test_filing_takes_five_working_days_and_five_more_once_by_art_20_of_the_adjudication_measures() -> (
    None
):
    case = a_proceeding("adjudication")
    assert due(case, "adj.file") == date(2026, 11, 30)

    done(case, "extend_filing")

    assert due(case, "adj.file") == date(2026, 12, 7)
    assert "extend_filing" not in case.possible()


def test_a_respondent_abroad_has_thirty_days_by_art_22_of_the_adjudication_measures() -> None:
    at_home = done(a_proceeding("adjudication"), "file", "serve")
    abroad = done(a_proceeding("adjudication"), "file", "serve_abroad")

    assert due(at_home, "adj.answer") == date(2026, 12, 8)
    assert due(abroad, "adj.answer") == date(2026, 12, 23)


def test_three_months_one_more_and_two_more_by_art_37_of_the_adjudication_measures() -> None:
    case = done(a_proceeding("adjudication"), "file", "serve", "no_answer")
    assert due(case, "adj.decide") == date(2027, 2, 23)
    assert "extend_by_superior" not in case.possible()

    done(case, "extend_by_head")
    assert due(case, "adj.decide") == date(2027, 3, 23)
    done(case, "extend_by_superior")

    assert due(case, "adj.decide") == date(2027, 5, 24)  # the 23rd is a Sunday


@pytest.mark.parametrize(
    ("stop", "go_on"),
    [
        ("suspend", "resume"),
        ("appraise", "appraised"),
        ("talk", "talked"),
        ("give_time", "evidence_in"),
    ],
)
def test_what_is_excluded_moves_the_last_day_by_art_37_of_the_adjudication_measures(
    stop: str, go_on: str
) -> None:
    case = done(a_proceeding("adjudication"), "file", "serve", "no_answer")

    done(case, stop, at=MONDAY + 10 * DAY)
    done(case, go_on, at=MONDAY + 20 * DAY)

    # Ten days: the authority's day on which it stopped still counts.
    assert due(case, "adj.decide") == date(2027, 3, 5)


def test_an_announcement_is_not_counted_by_art_37_of_the_adjudication_measures() -> None:
    case = done(a_proceeding("adjudication"), "file", "announce")

    done(case, "announced", at=MONDAY + 30 * DAY)

    assert case.is_served
    assert due(case, "adj.decide") == date(2027, 3, 25)  # thirty days later
    assert due(case, "adj.answer") == date(2027, 1, 7)


def test_a_party_acts_itself_and_its_words_reach_the_other_side_when_they_are_forwarded() -> None:
    case = done(a_proceeding("adjudication"), "file", "serve")
    assert case.possible("respondent") == ["object", "answer"]
    assert case.possible("complainant") == []

    with pytest.raises(WrongState):
        case.do("no_answer", Said(note="未收到", side="respondent"), "respondent", MONDAY)
    with pytest.raises(InvalidInput):
        case.do("answer", Said(side="respondent"), "respondent", MONDAY)
    case.do("answer", Said(note="采用现有技术", side="respondent"), "respondent", MONDAY)
    answer = case.steps[-1]

    assert (case.words_for("respondent", answer), case.words_for("complainant", answer)) == (
        "采用现有技术",
        "",
    )
    assert due(case, "adj.forward_answer") == date(2026, 11, 30)
    done(case, "forward")
    assert case.words_for("complainant", answer) == "采用现有技术"
    assert case.words_for("respondent", case.steps[0]) == ""  # what the staff noted


def test_a_defence_in_arbitration_moves_on_and_the_institution_fixes_the_next_day() -> None:
    case = done(a_proceeding("arbitration"), "check_agreement", "accept", "pay")

    case.do("defend", Said(note="没有仲裁协议", side="respondent"), "respondent", MONDAY)

    assert case.docket.newest("arb.tribunal") is None
    done(case, "choose_by")
    assert due(case, "arb.tribunal") == date(2027, 1, 29)


def test_a_jurisdiction_objection_is_decided_in_five_working_days_by_art_9_of_the_adjudication_measures() -> (
    None
):
    case = done(a_proceeding("adjudication"), "file", "serve", "object")

    assert due(case, "adj.jurisdiction_decision") == date(2026, 11, 30)
    assert [c.state for c in case.docket.clocks if c.rule_id == "adj.decide"] == ["paused"]


def test_a_hearing_needs_three_working_days_of_notice_by_art_26_of_the_adjudication_measures() -> (
    None
):
    case = done(a_proceeding("adjudication"), "file", "serve", "no_answer")

    with pytest.raises(InvalidInput):
        done(case, "notify_hearing", day=date(2026, 11, 26))
    done(case, "notify_hearing", day=date(2026, 11, 27))

    assert case.steps[-1].day == date(2026, 11, 27)


def test_a_challenge_stops_the_case_until_it_is_decided_by_art_5_of_the_adjudication_measures() -> (
    None
):
    case = done(a_proceeding("adjudication"), "file", "serve", "no_answer", "name_officers")
    assert due(case, "adj.recusal_request") == date(2026, 11, 26)

    done(case, "challenge")

    assert case.possible() == ["uphold", "reject"]


def test_the_institution_fixes_what_the_law_leaves_open_by_art_36_of_the_arbitration_law() -> None:
    case = done(a_proceeding("arbitration"), "check_agreement", "accept", "pay")

    assert due(case, "arb.defence") == date(2027, 1, 29)
    assert "机构" in explain(case.docket.newest("arb.defence"), "zh")[0].text  # type: ignore[arg-type]


def test_an_award_can_be_set_aside_in_three_months_by_art_72_of_the_arbitration_law() -> None:
    case = done(a_proceeding("arbitration"), "check_agreement", "accept", "pay", "defend")
    done(seated(case), "on_papers", "award")

    assert due(case, "arb.set_aside") == date(2027, 2, 23)
    assert due(case, "arb.correct") == date(2026, 12, 23)


def test_a_tribunal_may_mediate_and_go_back_by_art_64_of_the_arbitration_law() -> None:
    case = done(a_proceeding("arbitration"), "check_agreement", "accept", "pay", "no_defence")

    done(seated(case, size=1), "mediate", "back")

    assert case.state == "formed"


def test_a_court_is_answered_in_three_working_days_and_thirty_days_remain_by_art_24() -> None:
    case = a_proceeding("delegated")
    assert due(case, "med.online_accept") == date(2026, 11, 26)

    done(case, "confirm", "other_side_agrees", "choose")

    assert due(case, "med.delegated_period") == date(2026, 12, 23)
    done(case, "fail")
    assert due(case, "med.court_docket") == date(2026, 11, 30)


def test_a_patent_mediation_without_consent_is_not_filed_by_art_66_of_the_adjudication_measures() -> (
    None
):
    case = done(a_proceeding("patent_mediation"), "serve")
    assert due(case, "med.patent_statement") == date(2026, 12, 8)

    done(case, "no_consent")

    assert due(case, "med.patent_nofile") == date(2026, 11, 30)


def test_an_act_that_does_not_fit_is_refused_with_what_does() -> None:
    with pytest.raises(WrongState) as refusal:
        done(a_proceeding("adjudication"), "decide")

    assert "file" in refusal.value.extra["possible_now"]


@pytest.mark.parametrize("said", [{"ground": "X9"}, {"ground": ""}])
def test_only_a_ground_of_the_law_refuses(said: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        a_proceeding("adjudication").do("refuse", Said(**said), "zhangwei", MONDAY)


@pytest.mark.parametrize("kind", list(kinds()))
def test_every_state_is_reached_and_every_end_is_an_end(kind: str) -> None:
    machine = kinds()[kind]
    reached = {machine.start} | {act.to for act in machine.acts.values()}
    left = {state for act in machine.acts.values() for state in act.since}

    assert reached == set(machine.states)
    assert {name for name, state in machine.states.items() if state.is_end} == reached - left


@given(st.sampled_from(list(kinds())), st.lists(st.integers(0, 50), max_size=25))
def test_whatever_is_done_the_clocks_stay_countable_and_an_end_ends_all(
    kind: str, picks: list[int]
) -> None:
    case, at = a_proceeding(kind), MONDAY
    for pick in picks:
        possible = case.possible()
        if not possible:
            break
        at += DAY
        act = possible[pick % len(possible)]
        # What is refused changes nothing: too early for the institution, sums that do not fit.
        with suppress(Conflict, InvalidInput):
            done(case, act, at=at, **fitting(case, act))

    assert all(clock.due_on >= date(2026, 11, 23) for clock in case.docket.clocks)
    assert case.is_over == (not case.possible())

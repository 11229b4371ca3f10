"""The arbitral tribunal: a checked agreement, one pick for each side, the institution for silence."""

from datetime import date

import pytest

from chassis.errors import Conflict, InvalidInput, WrongState
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.said import Said
from tests.support.proceedings import DAY, MONDAY, a_proceeding, done, due, of_the_pool, seated

LAST_DAY = date(2026, 11, 30)


def forming(size: int = 3) -> Proceeding:
    """A case in which the sides may choose until Monday 30 November."""
    case = done(a_proceeding("arbitration"), "check_agreement", "accept", "pay", "no_defence")
    return done(case, "choose_by", size=size, day=LAST_DAY)


def names(case: Proceeding, side: str, number: int, seat: str = "", later: int = 0) -> None:
    said = Said(side=side, seat=seat or side, expert=of_the_pool(number))
    case.do("nominate", said, side, MONDAY + later * DAY)


def sitting(case: Proceeding) -> dict[str, tuple[str, str]]:
    assert case.tribunal is not None
    return {each.seat: (each.expert.expert_id, each.by) for each in case.tribunal.members}


def test_nothing_is_accepted_before_the_agreement_was_checked_by_arts_27_and_35() -> None:
    case = a_proceeding("arbitration")
    assert "accept" not in case.possible()

    with pytest.raises(InvalidInput) as refusal:
        done(case, "check_agreement", ticked=("in_writing", "intent", "matters"))
    done(case, "check_agreement")

    assert [each.code for each in refusal.value.errors] == ["tick_all"]
    assert "accept" in case.possible()


def test_each_side_names_one_and_both_the_chair_by_art_43() -> None:
    case = forming()

    names(case, "complainant", 1)
    names(case, "respondent", 2)
    names(case, "complainant", 3, seat="chair")
    assert "chair" not in sitting(case)
    names(case, "respondent", 3, seat="chair")

    assert sitting(case) == {
        "complainant": ("E1", "complainant"),
        "respondent": ("E2", "respondent"),
        "chair": ("E3", "both"),
    }
    done(case, "form_three")
    assert due(case, "arb.award") == date(2027, 1, 29)


def test_a_second_name_of_one_side_another_ones_seat_and_a_double_seat_are_refused() -> None:
    case = forming()
    names(case, "complainant", 1)

    with pytest.raises(Conflict, match="tribunal_picked_already"):
        names(case, "complainant", 4)
    with pytest.raises(Conflict, match="tribunal_sits_already"):
        names(case, "respondent", 1)
    with pytest.raises(InvalidInput):
        names(case, "complainant", 4, seat="respondent")

    assert sitting(case) == {"complainant": ("E1", "complainant")}


def test_what_was_named_in_writing_is_entered_with_its_paper_while_there_is_time() -> None:
    case = forming()

    done(case, "enter", seat="complainant", expert=of_the_pool(1), document="选定书 2026-3")
    done(case, "enter", seat="chair", expert=of_the_pool(2))
    with pytest.raises(Conflict, match="tribunal_pick_over"):
        done(case, "enter", at=MONDAY + 8 * DAY, seat="respondent", expert=of_the_pool(3))

    assert sitting(case) == {"complainant": ("E1", "complainant"), "chair": ("E2", "both")}


def test_the_institution_designates_for_silence_only_after_the_day_by_art_44() -> None:
    case = forming()
    names(case, "complainant", 1)

    with pytest.raises(Conflict, match="tribunal_pick_runs"):
        done(case, "designate", seat="respondent", expert=of_the_pool(2))
    with pytest.raises(Conflict, match="tribunal_pick_over"):
        names(case, "respondent", 2, later=8)
    done(case, "designate", at=MONDAY + 8 * DAY, seat="respondent", expert=of_the_pool(2))

    assert sitting(case)["respondent"] == ("E2", "institution")
    assert "form_three" not in case.possible()


def test_it_designates_the_chair_at_once_where_the_sides_disagree_by_art_44() -> None:
    case = forming(size=1)
    names(case, "complainant", 1, seat="sole")
    names(case, "respondent", 2, seat="sole")

    done(case, "designate", seat="sole", expert=of_the_pool(3))

    assert sitting(case) == {"sole": ("E3", "institution")}
    assert "form_sole" in case.possible()
    assert case.possible("respondent") == []


def test_a_challenge_stops_the_award_and_a_replaced_arbitrator_does_not_come_back_by_arts_47_to_50() -> (
    None
):
    case = seated(done(forming(), "choose_by", day=LAST_DAY))
    assert "challenge" in case.possible("respondent")

    done(case, "challenge", seat="chair")
    assert [c.state for c in case.docket.clocks if c.rule_id == "arb.award"] == ["paused"]
    done(case, "replace", seat="chair", day=date(2026, 12, 7))

    assert case.state == "forming"
    with pytest.raises(Conflict, match="declined_before"):
        names(case, "complainant", 0, seat="chair")
    names(case, "complainant", 7, seat="chair")
    names(case, "respondent", 7, seat="chair")
    done(case, "form_three")
    assert sitting(case)["chair"] == ("E7", "both")
    assert case.docket.newest("arb.award").state == "running"  # type: ignore[union-attr]


def test_an_agreement_is_contested_before_the_first_hearing_only_by_art_31() -> None:
    case = seated(done(forming(), "choose_by", day=LAST_DAY))
    assert "contest" in case.possible("respondent")

    done(case, "contest", "overrule_contest", "notify_hearing")
    done(case, "hold_hearing", at=MONDAY + 80 * DAY, day=None)

    assert "contest" not in case.possible("respondent")


def test_nothing_is_awarded_before_a_hearing_and_no_hearing_recorded_before_its_day() -> None:
    case = seated(done(forming(), "choose_by", day=LAST_DAY))
    with pytest.raises(WrongState):
        done(case, "award")

    done(case, "notify_hearing", day=date(2026, 12, 15))
    with pytest.raises(Conflict, match="hearing_to_come"):
        done(case, "hold_hearing", at=MONDAY + DAY)
    done(case, "hold_hearing", at=MONDAY + 22 * DAY)
    done(case, "award", at=MONDAY + 23 * DAY, document="平仲裁字〔2026〕第 8 号")

    assert case.steps[-1].document == "平仲裁字〔2026〕第 8 号"
    assert "correct" in case.possible()

"""A panel is odd; each side picks once and in time, or the centre does; alternates stand in."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chassis.errors import Conflict, WrongState
from services.mediation.domain.case import Case
from services.mediation.domain.events import PanelCalled, PanelMoved
from services.mediation.domain.panel import Panel, Seat
from services.mediation.domain.parties import COMPLAINANT, RESPONDENT
from tests.support.mediation import a_case_with_a_mediator, a_place

MONDAY, FRIDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28)


def a_seat(name: str, role: str = "party_picked", **changes: Any) -> Seat:
    return Seat(expert_id=name, account=name, role=role, **changes)


def a_case(size: int = 3, *, by_parties: bool = True) -> Case:
    case = a_case_with_a_mediator()
    case.form_panel(Panel(size=size, by_parties=by_parties, pick_until=FRIDAY))
    return case


def accepted(case: Case, *accounts: str) -> None:
    for account in accounts:
        case.answer_seat(account, accepts=True, statement="无利害关系", today=MONDAY)


def the_panel(case: Case) -> Panel:
    assert case.panel is not None
    return case.panel


def moves(case: Case) -> list[str]:
    return [each.act for each in case.events if isinstance(each, PanelMoved)]


def test_a_panel_is_complete_once_both_sides_picked_and_everybody_declared() -> None:
    case = a_case()

    case.pick_member(COMPLAINANT, a_seat("sun"), MONDAY)
    case.pick_member(RESPONDENT, a_seat("li"), MONDAY)
    accepted(case, "sun")
    was_complete = the_panel(case).is_complete
    accepted(case, "li")

    assert (was_complete, the_panel(case).is_complete) == (False, True)
    assert moves(case)[-1] == "panel_complete"
    assert [(seat.side, seat.role) for seat in case.seats] == [
        (COMPLAINANT, "party_picked"),
        (RESPONDENT, "party_picked"),
    ]


def test_a_second_pick_a_late_one_and_a_third_nomination_are_refused() -> None:
    case = a_case()
    case.pick_member(COMPLAINANT, a_seat("sun"), MONDAY)

    with pytest.raises(Conflict, match="panel_picked_already"):
        case.pick_member(COMPLAINANT, a_seat("li"), MONDAY)
    with pytest.raises(Conflict, match="panel_sits_already"):
        case.pick_member(RESPONDENT, a_seat("sun"), MONDAY)
    with pytest.raises(Conflict, match="panel_pick_over"):
        case.pick_member(RESPONDENT, a_seat("li"), SATURDAY)
    with pytest.raises(Conflict, match="panel_full"):
        case.name_member(a_seat("wu", "technical"), MONDAY)


def test_the_centre_names_somebody_for_a_silent_side_only_after_its_day() -> None:
    case, silent = a_case(), a_seat("li", for_side=RESPONDENT)

    with pytest.raises(Conflict, match="panel_pick_runs"):
        case.name_member(silent, FRIDAY)
    case.name_member(silent, SATURDAY)

    assert the_panel(case).seat_of(RESPONDENT) == silent


def test_five_have_room_for_two_of_the_centre_beside_the_picks() -> None:
    case = a_case(size=5)

    case.name_member(a_seat("wu", "technical"), MONDAY)
    case.name_member(a_seat("zheng", "member"), MONDAY)
    case.name_member(a_seat("qian", "interpreter"), MONDAY)  # counts for nothing

    assert the_panel(case).vacancies == 0
    with pytest.raises(Conflict, match="panel_full"):
        case.name_member(a_seat("feng", "member"), MONDAY)


def test_an_alternate_stands_in_for_who_leaves_and_nobody_comes_back() -> None:
    case = a_case(by_parties=False)
    case.name_member(a_seat("wu", "technical"), MONDAY)
    case.name_member(a_seat("zheng", "alternate"), MONDAY)

    case.answer_seat("wu", accepts=False, statement="", today=MONDAY)

    assert [(seat.expert_id, seat.role) for seat in case.seats] == [("zheng", "technical")]
    assert moves(case)[-2:] == ["panel_declined", "panel_named"]
    with pytest.raises(Conflict, match="declined_before"):
        case.name_member(a_seat("wu", "member"), MONDAY)


def test_a_side_whose_pick_declines_in_time_picks_anew_and_later_an_alternate_stands_in() -> None:
    case = a_case()
    case.name_member(a_seat("zheng", "alternate"), MONDAY)
    case.pick_member(COMPLAINANT, a_seat("sun"), MONDAY)
    case.pick_member(RESPONDENT, a_seat("li"), MONDAY)

    case.answer_seat("sun", accepts=False, statement="", today=FRIDAY)
    case.answer_seat("li", accepts=False, statement="", today=SATURDAY)

    assert the_panel(case).may_pick(COMPLAINANT, FRIDAY)
    assert [(seat.expert_id, seat.side) for seat in case.seats] == [("zheng", RESPONDENT)]


def test_everybody_on_the_panel_is_called_to_the_session() -> None:
    case = a_case(size=1, by_parties=False)
    case.name_member(a_seat("qian", "interpreter"), MONDAY)
    accepted(case, "qian")

    case.schedule(a_place("session-2", datetime(2026, 11, 27, 1, 0, tzinfo=UTC)))
    case.cancel_session("session-2", "room")

    called = [each for each in case.events if isinstance(each, PanelCalled)]
    assert [(each.act, each.seat) for each in called] == [
        ("scheduled", "case-1.qian"),
        ("cancelled", "case-1.qian"),
    ]


def test_the_size_is_fixed_once_somebody_sits() -> None:
    case = a_case()
    case.pick_member(COMPLAINANT, a_seat("sun"), MONDAY)

    with pytest.raises(Conflict, match="panel_has_seats"):
        case.form_panel(Panel(size=5, by_parties=True, pick_until=FRIDAY))


def test_without_a_panel_nobody_can_be_named() -> None:
    with pytest.raises(WrongState):
        a_case_with_a_mediator().name_member(a_seat("wu", "technical"), MONDAY)

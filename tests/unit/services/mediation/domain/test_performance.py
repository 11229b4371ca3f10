"""What was promised is paid in time, or the time for enforcement begins."""

from datetime import UTC, date, datetime

import pytest

from chassis.errors import InvalidInput, NotFound, WrongState
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED
from services.mediation.domain.performance import BREACHED, PERFORMED, instalments_of
from tests.support.mediation import a_case_with_a_mediator, an_agreement

NEW_YEAR, FEBRUARY = date(2026, 12, 31), date(2027, 2, 1)
JANUARY = datetime(2027, 1, 5, 2, tzinfo=UTC)
PARTS = ((3_000_000, NEW_YEAR), (2_000_000, FEBRUARY))


def an_agreed_case() -> Case:
    case = a_case_with_a_mediator()
    case.agreement = an_agreement(instalments=instalments_of(5_000_000, None, PARTS))
    case.status = AGREED
    return case


def test_an_amount_without_parts_is_one_payment() -> None:
    [whole] = instalments_of(5_000_000, NEW_YEAR, ())

    assert (whole.number, whole.amount_fen, whole.due_on) == (1, 5_000_000, NEW_YEAR)
    assert instalments_of(0, None, ()) == []


@pytest.mark.parametrize("parts", [PARTS[:1], (PARTS[1], PARTS[0]), (PARTS[0], PARTS[0])])
def test_parts_add_up_and_follow_one_another(parts: tuple[tuple[int, date], ...]) -> None:
    with pytest.raises(InvalidInput):
        instalments_of(5_000_000, None, parts)


def test_a_payment_is_noted() -> None:
    case = an_agreed_case()

    case.note_performance(1, PERFORMED, JANUARY)

    assert case.agreement is not None
    assert [each.state for each in case.agreement.instalments] == ["performed", "due"]


def test_after_a_breach_there_are_two_years_for_enforcement_by_art_250() -> None:
    case = an_agreed_case()

    case.note_performance(1, BREACHED, JANUARY)

    clock = case.docket.newest("med.enforce")
    assert clock is not None
    # 31 December 2028 is a Sunday; the holidays of 2029 are not announced, and the clock says so.
    assert (clock.due_on, clock.flags) == (date(2029, 1, 1), ("calendar_not_published",))


def test_nothing_is_late_before_its_day_has_passed() -> None:
    with pytest.raises(InvalidInput):
        an_agreed_case().note_performance(2, BREACHED, JANUARY)


def test_an_unknown_payment_and_a_case_without_agreement_are_refused() -> None:
    with pytest.raises(NotFound):
        an_agreed_case().note_performance(9, PERFORMED, JANUARY)
    with pytest.raises(WrongState):
        a_case_with_a_mediator().note_performance(1, PERFORMED, JANUARY)

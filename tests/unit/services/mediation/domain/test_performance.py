"""What was promised is paid in time, or the time for enforcement begins."""

from datetime import UTC, date, datetime

import pytest

from chassis.errors import InvalidInput, NotFound, WrongState
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED
from services.mediation.domain.enforcement import ways_to_enforce
from services.mediation.domain.performance import (
    BREACHED,
    DUE,
    PERFORMED,
    Noted,
    instalments_of,
    with_duties,
)
from services.mediation.domain.proceedings.said import Filed
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

    case.note_performance(Noted(number=1, state=PERFORMED), JANUARY)

    assert case.agreement is not None
    assert [each.state for each in case.agreement.instalments] == ["performed", "due"]


def test_after_a_breach_there_are_two_years_for_enforcement_by_art_250() -> None:
    case = an_agreed_case()

    case.note_performance(Noted(number=1, state=BREACHED), JANUARY)

    clock = case.docket.newest("med.enforce")
    assert clock is not None
    # 31 December 2028 is a Sunday; the holidays of 2029 are not announced, and the clock says so.
    assert (clock.due_on, clock.flags) == (date(2029, 1, 1), ("calendar_not_published",))


def test_nothing_is_late_before_its_day_has_passed() -> None:
    with pytest.raises(InvalidInput):
        an_agreed_case().note_performance(Noted(number=2, state=BREACHED), JANUARY)


def test_an_unknown_payment_and_a_case_without_agreement_are_refused() -> None:
    with pytest.raises(NotFound):
        an_agreed_case().note_performance(Noted(number=9, state=PERFORMED), JANUARY)
    with pytest.raises(WrongState):
        a_case_with_a_mediator().note_performance(Noted(number=1, state=PERFORMED), JANUARY)


def test_what_else_is_to_be_done_follows_the_payments_in_the_order_of_its_days() -> None:
    payments = instalments_of(5_000_000, None, PARTS)

    steps = with_duties(payments, [("登报声明", FEBRUARY), ("销毁包装", NEW_YEAR)])

    assert [(each.number, each.what, each.due_on) for each in steps[2:]] == [
        (3, "销毁包装", NEW_YEAR),
        (4, "登报声明", FEBRUARY),
    ]


def test_what_shows_a_step_is_kept_and_more_is_added() -> None:
    case = an_agreed_case()
    photo, receipt = (
        Filed(evidence_id=each, name=each, size=1, media_type="image/png", sha256="a" * 64)
        for each in ("photo", "receipt")
    )

    case.note_performance(Noted(number=1, state=DUE, note="说明", proof=(photo,)), JANUARY)
    case.note_performance(Noted(number=1, state=PERFORMED, proof=(receipt,)), JANUARY)

    assert case.agreement is not None
    assert case.agreement.instalments[0].proof == (photo, receipt)


def test_a_breach_opens_the_ways_to_enforce_each_with_its_last_day_by_art_250() -> None:
    case = an_agreed_case()
    assert case.agreement is not None
    case.agreement.signatures = {"complainant": JANUARY, "respondent": JANUARY}
    assert ways_to_enforce(case, date(2027, 1, 5)) == []

    the_day_after = datetime(2027, 2, 2, 2, tzinfo=UTC)
    case.note_performance(Noted(number=2, state=BREACHED), the_day_after)

    assert ways_to_enforce(case, date(2027, 2, 2)) == [
        ("court_enforces", date(2029, 2, 1)),
        ("confirm", date(2027, 2, 4)),
        ("sue", None),
    ]
    assert [way for way, _ in ways_to_enforce(case, date(2027, 3, 1))] == ["court_enforces", "sue"]

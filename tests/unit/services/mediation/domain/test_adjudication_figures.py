"""Figures of adjudication: days to decide, what was in time, and whether there is one at all."""

from datetime import UTC, datetime

from services.mediation.domain.proceedings.figures import days_to_decide, figures
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.standards import standards
from tests.support.proceedings import DAY, MONDAY, a_proceeding, done

DECEMBER = datetime(2025, 12, 30, 1, 0, tzinfo=UTC)


def decided(after: int, *, suspended: int = 0) -> Proceeding:
    """Filed on a Monday and decided so many days later."""
    case = done(a_proceeding("adjudication"), "file", "serve", "no_answer")
    if suspended:
        done(case, "suspend", at=MONDAY + DAY)
        done(case, "resume", at=MONDAY + (1 + suspended) * DAY)
    return done(case, "decide", at=MONDAY + after * DAY, day=None)


def test_days_to_decide_leave_out_what_the_law_does_not_count_by_art_37() -> None:
    assert days_to_decide(decided(60)) == 60
    assert days_to_decide(decided(60, suspended=20)) == 40
    assert days_to_decide(a_proceeding("adjudication")) is None


def test_quality_and_speed_of_a_year_are_counted() -> None:
    known = [
        decided(30),
        decided(50),
        done(decided(120), "correct_decision", at=MONDAY + 121 * DAY, day=None),
        done(a_proceeding("adjudication"), "refuse"),
        a_proceeding("adjudication", at=DECEMBER),
        a_proceeding("opinion"),
    ]

    found = figures(known, 2026, target=1)

    assert (found.requested, found.filed, found.refused, found.decided) == (4, 3, 1, 3)
    assert (found.median_days, found.longest_days, found.in_time) == (50, 120, 2)
    assert (found.corrected, found.running) == (1, 0)


def test_no_year_is_to_stay_without_an_adjudication() -> None:
    before = figures([a_proceeding("adjudication")], 2026, target=1)
    after = figures([decided(10)], 2026, target=1)

    assert (before.is_target_met, after.is_target_met) == (False, True)


def test_the_library_names_what_the_work_plan_names_with_issuer_and_purpose() -> None:
    titles = {each.title for each in standards()}

    assert titles >= {"商标侵权判断标准", "商标一般违法判断标准", "专利侵权纠纷行政裁决办案指南"}
    assert all(each.issued_by and each.purpose["zh"] and each.purpose["en"] for each in standards())

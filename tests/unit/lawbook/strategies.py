"""Drawing dates, rules and calendars for property tests."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from lawbook.rules import Rule, load

COUNT_RULES = sorted(load("counting.yaml")["roll_over"])
DAY_UNITS = ("working_day", "calendar_day", "month", "year")
MOST = {"working_day": 90, "calendar_day": 400, "month": 24, "year": 5}

quick = settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)

days = st.dates(min_value=date(2023, 12, 1), max_value=date(2027, 6, 30))
FIRST_MOMENT = datetime(2023, 12, 1, tzinfo=UTC)
instants = st.integers(min_value=0, max_value=1300 * 24 * 3600).map(
    lambda seconds: FIRST_MOMENT + timedelta(seconds=seconds)
)
bearers = st.sampled_from(["centre", "complainant", "respondent", "police", "court"])


def a_rule(count_rule: str, unit: str, amount: int) -> Rule:
    """A rule with one way of counting and nothing else of interest."""
    return Rule(
        id="test.rule",
        procedure="complaint",
        name_zh="测试期限",
        name_en="A period for tests",
        counts_from="an event",
        amount=amount,
        unit=unit,
        source="《测试法》, art. 1",
        verified=True,
        evidence="A",
        count_rule=count_rule,
        on_expiry="",
        extension="none",
        effective_from=None,
        effective_to=None,
    )


@st.composite
def rules(draw: st.DrawFn, count_rule: str, *units: str) -> Rule:
    """A rule of one count rule in any of the units, with an amount that laws could have."""
    unit = draw(st.sampled_from(units or DAY_UNITS))
    return a_rule(count_rule, unit, draw(st.integers(min_value=1, max_value=MOST[unit])))


@st.composite
def pauses(draw: st.DrawFn, start_on: date) -> list[tuple[date, date]]:
    """Up to three pauses after the event, sorted and apart from each other."""
    spans, day = [], start_on
    for _ in range(draw(st.integers(min_value=0, max_value=3))):
        first_on = day + timedelta(days=draw(st.integers(min_value=1, max_value=20)))
        day = first_on + timedelta(days=draw(st.integers(min_value=0, max_value=30)))
        spans.append((first_on, day))
    return spans

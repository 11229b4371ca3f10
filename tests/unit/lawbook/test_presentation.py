"""Clocks as people and programs see them."""

from datetime import UTC, datetime

from lawbook.clocks import start_clock
from lawbook.presentation import clock_view, instant

FILED_AT = datetime(2026, 11, 20, 7, tzinfo=UTC)


def test_a_clock_is_shown_in_the_readers_language_with_its_explanation() -> None:
    clock = start_clock("cmp.accept", FILED_AT, bearer="centre")

    zh = clock_view(clock, "zh", FILED_AT)
    en = clock_view(clock, "en", FILED_AT)

    assert zh["name"] == "投诉受理/不予受理决定"
    assert en["name"] == "Decide to accept or refuse a complaint and tell the complainant"
    assert zh["due_on"] == en["due_on"] == "2026-12-01"
    assert zh["explanation"][-1] == {
        "on": "2026-12-01",
        "until_on": None,
        "text": "最后一日（周二），当日24时前有效",
    }


def test_days_left_are_working_days_and_turn_negative() -> None:
    clock = start_clock("cmp.accept", FILED_AT, bearer="centre")

    assert clock_view(clock, "zh", FILED_AT)["working_days_left"] == 7
    two_days_late = datetime(2026, 12, 3, 2, tzinfo=UTC)
    assert clock_view(clock, "zh", two_days_late)["working_days_left"] == -2
    assert clock_view(clock, "zh", two_days_late)["state"] == "overdue"


def test_a_duty_done_late_is_met_and_was_late() -> None:
    clock = start_clock("cmp.accept", FILED_AT, bearer="centre")
    done = clock.met(datetime(2026, 12, 3, 2, tzinfo=UTC))

    view = clock_view(done, "en", datetime(2026, 12, 4, 2, tzinfo=UTC))

    assert (view["state"], view["was_late"], view["ended_at"]) == (
        "met",
        True,
        "2026-12-03T02:00:00Z",
    )


def test_an_instant_is_written_in_utc_to_the_second() -> None:
    assert instant(datetime(2026, 11, 20, 7, 0, 0, 999_999, tzinfo=UTC)) == "2026-11-20T07:00:00Z"

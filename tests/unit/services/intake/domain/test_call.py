"""A call from ringing to the note after it, and what a shift of calls amounts to."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from chassis.errors import WrongState
from services.intake.domain.call import ANSWERED, CALL_BACK, DISPATCHED, RINGING, TALKING, Call
from services.intake.domain.shift import after_call_seconds, by_operator, figures

NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
LATER = NINE + timedelta(minutes=3)


def a_call(state: str = TALKING) -> Call:
    return Call(
        id="1",
        cti_id="",
        number="13803750001",
        operator="staff:hotline",
        began_at=NINE,
        state=state,
    )


def test_a_call_that_nobody_answers_is_missed() -> None:
    call = a_call(state=RINGING)

    call.hang_up(LATER)

    assert call.state == "missed"
    assert call.possible_now == ()


def test_a_call_goes_on_though_the_line_is_dead() -> None:
    call = a_call()

    call.hang_up(LATER)

    assert call.state == "talking"
    assert call.hung_up_at == LATER


def test_what_was_saved_with_gaps_stays_open_for_a_day_until_it_is_complete() -> None:
    call = a_call()
    call.save(DISPATCHED, at=NINE, gaps=("facts",))
    call.end("", LATER)

    call.resume()
    call.save(DISPATCHED, at=LATER, receipt_no="2611200000017")

    assert call.saved_at == NINE
    assert call.complete_by is None
    assert not call.is_open


def test_a_promise_to_call_back_keeps_the_call_open_until_it_is_kept() -> None:
    call = a_call()
    call.save(CALL_BACK, at=NINE, call_back_at=LATER)

    assert "resume" in call.possible_now
    call.call_back(LATER, "staff:hotline", reached=True)

    assert "resume" not in call.possible_now
    with pytest.raises(WrongState):
        call.call_back(LATER, "staff:hotline", reached=True)


def test_who_does_not_answer_is_tried_at_three_different_hours() -> None:
    call = a_call()
    call.save(CALL_BACK, at=NINE, call_back_at=LATER)

    left, planned = [], []
    for minutes in (0, 5, 60, 125):
        call.call_back(NINE + timedelta(minutes=minutes), "staff:hotline", reached=False)
        left.append(call.tries_left)
        planned.append(call.call_back_at)

    assert left == [2, 2, 1, 0]
    assert planned[2] == NINE + timedelta(hours=2)
    assert (len(call.attempts), call.is_promised, call.called_back_at) == (4, False, None)
    with pytest.raises(WrongState):
        call.call_back(NINE + timedelta(hours=4), "staff:hotline", reached=True)


@pytest.mark.parametrize(
    ("tried_at", "again_at"),
    [
        ("2026-11-20T09:40+00:00", "2026-11-21T09:00+08:00"),
        ("2026-11-19T23:10+00:00", "2026-11-20T09:00+08:00"),
        ("2026-11-20T03:15+00:00", "2026-11-20T12:15+08:00"),
    ],
)
def test_another_try_is_planned_for_the_day(tried_at: str, again_at: str) -> None:
    call = a_call()
    call.save(CALL_BACK, at=NINE, call_back_at=LATER)

    call.call_back(datetime.fromisoformat(tried_at), "staff:hotline", reached=False)

    assert call.call_back_at == datetime.fromisoformat(again_at)


def test_a_new_promise_begins_to_count_anew() -> None:
    call = a_call()
    call.save(CALL_BACK, at=NINE, gaps=("facts",), call_back_at=LATER)
    call.call_back(LATER, "staff:hotline", reached=True)

    call.resume()
    call.save(CALL_BACK, at=LATER + timedelta(minutes=1), call_back_at=LATER + timedelta(hours=1))

    assert (call.is_promised, call.tries_left) == (True, 3)


@pytest.mark.parametrize("act", ["park", "resume", "end"])
def test_what_does_not_fit_is_refused(act: str) -> None:
    call = a_call(state=RINGING)

    with pytest.raises(WrongState):
        getattr(call, act)(*(("", NINE) if act == "end" else ()))


def test_the_usual_note_follows_from_what_was_done_and_another_may_be_chosen() -> None:
    told, teased = a_call(), a_call()

    told.save(ANSWERED, at=NINE)
    told.end("", LATER)
    teased.save(ANSWERED, at=NINE)
    teased.end("nuisance", LATER)

    assert (told.wrap_up, teased.wrap_up) == ("solved", "nuisance")


@dataclass(frozen=True)
class Seen:
    operator: str = "staff:hotline"
    state: str = "ended"
    began_at: datetime = NINE
    answered_at: datetime | None = NINE + timedelta(seconds=15)
    saved_at: datetime | None = None
    ended_at: datetime | None = None


LATE = Seen(answered_at=NINE + timedelta(seconds=16))
MISSED = Seen(state="missed", operator="", answered_at=None)


def test_fifteen_seconds_are_in_time_and_sixteen_are_not() -> None:
    found = figures([Seen(), LATE])

    assert (found.answered, found.in_time, found.in_time_share) == (2, 1, 50)
    assert found.meets_standard is False


def test_ninety_five_of_a_hundred_meet_the_standard_and_ninety_four_do_not() -> None:
    assert figures([Seen()] * 95 + [MISSED] * 5).meets_standard is True
    assert figures([Seen()] * 94 + [MISSED] * 6).meets_standard is False


def test_without_calls_there_is_nothing_to_say() -> None:
    found = figures([])

    assert (found.calls, found.answered_share, found.meets_standard) == (0, None, None)


def test_the_time_after_calls_is_added_up_and_one_that_is_not_done_counts_until_now() -> None:
    done = Seen(saved_at=NINE, ended_at=NINE + timedelta(seconds=20))
    writing = Seen(saved_at=NINE + timedelta(minutes=2))

    found = after_call_seconds([done, writing, Seen(), MISSED], NINE + timedelta(minutes=3))

    assert found == {"staff:hotline": 80}


def test_missed_calls_are_nobodys() -> None:
    assert list(by_operator([Seen(), MISSED, Seen(operator="staff:b")])) == [
        "staff:b",
        "staff:hotline",
    ]

"""What the police decide, and what can be done about it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.errors import InvalidInput, WrongState
from services.referral.domain import events
from services.referral.domain.police_answers import Refusal
from services.referral.domain.transfer import Transfer
from tests.support.referral import MONDAY_9_AM, WEAK, a_transfer, files, refuses

TUESDAY = MONDAY_9_AM + timedelta(days=1)
LAST_SECOND = datetime(2026, 11, 26, 15, 59, 59, tzinfo=UTC)
TOO_LATE = LAST_SECOND + timedelta(seconds=1)


def running(transfer: Transfer) -> list[tuple[str, str, date]]:
    """Which clocks run: rule, bearer, last day."""
    return [(each.rule_id, each.bearer, each.due_on) for each in transfer.docket.running()]


@pytest.mark.parametrize(
    ("decision", "field", "code"),
    [("filed", "/case_no", "case_no_missing"), ("not_filed", "/reasons", "reasons_missing")],
)
def test_a_decision_without_its_number_or_reasons_is_none(
    decision: str, field: str, code: str
) -> None:
    transfer = a_transfer("receipted")

    with pytest.raises(InvalidInput) as refusal:
        transfer.decide(decision, "", "", TUESDAY)

    assert [(each.pointer, each.code) for each in refusal.value.errors] == [(field, code)]
    assert (transfer.status, transfer.refusals) == ("receipted", [])


def test_a_filed_case_is_handed_over_within_three_days() -> None:
    transfer = a_transfer("receipted")

    files(transfer, MONDAY_9_AM)

    assert running(transfer) == [("trf.handover", "centre", date(2026, 11, 26))]
    assert transfer.events[-1] == events.TransferDecided("filed", "平公(经)立字〔2026〕12号", None)


def test_the_handover_ends_the_transfer() -> None:
    transfer = a_transfer("filed")

    transfer.hand_over(TUESDAY)

    assert (transfer.status, transfer.handed_over_at) == ("handed_over", TUESDAY)
    assert transfer.events[-1] == events.HandedOver(TUESDAY)
    assert transfer.possible(TUESDAY) == ()
    assert running(transfer) == []


def test_a_refusal_opens_three_days_for_reconsideration() -> None:
    transfer = a_transfer("receipted")

    refuses(transfer, MONDAY_9_AM)

    assert running(transfer) == [("trf.reconsider_request", "centre", date(2026, 11, 26))]
    assert transfer.possible(MONDAY_9_AM) == ("reconsider", "ask_procuratorate")
    assert transfer.events[-1] == events.TransferDecided("not_filed", "", date(2026, 11, 26))


def test_reconsideration_gives_the_police_three_more_days() -> None:
    transfer = a_transfer("not_filed")

    transfer.reconsider("有新证据。", TUESDAY)

    assert transfer.status == "reconsideration"
    assert running(transfer) == [("trf.reconsider_decide", "police", date(2026, 11, 27))]


def test_reconsideration_is_possible_to_the_last_second() -> None:
    transfer = a_transfer("not_filed")

    transfer.reconsider("有新证据。", LAST_SECOND)

    assert transfer.status == "reconsideration"


def test_a_second_later_reconsideration_is_lost_and_the_procuratorate_remains() -> None:
    transfer = a_transfer("not_filed")

    with pytest.raises(WrongState) as refusal:
        transfer.reconsider("有新证据。", TOO_LATE)
    transfer.ask_procuratorate("应当立案。", TOO_LATE)

    assert refusal.value.extra == {"state": "not_filed", "possible_now": ["ask_procuratorate"]}
    assert transfer.status == "with_procuratorate"
    assert running(transfer) == []


def test_police_who_think_better_of_it_file_the_case() -> None:
    transfer = a_transfer("reconsideration")

    files(transfer, TUESDAY)

    assert transfer.status == "filed"
    assert running(transfer) == [("trf.handover", "centre", date(2026, 11, 27))]
    assert transfer.refusals == [Refusal(WEAK, MONDAY_9_AM)]


def test_a_second_refusal_makes_asking_the_procuratorate_a_duty() -> None:
    transfer = a_transfer("reconsideration")

    transfer.decide("not_filed", "", "维持原决定。", TUESDAY)

    assert transfer.status == "upheld"
    assert transfer.possible(TUESDAY) == ("ask_procuratorate",)
    assert running(transfer) == [("trf.prosecutor", "centre", date(2026, 11, 27))]
    assert transfer.events[-1] == events.TransferDecided("not_filed", "", None)


def test_both_refusals_keep_their_reasons() -> None:
    transfer = a_transfer("reconsideration")

    transfer.decide("not_filed", "", "维持原决定。", TUESDAY)

    assert transfer.refusals == [Refusal(WEAK, MONDAY_9_AM), Refusal("维持原决定。", TUESDAY)]


def test_asking_the_procuratorate_meets_the_duty() -> None:
    transfer = a_transfer("upheld")

    transfer.ask_procuratorate("应当追究刑事责任。", TUESDAY)

    clock = transfer.docket.newest("trf.prosecutor")
    assert clock is not None
    assert (clock.state, clock.was_late) == ("met", False)
    assert transfer.events[-1] == events.ProcuratorateAsked(TUESDAY)


def test_going_straight_to_the_procuratorate_drops_the_clock_of_reconsideration() -> None:
    transfer = a_transfer("not_filed")

    transfer.ask_procuratorate("应当立案。", TUESDAY)

    clock = transfer.docket.newest("trf.reconsider_request")
    assert clock is not None
    assert clock.state == "cancelled"


@pytest.mark.parametrize(
    ("status", "acts"),
    [
        ("sent", ("receipt",)),
        ("receipted", ("decide", "forward")),
        ("reconsideration", ("decide",)),
    ],
)
def test_police_who_stay_silent_can_be_reported_to_the_procuratorate(
    status: str, acts: tuple[str, ...]
) -> None:
    transfer = a_transfer(status)

    assert transfer.possible(LAST_SECOND) == acts
    assert transfer.possible(TOO_LATE) == (*acts, "ask_procuratorate")
    with pytest.raises(WrongState):
        transfer.ask_procuratorate("公安机关仍在期限内。", LAST_SECOND)
    transfer.ask_procuratorate("公安机关逾期未作决定。", TOO_LATE)

    assert transfer.status == "with_procuratorate"


def test_silent_police_still_owe_their_decision() -> None:
    transfer = a_transfer("receipted")
    transfer.ask_procuratorate("公安机关逾期未作决定。", TOO_LATE)

    refuses(transfer, TOO_LATE)

    clock = transfer.docket.newest("trf.police_decide")
    assert clock is not None
    assert clock.was_late
    assert transfer.status == "not_filed"
    assert "reconsider" in transfer.possible(TOO_LATE)


def test_under_supervision_the_police_may_file_the_case() -> None:
    transfer = a_transfer("with_procuratorate")

    files(transfer, TUESDAY)

    assert transfer.possible(TUESDAY) == ("hand_over",)


def test_a_refusal_that_stands_before_the_procuratorate_is_the_last_word() -> None:
    transfer = a_transfer("with_procuratorate")

    refuses(transfer, TUESDAY)

    assert transfer.status == "finally_not_filed"
    assert transfer.possible(TUESDAY) == ()
    assert running(transfer) == []
    assert len(transfer.refusals) == 3


def test_a_clock_that_still_runs_speaks() -> None:
    transfer = a_transfer("receipted")
    [alarm, *_] = list(transfer.docket.alarms())

    assert transfer.clock_speaks(alarm.clock_key, "approaching_1") is True
    assert transfer.events[-1] == events.ClockSpoke(
        "trf.police_decide", "approaching_1", LAST_SECOND
    )


def test_a_clock_that_ended_in_time_says_nothing() -> None:
    transfer = a_transfer("receipted")
    [alarm, *_] = list(transfer.docket.alarms())
    files(transfer, TUESDAY)
    told = len(transfer.events)

    assert transfer.clock_speaks(alarm.clock_key, "due") is False
    assert len(transfer.events) == told

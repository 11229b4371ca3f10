"""A case of another police organ goes there, and its days begin there."""

from datetime import date, timedelta

import pytest

from chassis.errors import WrongState
from services.referral.domain import events
from tests.support.flows import clock_of
from tests.support.referral import MONDAY_9_AM, SUPPLEMENTING, a_transfer, files

TUESDAY = MONDAY_9_AM + timedelta(days=1)


def test_the_second_desk_signs_anew_and_has_three_days_of_its_own() -> None:
    transfer = a_transfer("receipted")

    transfer.forward("police:food", TUESDAY)

    [clock] = transfer.docket.running()
    assert (transfer.status, transfer.desk) == ("sent", "police:food")
    assert transfer.desks_before == ["police:economic"]
    assert (clock.rule_id, clock.due_on) == ("trf.police_decide", date(2026, 11, 27))


@pytest.mark.parametrize(
    ("after", "was_late"),
    [(timedelta(hours=24), False), (timedelta(hours=24, seconds=1), True)],
)
def test_the_police_forward_within_twenty_four_hours_of_their_receipt(
    after: timedelta, was_late: bool
) -> None:
    """trf.reroute, State Council Order 310 art. 7; real hours, whatever the day."""
    transfer = a_transfer("receipted")

    transfer.forward("police:food", MONDAY_9_AM + after)

    clock = clock_of(transfer, "trf.reroute")
    assert (clock.bearer, clock.due_at) == ("police", TUESDAY)
    assert clock.was_late is was_late


def test_the_liaison_sees_by_when_to_forward_or_to_ask_and_nothing_of_it_alarms() -> None:
    """trf.reroute, trf.supplement_notice: windows that matter only where the case is so."""
    transfer = a_transfer("receipted")

    windows = {each.rule_id: each.due_at for each in transfer.windows()}

    assert windows == {"trf.reroute": TUESDAY, "trf.supplement_notice": TUESDAY}
    assert {each.rule_id for each in transfer.docket.running()} == {"trf.police_decide"}
    assert "ask_supplement" in transfer.possible(TUESDAY)
    assert "ask_supplement" not in transfer.possible(TUESDAY + timedelta(seconds=1))


def test_both_the_forwarding_and_the_arrival_are_told() -> None:
    transfer = a_transfer("receipted")

    transfer.forward("police:food", TUESDAY)

    assert transfer.events[-2:] == [
        events.TransferForwarded("police:economic"),
        events.TransferSent(TUESDAY),
    ]


def test_the_second_desk_decides_like_the_first() -> None:
    transfer = a_transfer("receipted")
    transfer.forward("police:food", TUESDAY)

    transfer.receipt("liqi", TUESDAY)
    files(transfer, TUESDAY)

    assert (transfer.status, transfer.receipted_by) == ("filed", "liqi")


@pytest.mark.parametrize("stage", ["sent", SUPPLEMENTING, "not_filed", "filed"])
def test_who_has_not_signed_or_has_gone_on_does_not_forward(stage: str) -> None:
    transfer = a_transfer(stage)

    with pytest.raises(WrongState):
        transfer.forward("police:food", MONDAY_9_AM)

    assert transfer.desk == "police:economic"

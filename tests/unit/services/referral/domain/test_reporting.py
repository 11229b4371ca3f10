"""The team's report and the answer of the head: who may, from which line on, by when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Conflict, InvalidInput, WrongState
from services.referral.domain import events
from services.referral.domain.transfer import Transfer
from tests.support.referral import LINE_FEN, MONDAY_9_AM, a_report, a_transfer

THURSDAY_NIGHT = datetime(2026, 11, 26, 15, 59, 59, tzinfo=UTC)
THURSDAY_19 = datetime(2026, 11, 19, 1, 0, tzinfo=UTC)
SUNDAY_22 = date(2026, 11, 22)


def test_the_dates_are_the_weekdays_that_they_are_called() -> None:
    assert MONDAY_9_AM.strftime("%A") == "Monday"
    assert THURSDAY_NIGHT.strftime("%A") == "Thursday"
    assert THURSDAY_19.strftime("%A") == "Thursday"
    assert SUNDAY_22.strftime("%A") == "Sunday"


def refused_field(transfer: Transfer, **report: object) -> tuple[str, str]:
    """Where and why a report is refused."""
    with pytest.raises(InvalidInput) as refusal:
        transfer.propose(a_report(**report))
    [error] = refusal.value.errors
    return error.pointer, error.code


def test_a_report_gives_the_head_three_days() -> None:
    transfer = a_transfer()

    transfer.propose(a_report())

    [clock] = transfer.docket.running()
    assert transfer.status == "proposed"
    assert (clock.rule_id, clock.bearer, clock.due_at) == ("trf.approve", "centre", THURSDAY_NIGHT)
    assert transfer.events == [events.TransferProposed(date(2026, 11, 26))]


def test_the_three_days_of_the_head_know_no_weekend() -> None:
    transfer = a_transfer()

    transfer.propose(a_report(reported_at=THURSDAY_19))

    assert transfer.docket.running()[0].due_on == SUNDAY_22


@pytest.mark.parametrize("officers", [(), ("zhangwei",), ("zhangwei", "zhangwei")])
def test_one_officer_is_no_team(officers: tuple[str, ...]) -> None:
    transfer = a_transfer()

    assert refused_field(transfer, officers=officers) == ("/officers", "two_officers")
    assert (transfer.status, transfer.report, transfer.events) == ("open", None, [])


def test_a_name_written_twice_makes_no_third_officer() -> None:
    officers = ("zhangwei", "lina", "lina")

    assert refused_field(a_transfer(), officers=officers) == ("/officers", "two_officers")


def test_a_team_may_be_larger_than_two() -> None:
    transfer = a_transfer()

    transfer.propose(a_report(officers=("zhangwei", "lina", "wuhao")))

    assert transfer.status == "proposed"


def test_nobody_reports_in_the_name_of_two_others() -> None:
    transfer = a_transfer()

    assert refused_field(transfer, reported_by="wuhao") == ("/officers", "not_in_team")
    assert transfer.status == "open"


@given(turnover=st.integers(0, 3 * LINE_FEN), suspicion=st.booleans())
def test_the_line_or_reasonable_suspicion_opens_the_way_and_nothing_else(
    turnover: int, suspicion: bool
) -> None:
    transfer = a_transfer()
    report = a_report(figures={"illegal_turnover_fen": turnover}, reasonable_suspicion=suspicion)

    try:
        transfer.propose(report)
    except InvalidInput as refusal:
        assert [each.code for each in refusal.errors] == ["line_not_reached"]

    assert (transfer.status == "proposed") is (turnover >= LINE_FEN or suspicion)


def test_one_fen_below_the_line_is_below_the_line() -> None:
    figures = {"illegal_turnover_fen": LINE_FEN - 1}

    assert refused_field(a_transfer(), figures=figures) == ("/figures", "line_not_reached")


def test_two_marks_lower_the_line() -> None:
    transfer = a_transfer()

    transfer.propose(a_report(figures={"illegal_turnover_fen": 3_000_000}, two_or_more=True))

    assert transfer.status == "proposed"


def test_approval_starts_the_twenty_four_hours() -> None:
    transfer = a_transfer("proposed")
    at = MONDAY_9_AM + timedelta(days=1)

    transfer.decide_proposal(approves=True, reason="同意", by="wangqiang", at=at)

    [clock] = transfer.docket.running()
    assert (transfer.status, transfer.approved_by) == ("approved", "wangqiang")
    assert (clock.rule_id, clock.due_at) == ("trf.send", at + timedelta(hours=24))
    assert transfer.events[-1] == events.TransferApproved(at + timedelta(hours=24))


def test_a_head_who_needs_longer_than_three_days_is_on_record() -> None:
    transfer = a_transfer("proposed")

    transfer.decide_proposal(
        approves=True, reason="", by="wangqiang", at=THURSDAY_NIGHT + timedelta(seconds=1)
    )

    clock = transfer.docket.newest("trf.approve")
    assert clock is not None
    assert clock.was_late


@pytest.mark.parametrize("officer", ["zhangwei", "lina"])
def test_those_who_report_do_not_approve(officer: str) -> None:
    transfer = a_transfer("proposed")

    with pytest.raises(Conflict, match="own_proposal"):
        transfer.decide_proposal(approves=True, reason="", by=officer, at=MONDAY_9_AM)

    assert transfer.status == "proposed"


def test_a_no_needs_its_reason_on_record() -> None:
    transfer = a_transfer("proposed")

    with pytest.raises(InvalidInput) as refusal:
        transfer.decide_proposal(approves=False, reason="", by="wangqiang", at=MONDAY_9_AM)

    assert [each.pointer for each in refusal.value.errors] == ["/reason"]
    assert transfer.status == "proposed"
    assert transfer.docket.running() != []


def test_where_nobody_reports_the_head_may_still_say_no_with_a_reason() -> None:
    transfer = a_transfer("open")

    transfer.decide_proposal(
        approves=False, reason="数额远未达到标准。", by="wangqiang", at=MONDAY_9_AM
    )

    assert (transfer.status, transfer.approved_by) == ("disapproved", "wangqiang")
    assert transfer.events == [events.TransferDisapproved(MONDAY_9_AM)]


def test_a_no_with_a_reason_ends_the_transfer() -> None:
    transfer = a_transfer("disapproved")

    assert transfer.possible(MONDAY_9_AM) == ()
    assert transfer.approval_reason == "证据不足"
    assert transfer.docket.running() == []
    assert transfer.events[-1] == events.TransferDisapproved(MONDAY_9_AM)
    assert not transfer.is_with_police


def test_nobody_approves_before_a_second_officer_has_signed() -> None:
    """trf.team, State Council Order 310 art. 5(1): two officers or more."""
    transfer = a_transfer()
    transfer.propose(a_report())

    assert transfer.possible(MONDAY_9_AM) == ("cosign", "disapprove", "add_document")
    with pytest.raises(WrongState):
        transfer.decide_proposal(approves=True, reason="", by="wangqiang", at=MONDAY_9_AM)


@pytest.mark.parametrize("name", ["zhangwei", "wangqiang"])
def test_the_second_signature_is_another_officers_of_the_team(name: str) -> None:
    transfer = a_transfer()
    transfer.propose(a_report())

    with pytest.raises(Conflict, match="not_cosigner"):
        transfer.cosign(name, MONDAY_9_AM)

    assert transfer.cosigned_by == []

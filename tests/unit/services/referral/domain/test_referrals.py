"""Referrals: what each side may do and what is refused."""

from datetime import date, timedelta

import pytest

from chassis.errors import Conflict, InvalidInput
from services.referral.domain.referral import NotNow, Referral
from tests.support.flows import a_referral, clock_of, completed, papers_of, takes
from tests.support.referral import MONDAY_9_AM


def _due(referral: Referral, rule: str) -> date:
    return clock_of(referral, rule).due_on


def test_a_lead_goes_to_the_department_and_its_result_comes_back() -> None:
    referral = takes(a_referral(), "send", "sign", "open_case", "report_result")

    assert referral.status == "handled"
    assert [each.act for each in referral.steps][-1] == "report_result"
    assert referral.steps[3].number == "平市监函〔2026〕12号"
    assert referral.docket.running() == []


def test_an_incomplete_file_does_not_leave_and_what_is_missing_is_named() -> None:
    referral = a_referral()

    with pytest.raises(Conflict) as refusal:
        referral.take("send", {}, side="centre", by="zhangwei", at=MONDAY_9_AM)

    assert [each["code"] for each in refusal.value.extra["missing"]] == papers_of("department")
    assert referral.status == "prepared"
    assert referral.sent_at is None


def test_the_acts_of_the_other_side_are_not_ours() -> None:
    referral = takes(a_referral(), "send")

    with pytest.raises(NotNow) as refusal:
        referral.take("sign", {}, side="centre", by="zhangwei", at=MONDAY_9_AM)

    assert refusal.value.extra["possible_now"] == ["recall"]


def test_a_return_without_reasons_is_refused() -> None:
    referral = takes(a_referral(), "send")

    with pytest.raises(InvalidInput) as refusal:
        referral.take("return", {"reasons": ""}, side="partner", by="p", at=MONDAY_9_AM)

    assert [each.pointer for each in refusal.value.errors] == ["/reasons"]


def test_the_receivers_days_run_from_the_delivery_and_not_from_the_signature() -> None:
    referral = takes(a_referral(), "send")
    before = _due(referral, "ref.feedback")

    takes(referral, "sign", at=MONDAY_9_AM + timedelta(days=3))

    assert _due(referral, "ref.feedback") == before == date(2026, 12, 14)  # 15 working days


def test_ours_and_theirs_are_two_clocks() -> None:
    """ref.send for the centre until it is sent, ref.sign for the receiver from then on."""
    referral = a_referral()
    [ours] = referral.docket.running()

    takes(referral, "send", at=MONDAY_9_AM + timedelta(days=1))

    assert ours.bearer == "centre"
    assert ours.due_on == date(2026, 11, 26)
    assert {clock.bearer for clock in referral.docket.running()} == {"partner"}


def test_supervision_says_why_this_matter_needs_it() -> None:
    for grounds in ((), ("made_up",)):
        with pytest.raises(InvalidInput) as refusal:
            a_referral("supervision", grounds=grounds)
        assert [each.pointer for each in refusal.value.errors] == ["/grounds"]

    assert a_referral("supervision", grounds=("large", "important")).grounds == (
        "important",
        "large",
    )


def test_silence_under_supervision_goes_up_step_by_step() -> None:
    order = takes(a_referral("supervision"), "order")
    assert "notify" not in order.possible("head", MONDAY_9_AM)

    two_weeks_on = MONDAY_9_AM + timedelta(days=14)
    takes(order, "notify", at=two_weeks_on)
    assert "escalate" not in order.possible("head", two_weeks_on)
    four_weeks_on = MONDAY_9_AM + timedelta(days=28)
    takes(order, "escalate", at=four_weeks_on)

    assert order.status == "escalated"
    assert "answer" in order.possible("partner", four_weeks_on)


def test_an_assigned_lead_leaves_only_after_the_head_agreed() -> None:
    lead = completed(a_referral("assigned"))

    assert lead.possible("centre", MONDAY_9_AM) == ()
    takes(lead, "approve")
    assert lead.possible("centre", MONDAY_9_AM) == ("send",)


def test_a_matter_that_is_open_at_a_desk_is_marked_and_free_again_when_it_ends() -> None:
    referral = takes(a_referral(), "send")
    assert referral.open_as == "2611210000019|department|410403:market"

    takes(referral, "return")

    assert referral.open_as is None

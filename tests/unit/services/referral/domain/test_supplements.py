"""The police ask for what is missing: within a day, once at a time, and without gaining time."""

from datetime import date, timedelta

import pytest

from chassis.errors import Conflict, WrongState
from services.referral.domain import events
from services.referral.domain.police_answers import Supplement
from tests.support.referral import MONDAY_9_AM, SUPPLEMENTING, a_paper, a_transfer, files

WANTED = "缺少鉴定意见原件。"
NOON = MONDAY_9_AM + timedelta(hours=3)
TUESDAY_9_AM = MONDAY_9_AM + timedelta(hours=24)


def test_the_authority_has_three_days_to_supply() -> None:
    transfer = a_transfer("receipted")

    transfer.ask_supplement(WANTED, NOON)

    clock = transfer.docket.newest("trf.supplement")
    assert clock is not None
    assert (clock.bearer, clock.due_on) == ("centre", date(2026, 11, 26))
    assert transfer.events[-1] == events.SupplementAsked(date(2026, 11, 26))
    assert transfer.possible(NOON) == ("decide", "add_document", "supply")


def test_asking_gains_the_police_no_time() -> None:
    before = a_transfer("receipted").docket.newest("trf.police_decide")

    after = a_transfer(SUPPLEMENTING).docket.newest("trf.police_decide")

    assert after == before


def test_the_police_may_ask_until_a_day_has_passed_and_no_longer() -> None:
    transfer = a_transfer("receipted")

    assert "ask_supplement" in transfer.possible(TUESDAY_9_AM)
    with pytest.raises(WrongState):
        transfer.ask_supplement(WANTED, TUESDAY_9_AM + timedelta(seconds=1))

    assert transfer.supplements == []


def test_a_supplement_without_anything_new_is_none() -> None:
    transfer = a_transfer(SUPPLEMENTING)

    with pytest.raises(Conflict, match="nothing_added"):
        transfer.supply(NOON)

    assert transfer.supplements == [Supplement(WANTED, MONDAY_9_AM)]


def test_what_was_supplied_takes_its_place_and_the_older_paper_stays_on_record() -> None:
    transfer = a_transfer(SUPPLEMENTING)
    transfer.add_paper(a_paper("appraisal_report", text="鉴定意见原件", added_at=NOON))

    transfer.supply(NOON)

    clock = transfer.docket.newest("trf.supplement")
    assert clock is not None
    assert clock.state == "met"
    assert transfer.supplements == [Supplement(WANTED, MONDAY_9_AM, NOON)]
    assert [each.text for each in transfer.papers if each.code == "appraisal_report"] == [
        "鉴定意见原件"
    ]
    assert [each.code for each in transfer.replaced_papers] == ["appraisal_report"]
    assert transfer.events[-1] == events.SupplementSent(NOON)


def test_after_one_supplement_the_police_may_ask_for_another_within_their_day() -> None:
    transfer = a_transfer(SUPPLEMENTING)
    transfer.add_paper(a_paper("appraisal_report", added_at=NOON))
    transfer.supply(NOON)

    transfer.ask_supplement("物品清单缺少签名。", TUESDAY_9_AM)

    assert [each.wanted for each in transfer.supplements] == [WANTED, "物品清单缺少签名。"]


def test_a_missing_paper_is_no_reason_to_wait_with_the_decision() -> None:
    transfer = a_transfer(SUPPLEMENTING)

    files(transfer, NOON)

    clock = transfer.docket.newest("trf.supplement")
    assert clock is not None
    assert (transfer.status, clock.state) == ("filed", "cancelled")


def test_before_the_file_is_sent_an_older_paper_leaves_no_trace() -> None:
    transfer = a_transfer("approved")
    transfer.add_paper(a_paper("item_list", text="初稿"))

    transfer.add_paper(a_paper("item_list", text="定稿"))

    assert transfer.replaced_papers == []

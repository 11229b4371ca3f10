"""The file, its papers and the receipt of the police."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.errors import Conflict, InvalidInput
from services.referral.domain import events
from tests.support.referral import (
    MONDAY_9_AM,
    REQUIRED_PAPERS,
    a_paper,
    a_report,
    a_transfer,
)

FRIDAY_EVENING = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def test_the_twenty_four_hours_run_through_the_weekend() -> None:
    transfer = a_transfer()
    transfer.propose(a_report(reported_at=FRIDAY_EVENING))
    transfer.cosign("lina", FRIDAY_EVENING)

    transfer.decide_proposal(approves=True, reason="", by="wangqiang", at=FRIDAY_EVENING)

    [clock] = transfer.docket.running()
    assert FRIDAY_EVENING.strftime("%A") == "Friday"
    assert clock.due_at == datetime(2026, 11, 28, 10, 0, tzinfo=UTC)


def test_an_incomplete_file_stays_and_says_what_is_missing() -> None:
    transfer = a_transfer("approved")
    transfer.add_paper(a_paper("transfer_letter"))
    transfer.add_paper(a_paper("item_list"))

    with pytest.raises(Conflict, match="documents_missing") as refusal:
        transfer.dispatch(MONDAY_9_AM)

    assert refusal.value.extra["missing"] == [
        {
            "code": "investigation_report",
            "name": "涉嫌犯罪案件情况的调查报告",
            "name_en": "Report of the investigation",
        },
        {
            "code": "appraisal_report",
            "name": "有关检验报告或者鉴定结论",
            "name_en": "Test report or appraisal",
        },
    ]
    assert transfer.status == "approved"
    assert transfer.sent_at is None


@pytest.mark.parametrize("left_out", REQUIRED_PAPERS)
def test_every_required_paper_is_required(left_out: str) -> None:
    transfer = a_transfer("approved")
    for code in REQUIRED_PAPERS:
        if code != left_out:
            transfer.add_paper(a_paper(code))

    with pytest.raises(Conflict) as refusal:
        transfer.dispatch(MONDAY_9_AM)

    assert [each["code"] for each in refusal.value.extra["missing"]] == [left_out]


def test_other_material_goes_along_where_there_is_some() -> None:
    transfer = a_transfer("approved")
    for code in (*REQUIRED_PAPERS, "other_material"):
        transfer.add_paper(a_paper(code))

    transfer.dispatch(MONDAY_9_AM)

    assert transfer.status == "sent"
    assert len(transfer.papers) == 5


def test_a_complete_file_leaves_in_time() -> None:
    transfer = a_transfer("approved")
    for code in REQUIRED_PAPERS:
        transfer.add_paper(a_paper(code))

    transfer.dispatch(MONDAY_9_AM + timedelta(hours=24))

    clock = transfer.docket.newest("trf.send")
    assert clock is not None
    assert (transfer.status, clock.state, clock.was_late) == ("sent", "met", False)
    assert transfer.events[-1] == events.TransferSent(MONDAY_9_AM + timedelta(hours=24))
    assert transfer.is_with_police


def test_a_newer_paper_takes_the_place_of_the_same_kind() -> None:
    transfer = a_transfer("approved")
    transfer.add_paper(a_paper("item_list", text="三十把扳手"))

    transfer.add_paper(a_paper("item_list", text="三十一把扳手"))

    assert [paper.text for paper in transfer.papers] == ["三十一把扳手"]


def test_a_kind_that_the_list_does_not_know_is_refused() -> None:
    transfer = a_transfer("approved")

    with pytest.raises(InvalidInput) as refusal:
        transfer.add_paper(a_paper("love_letter"))

    assert [(e.pointer, e.code) for e in refusal.value.errors] == [("/code", "paper_unknown")]


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_a_title_alone_is_no_paper(text: str) -> None:
    transfer = a_transfer("approved")

    with pytest.raises(InvalidInput) as refusal:
        transfer.add_paper(a_paper("item_list", text=text))

    assert [(e.pointer, e.code) for e in refusal.value.errors] == [("/text", "paper_empty")]
    assert transfer.papers == []


def test_without_a_police_desk_nothing_leaves() -> None:
    transfer = a_transfer("approved", desk="")

    with pytest.raises(Conflict, match="no_police_desk"):
        transfer.dispatch(MONDAY_9_AM)

    assert transfer.status == "approved"


def test_the_delivery_gives_the_police_three_days() -> None:
    transfer = a_transfer("sent")

    [clock] = transfer.docket.running()

    assert (clock.rule_id, clock.bearer) == ("trf.police_decide", "police")
    assert clock.due_on == date(2026, 11, 26)


def test_a_late_signature_does_not_move_the_days_of_the_police() -> None:
    transfer = a_transfer("sent")
    two_days_later = MONDAY_9_AM + timedelta(days=2)

    transfer.receipt("sunlei", two_days_later)

    assert transfer.status == "receipted"
    assert (transfer.receipted_by, transfer.receipted_at) == ("sunlei", two_days_later)
    assert [each.due_on for each in transfer.docket.running()] == [date(2026, 11, 26)]
    assert transfer.events[-1] == events.TransferReceipted(date(2026, 11, 26))

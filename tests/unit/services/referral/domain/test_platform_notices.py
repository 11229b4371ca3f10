"""Notices to platforms: links one by one, the counter-statement and its fifteen days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.errors import Conflict, InvalidInput
from services.referral.domain.paper import Paper
from services.referral.domain.referral import Referral
from tests.support.flows import LINK, a_referral, clock_of, takes
from tests.support.referral import MONDAY_9_AM

LAST_MINUTE_OF_THE_DAY = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)
FIRST_MINUTE_OF_THE_NEXT = datetime(2026, 11, 23, 16, 1, tzinfo=UTC)


def _due(referral: Referral, rule: str) -> date:
    return clock_of(referral, rule).due_on


@pytest.mark.parametrize(
    ("arrived_at", "last_day"),
    [
        (LAST_MINUTE_OF_THE_DAY, date(2026, 12, 8)),
        (FIRST_MINUTE_OF_THE_NEXT, date(2026, 12, 9)),
    ],
)
def test_fifteen_days_count_from_the_local_day_on_which_the_statement_arrived(
    arrived_at: datetime, last_day: date
) -> None:
    """ecm.15d, 电子商务法 art. 43(2): a minute before midnight and a minute after it."""
    notice = takes(a_referral("platform_notice"), "send", "take_measures", "pass_statement")

    takes(notice, "note_arrival", at=arrived_at)

    assert _due(notice, "ecm.15d") == last_day


def test_a_platform_ends_its_measures_only_when_the_fifteen_days_are_over() -> None:
    notice = takes(
        a_referral("platform_notice"), "send", "take_measures", "pass_statement", "note_arrival"
    )
    last = clock_of(notice, "ecm.15d").due_at

    assert "end_measures" not in notice.possible("partner", last)
    assert "prove" in notice.possible("centre", last)
    assert "end_measures" in notice.possible("partner", last + timedelta(seconds=1))
    assert "prove" not in notice.possible("centre", last + timedelta(seconds=1))


def test_a_delay_beyond_control_is_left_out_of_the_fifteen_days() -> None:
    """ecm.15d_ext, 最高法批复 (2020) item 3: notarisation or legalisation, at most 20 working days."""
    notice = takes(
        a_referral("platform_notice"), "send", "take_measures", "pass_statement", "note_arrival"
    )
    before = _due(notice, "ecm.15d")

    takes(notice, "excuse_delay", at=MONDAY_9_AM + timedelta(days=2))
    takes(notice, "end_delay", at=MONDAY_9_AM + timedelta(days=12))

    # Eleven days are left out; 19 December is a Saturday, so it is the Monday.
    assert before == date(2026, 12, 8)
    assert _due(notice, "ecm.15d") == date(2026, 12, 21)
    assert "excuse_delay" not in notice.possible("centre", MONDAY_9_AM + timedelta(days=12))


def test_a_delay_that_nobody_ends_is_over_after_twenty_working_days() -> None:
    """ecm.15d_ext: the cap; then the fifteen days go on by themselves."""
    notice = takes(
        a_referral("platform_notice"), "send", "take_measures", "pass_statement", "note_arrival"
    )
    takes(notice, "excuse_delay", at=MONDAY_9_AM + timedelta(days=2))
    [overdue] = [
        each
        for each in notice.docket.alarms()
        if each.moment == "overdue" and each.clock_key.startswith("ecm.15d_ext")
    ]

    notice.clock_speaks(overdue.clock_key, "overdue")

    assert clock_of(notice, "ecm.15d_ext").due_on == date(2026, 12, 23)
    assert clock_of(notice, "ecm.15d").state == "running"
    assert _due(notice, "ecm.15d") > date(2026, 12, 23)


def test_the_notice_about_a_design_needs_the_evaluation_report() -> None:
    """专利法 art. 66; the same notice about a trademark needs none."""
    design = a_referral("platform_notice", right_type="patent_design")
    mark = a_referral("platform_notice", right_type="trademark")

    assert "evaluation_report" in {each.code for each in design.missing()}
    assert "evaluation_report" not in {each.code for each in mark.missing()}


@pytest.mark.parametrize(
    "text", ["shop.example.cn/1", "javascript:alert(1)", "https://", "http://a b.cn", "ftp://a.cn"]
)
def test_a_link_that_is_no_address_is_refused(text: str) -> None:
    notice = a_referral("platform_notice")

    with pytest.raises(InvalidInput):
        notice.add_item(text, "", MONDAY_9_AM)

    assert notice.items == []


def test_links_are_followed_one_by_one() -> None:
    notice = a_referral("platform_notice")
    notice.add_item(LINK, "店铺一", MONDAY_9_AM)
    notice.add_item(f"{LINK}2", "店铺二", MONDAY_9_AM)
    takes(notice, "send", "sign")

    notice.judge_item(2, "removed", MONDAY_9_AM)

    assert [each.state for each in notice.items] == ["listed", "removed"]


def test_a_notice_without_a_link_does_not_leave() -> None:
    notice = a_referral("platform_notice")
    for each in notice.missing():
        notice.add_paper(Paper(code=each.code, title=each.zh, text="正文", added_at=MONDAY_9_AM))

    with pytest.raises(Conflict, match="items_missing"):
        notice.take("send", {}, side="centre", by="zhangwei", at=MONDAY_9_AM)


def test_a_copyright_notice_is_for_copyright_only() -> None:
    with pytest.raises(InvalidInput):
        a_referral("copyright_notice", right_type="trademark")

"""The days of every flow, through working days, 调休 and midnight."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.referral.domain.referral import Referral
from tests.support.flows import a_referral, clock_of, completed, takes
from tests.support.referral import MONDAY_9_AM

# 2026-09-23 is a Wednesday; 中秋节 25-27 September, 国庆节 1-7 October are off, 20 September and
# 10 October are working days in their place.
BEFORE_THE_HOLIDAYS = datetime(2026, 9, 23, 1, 0, tzinfo=UTC)
ASKED = ("send", "sign", "ask_police")
SERVED = ("send", "refuse", "serve")


def _due(referral: Referral, rule: str) -> date:
    return clock_of(referral, rule).due_on


def test_working_days_pass_over_the_holidays_and_count_the_days_worked_for_them() -> None:
    """ref.assist, 15 working days from 23 September 2026 through 中秋, 国庆 and the 调休 of 10 October."""
    referral = a_referral("cooperation_out", BEFORE_THE_HOLIDAYS)

    takes(referral, "send", at=BEFORE_THE_HOLIDAYS)

    assert _due(referral, "ref.assist") == date(2026, 10, 21)


def test_customs_may_release_goods_only_when_their_days_are_over() -> None:
    """cus.release_20, 知识产权海关保护条例 art. 24: twenty working days of detention on application."""
    goods = takes(a_referral("customs"), "send", "sign", "detain")
    last = clock_of(goods, "cus.release_20")

    assert last.due_on == date(2026, 12, 21)
    assert "release" not in goods.possible("partner", last.due_at)
    assert "release" in goods.possible("partner", last.due_at + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("act", "rule", "last_day"),
    [
        # 知识产权海关保护条例 arts 20, 24: thirty and fifty working days, over 中秋 and 国庆.
        ("detain_ex_officio", "cus.investigate", date(2026, 11, 11)),
        ("detain_ex_officio", "cus.release_50", date(2026, 12, 9)),
    ],
)
def test_the_days_of_customs(act: str, rule: str, last_day: date) -> None:
    goods = a_referral("customs", BEFORE_THE_HOLIDAYS)

    takes(goods, "send", "sign", act, at=BEFORE_THE_HOLIDAYS)

    assert _due(goods, rule) == last_day


def test_the_right_holder_has_three_working_days_to_ask_for_detention() -> None:
    """cus.apply, 知识产权海关保护条例 art. 16, counted from the notice of customs."""
    goods = a_referral("customs")

    assert _due(goods, "cus.apply") == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("flow", "acts", "rule", "last_day"),
    [
        # 《仲裁法》(2025) art. 35: five days; 28 November is a Saturday.
        ("arbitration", ("send",), "arb.accept", date(2026, 11, 30)),
        # 《公证法》 art. 30: fifteen working days.
        ("notary", ("send", "sign"), "not.issue", date(2026, 12, 14)),
        # 《民事诉讼法》 art. 104(3): thirty days to sue once evidence is preserved.
        ("court_preservation", ("send", "sign", "grant"), "med.preaction_sue", date(2026, 12, 23)),
        # 《人民法院在线调解规则》 arts 12, 24: three working days to accept, thirty days to mediate.
        ("court_delegated", (), "med.online_accept", date(2026, 11, 26)),
        ("court_delegated", ("accept",), "med.delegated_period", date(2026, 12, 23)),
        # 《行政复议法》 arts 30, 62: five working days to accept, sixty days to decide.
        ("reconsideration", ("send",), "rec.accept", date(2026, 11, 30)),
        ("reconsideration", ("send", "sign", "accept"), "rec.decide", date(2027, 1, 22)),
        # Local standards: twenty working days for what is assigned, five to answer an order.
        ("assigned", ("approve", "send"), "ref.assigned", date(2026, 12, 21)),
        ("supervision", ("order",), "ref.supervise_reply", date(2026, 11, 30)),
        # 《人民检察院刑事诉讼规则》 arts 560, 562: seven days to explain, natural days.
        ("filing_supervision", ASKED, "trf.spp_explain", date(2026, 11, 30)),
        (
            "filing_supervision",
            ("send", "sign", "ask_overdue"),
            "trf.spp_overdue",
            date(2026, 11, 30),
        ),
        # arts 563, 561(2): fifteen days to file as told, ten to tell that the reasons hold.
        ("filing_supervision", (*ASKED, "explained", "order"), "trf.spp_order", date(2026, 12, 8)),
        (
            "filing_supervision",
            (*ASKED, "explained", "find_good"),
            "trf.spp_tell_agency",
            date(2026, 12, 3),
        ),
        # 《公安机关办理刑事案件程序规定》 arts 178, 179: 3 days to serve, 7 to ask, 30 to decide, 7 again.
        ("accusation", ("send", "refuse"), "trf.rightholder_nofile_notice", date(2026, 11, 26)),
        ("accusation", SERVED, "trf.rightholder_reconsider", date(2026, 11, 30)),
        (
            "accusation",
            (*SERVED, "reconsider"),
            "trf.rightholder_reconsider_decide",
            date(2026, 12, 23),
        ),
        (
            "accusation",
            (*SERVED, "reconsider", "uphold"),
            "trf.rightholder_review",
            date(2026, 11, 30),
        ),
    ],
)
def test_the_days_of_every_flow(
    flow: str, acts: tuple[str, ...], rule: str, last_day: date
) -> None:
    assert _due(takes(a_referral(flow), *acts), rule) == last_day


def test_the_court_has_forty_eight_hours_from_the_next_full_hour() -> None:
    """med.preaction_injunction, 《民事诉讼法》 art. 104(2); 法释《民诉法解释》 art. 125."""
    request = takes(a_referral("court_preservation"), "send")

    takes(request, "sign", at=MONDAY_9_AM + timedelta(minutes=20))

    hours = clock_of(request, "med.preaction_injunction")
    assert hours.due_at == datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


def test_reconsideration_is_lost_after_seven_days() -> None:
    """trf.rightholder_reconsider, 公安机关办理刑事案件程序规定 art. 179, to the midnight in Shanghai."""
    accusation = completed(a_referral("accusation"))
    for act in SERVED:
        takes(accusation, act)
    clock = accusation.docket.newest("trf.rightholder_reconsider")
    assert clock is not None

    too_late = clock.due_at + timedelta(seconds=1)

    assert too_late.isoformat() == "2026-11-30T16:00:00+00:00"
    assert "reconsider" in accusation.possible("centre", clock.due_at)
    assert accusation.possible("centre", too_late) == ("end",)


def test_correction_is_demanded_only_when_the_fifteen_days_have_passed() -> None:
    """trf.spp_order, 人民检察院刑事诉讼规则 art. 563."""
    supervision = completed(a_referral("filing_supervision"))
    for act in (*ASKED, "explained", "order"):
        takes(supervision, act)
    clock = supervision.docket.newest("trf.spp_order")
    assert clock is not None

    assert "correct" not in supervision.possible("partner", clock.due_at)
    assert "correct" in supervision.possible("partner", clock.due_at + timedelta(seconds=1))

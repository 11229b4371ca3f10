"""Referrals: what each side may do, what is refused, and when each day runs out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.errors import Conflict, InvalidInput
from services.referral.domain.paper import Paper
from services.referral.domain.referral import NotNow, Referral
from tests.support.flows import LINK, a_referral, clock_of, completed, papers_of, takes
from tests.support.referral import MONDAY_9_AM

# 2026-09-23 is a Wednesday; 中秋节 25-27 September, 国庆节 1-7 October are off, 20 September and
# 10 October are working days in their place.
BEFORE_THE_HOLIDAYS = datetime(2026, 9, 23, 1, 0, tzinfo=UTC)
LAST_MINUTE_OF_THE_DAY = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)
FIRST_MINUTE_OF_THE_NEXT = datetime(2026, 11, 23, 16, 1, tzinfo=UTC)


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


def test_working_days_pass_over_the_holidays_and_count_the_days_worked_for_them() -> None:
    """ref.assist, 15 working days from 23 September 2026 through 中秋, 国庆 and the 调休 of 10 October."""
    referral = a_referral("cooperation_out", BEFORE_THE_HOLIDAYS)

    takes(referral, "send", at=BEFORE_THE_HOLIDAYS)

    assert _due(referral, "ref.assist") == date(2026, 10, 21)


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


ASKED = ("send", "sign", "ask_police")
SERVED = ("send", "refuse", "serve")


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

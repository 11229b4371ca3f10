"""Every deadline of transfers, platforms, customs, publication and confirmation: its article and its day.

The event is on Wednesday 23 September 2026. Off are 中秋节 25-27 September and 国庆节 1-7 October; the
Saturday 10 October is worked for it (调休).
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from lawbook.clocks import start_clock
from lawbook.counting import NotCountable
from lawbook.rules import rulebook

FIRST_SECOND = datetime(2026, 9, 22, 16, 0, tzinfo=UTC)
LAST_SECOND = FIRST_SECOND + timedelta(hours=23, minutes=59, seconds=59)
ORDER_310 = "《行政执法机关移送涉嫌犯罪案件的规定》"
POLICE_RULES = "《公安机关办理刑事案件程序规定》"
PROSECUTION_RULES = "《人民检察院刑事诉讼规则》"
PUBLICATION = "《市场监督管理行政处罚信息公示规定》"
CUSTOMS = "《知识产权海关保护条例》"
DAYS = [
    # Natural days, which the Order does not move behind a holiday.
    ("trf.approve", "centre", f"{ORDER_310}第5条第2款", "2026-09-26"),
    ("trf.supplement", "centre", f"{POLICE_RULES}第180条第2款", "2026-09-26"),
    ("trf.police_decide", "police", f"{ORDER_310}第8条", "2026-09-26"),
    ("trf.reconsider_request", "centre", f"{ORDER_310}第9条第1款", "2026-09-26"),
    ("trf.reconsider_decide", "police", f"{ORDER_310}第9条第2款", "2026-09-26"),
    ("trf.prosecutor", "centre", f"{ORDER_310}第9条", "2026-09-26"),
    ("trf.handover", "centre", f"{ORDER_310}第12条", "2026-09-26"),
    # Periods of criminal procedure: a last day that is off moves to the first working day.
    ("trf.spp_explain", "police", f"{PROSECUTION_RULES}第560条", "2026-09-30"),
    ("trf.spp_order", "police", f"{PROSECUTION_RULES}第563条", "2026-10-08"),
    ("trf.spp_tell_agency", "procuratorate", f"{PROSECUTION_RULES}第561条第2款", "2026-10-08"),
    ("trf.spp_overdue", "police", f"{PROSECUTION_RULES}第562条", "2026-09-30"),
    ("trf.rightholder_nofile_notice", "police", f"{POLICE_RULES}第178条", "2026-09-28"),
    ("trf.rightholder_reconsider", "complainant", f"{POLICE_RULES}第179条", "2026-09-30"),
    ("trf.rightholder_reconsider_decide", "police", f"{POLICE_RULES}第179条", "2026-10-23"),
    ("trf.rightholder_review", "complainant", f"{POLICE_RULES}第179条", "2026-09-30"),
    ("ecm.15d", "complainant", "《电子商务法》第43条第2款", "2026-10-08"),
    ("ecm.15d_ext", "complainant", "批复》第3项", "2026-10-28"),
    # Three years later the day is a Sunday.
    ("ecm.records", "platform", "《电子商务法》第31条", "2029-09-24"),
    ("cus.apply", "complainant", f"{CUSTOMS}第16条", "2026-09-29"),
    ("cus.investigate", "customs", f"{CUSTOMS}第20条", "2026-11-11"),
    ("cus.release_20", "court", f"{CUSTOMS}第24条", "2026-10-28"),
    ("cus.release_50", "court", f"{CUSTOMS}第24条", "2026-12-09"),
    ("pub.same_province", "centre", f"{PUBLICATION}第9条", "2026-10-28"),
    ("pub.cross_push", "centre", f"{PUBLICATION}第10条", "2026-10-14"),
    ("pub.cross_publish", "centre", f"{PUBLICATION}第10条", "2026-10-14"),
    ("pub.withdraw", "centre", f"{PUBLICATION}第11条", "2026-09-29"),
    ("pub.stop_light", "centre", f"{PUBLICATION}第13条", "2026-12-23"),
    ("pub.stop_normal", "centre", f"{PUBLICATION}第13条", "2029-09-23"),
    ("pub.gov_info", "centre", "《政府信息公开条例》第26条", "2026-10-28"),
    ("pub.foi_reply", "centre", "《政府信息公开条例》第33条", "2026-10-28"),
    ("med.judicial_confirmation", "complainant", "《民事诉讼法》第205条", "2026-10-23"),
    ("med.court_accept", "court", "司法确认程序的若干规定》第4条", "2026-09-28"),
    ("med.court_decide_2011", "court", "司法确认程序的若干规定》第5条", "2026-10-08"),
    ("med.court_decide_cpl", "court", "《民事诉讼法》第187条", "2026-10-23"),
]
HOURS = [
    ("trf.send", "centre", f"{ORDER_310}第5条第2款"),
    ("trf.reroute", "police", f"{ORDER_310}第7条"),
    ("trf.supplement_notice", "police", f"{POLICE_RULES}第180条第2款"),
]
AT_ONCE = [
    ("trf.team", f"{ORDER_310}第5条第1款"),
    ("trf.receipt", f"{ORDER_310}第7条"),
    ("ecm.act", "《电子商务法》第42条第2款"),
    ("ecm.publish", "《电子商务法》第44条"),
    ("ecm.net_delete", "《信息网络传播权保护条例》第15条"),
    ("ecm.net_restore", "《信息网络传播权保护条例》第17条"),
]
A_SECOND_LATER = [
    ("trf.approve", "centre", "2026-09-27"),
    ("trf.rightholder_reconsider", "complainant", "2026-10-08"),
    ("ecm.15d", "complainant", "2026-10-09"),
    ("cus.release_20", "court", "2026-10-29"),
    ("pub.same_province", "centre", "2026-10-29"),
    # 24 October 2026 is a Saturday.
    ("med.judicial_confirmation", "complainant", "2026-10-26"),
]


@pytest.mark.parametrize(("rule", "bearer", "article", "last_on"), DAYS)
def test_a_deadline_leads_to_its_day_whenever_the_event_was_on_its_own(
    rule: str, bearer: str, article: str, last_on: str
) -> None:
    first, last = (start_clock(rule, at, bearer=bearer) for at in (FIRST_SECOND, LAST_SECOND))

    assert article in first.article_zh
    assert (first.due_on, last.due_on) == (date.fromisoformat(last_on),) * 2
    assert first.due_at == datetime.combine(
        first.due_on, datetime.min.time(), tzinfo=UTC
    ) + timedelta(hours=15, minutes=59, seconds=59)


@pytest.mark.parametrize(("rule", "bearer", "last_on"), A_SECOND_LATER)
def test_a_second_after_midnight_is_an_event_of_the_next_day(
    rule: str, bearer: str, last_on: str
) -> None:
    clock = start_clock(rule, LAST_SECOND + timedelta(seconds=1), bearer=bearer)

    assert clock.due_on == date.fromisoformat(last_on)


@pytest.mark.parametrize(("rule", "bearer", "article"), HOURS)
def test_hours_are_hours_through_the_night_and_the_holiday(
    rule: str, bearer: str, article: str
) -> None:
    eve_of_the_holiday = datetime(2026, 9, 30, 9, 30, tzinfo=UTC)

    clock = start_clock(rule, eve_of_the_holiday, bearer=bearer)

    assert article in clock.article_zh
    assert clock.due_at == datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(("rule", "article"), AT_ONCE)
def test_what_is_due_at_once_has_no_day_and_cites_its_article(rule: str, article: str) -> None:
    assert article in rulebook().rule(rule).article_zh
    with pytest.raises(NotCountable):
        start_clock(rule, FIRST_SECOND, bearer="centre")


def test_no_deadline_of_these_kinds_is_left_out() -> None:
    named = {row[0] for rows in (DAYS, HOURS, AT_ONCE) for row in rows}
    kinds = ("trf.", "ecm.", "cus.", "pub.")

    written = {each["id"] for each in rulebook().book["deadlines"] if each["id"].startswith(kinds)}

    assert written - named == set()

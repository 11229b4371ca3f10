"""Every deadline of mediation, adjudication and arbitration: its article, and the day it leads to.

The event is on Monday 23 November 2026 (week-ends and New Year's Day are the only days off until spring).
"""

from datetime import UTC, date, datetime

import pytest

from lawbook.clocks import set_clock, start_clock
from lawbook.counting import NotCountable, count
from lawbook.rules import rulebook
from lawbook.workdays import work_calendar

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MONDAY_ON = date(2026, 11, 23)
CITIZENS = {"complainant", "respondent"}
LAST_DAYS = [
    ("med.judicial_confirmation", "complainant", "《民事诉讼法》第205条", "2026-12-23"),
    ("med.court_accept", "court", "司法确认程序的若干规定》第4条", "2026-11-26"),
    ("med.court_decide_2011", "court", "司法确认程序的若干规定》第5条", "2026-12-08"),
    ("med.court_decide_cpl", "court", "《民事诉讼法》第187条", "2026-12-23"),
    ("med.confirm_objection_party", "complainant", "《民诉法解释》第372条", "2026-12-08"),
    ("med.confirm_objection_third", "complainant", "《民诉法解释》第372条", "2027-05-24"),
    ("med.delegated_period", "centre", "特邀调解的规定》第27条", "2026-12-23"),
    ("med.entrusted_ordinary", "centre", "特邀调解的规定》第27条", "2026-12-08"),
    ("med.entrusted_summary", "centre", "特邀调解的规定》第27条", "2026-11-30"),
    ("med.online_choose", "complainant", "在线调解规则》第10条第2款", "2026-11-25"),
    ("med.online_assign", "court", "在线调解规则》第10条第3款", "2026-11-26"),
    ("med.online_accept", "centre", "在线调解规则》第12条", "2026-11-26"),
    ("med.online_contact", "centre", "在线调解规则》第15条", "2026-11-26"),
    ("med.court_docket", "court", "《民事诉讼法》第126条", "2026-11-30"),
    ("med.patent_statement_notice", "centre", "裁决和调解办法》第65条", "2026-11-30"),
    ("med.patent_statement", "respondent", "裁决和调解办法》第65条", "2026-12-08"),
    ("med.patent_file", "centre", "裁决和调解办法》第66条第1款", "2026-11-30"),
    ("med.patent_nofile", "centre", "裁决和调解办法》第66条第2款", "2026-11-30"),
    ("med.enforce", "complainant", "《民事诉讼法》第250条", "2028-11-23"),
    ("med.preaction_injunction", "court", "《民事诉讼法》第104条第2款", "2026-11-25"),
    ("med.preaction_sue", "complainant", "《民事诉讼法》第104条第3款", "2026-12-23"),
    ("adj.file", "centre", "裁决和调解办法》第20条", "2026-11-30"),
    ("adj.nofile_notice", "centre", "裁决和调解办法》第20条", "2026-11-30"),
    ("adj.serve_request", "centre", "裁决和调解办法》第22条第1款", "2026-11-30"),
    ("adj.answer", "respondent", "裁决和调解办法》第22条第1款", "2026-12-08"),
    ("adj.forward_answer", "centre", "裁决和调解办法》第22条第2款", "2026-11-30"),
    ("adj.jurisdiction_objection", "respondent", "裁决和调解办法》第9条", "2026-12-08"),
    ("adj.jurisdiction_decision", "centre", "裁决和调解办法》第9条", "2026-11-30"),
    ("adj.recusal_request", "complainant", "裁决和调解办法》第5条", "2026-11-26"),
    ("adj.decide", "centre", "裁决和调解办法》第37条", "2027-02-23"),
    ("adj.suit", "respondent", "《专利法》第65条", "2026-12-08"),
    ("adj.enforce_apply", "centre", "《行政强制法》第53条", "2027-02-23"),
    ("adj.enforce_demand", "respondent", "《行政强制法》第54条", "2026-12-07"),
    ("adj.eval_report", "cnipa", "《专利法实施细则》第63条", "2027-01-25"),
    ("adj.henan_answer_notice", "centre", "《河南省专利保护条例》第20条", "2026-11-30"),
    ("arb.accept", "institution", "《仲裁法》第35条", "2026-11-30"),
    ("arb.prepay", "complainant", "收费办法》第4条", "2026-12-08"),
    ("arb.correct", "complainant", "《仲裁法》第69条", "2026-12-23"),
    ("arb.set_aside", "complainant", "《仲裁法》第72条", "2027-02-23"),
    ("arb.set_aside_ruling", "court", "《仲裁法》第73条", "2027-01-25"),
]
WITHOUT_A_NUMBER = [
    ("adj.supplement", "裁决和调解办法》第16条"),
    ("arb.send_rules", "《仲裁法》第36条"),
    ("arb.defence", "《仲裁法》第36条第2款"),
    ("arb.tribunal", "《仲裁法》第44条"),
    ("arb.disclosure", "《仲裁法》第45条"),
    ("arb.challenge", "《仲裁法》第47条"),
    ("arb.validity_objection", "《仲裁法》第31条第2款"),
    ("arb.hearing_notice", "《仲裁法》第53条"),
    ("arb.award", "《仲裁法》未规定"),
]
BACKWARDS = {"adj.oral_notice"}


@pytest.mark.parametrize(("rule", "bearer", "article", "last_on"), LAST_DAYS)
def test_a_deadline_leads_to_its_day(rule: str, bearer: str, article: str, last_on: str) -> None:
    clock = start_clock(rule, MONDAY, bearer=bearer)

    assert article in clock.article_zh
    assert clock.due_on == date.fromisoformat(last_on)


@pytest.mark.parametrize(("rule", "article"), WITHOUT_A_NUMBER)
def test_where_the_law_gives_no_number_somebody_fixes_the_day(rule: str, article: str) -> None:
    clock = set_clock(rule, MONDAY, date(2026, 12, 31), bearer="institution")

    assert article in clock.article_zh
    assert (clock.due_on, clock.is_set) == (date(2026, 12, 31), True)
    with pytest.raises(NotCountable):
        start_clock(rule, MONDAY, bearer="institution")


def test_the_notice_of_a_hearing_is_counted_back_by_art_26() -> None:
    rule = rulebook().rule("adj.oral_notice")

    assert "第26条" in rule.article_zh
    assert (rule.amount, rule.unit) == (3, "working_day")
    with pytest.raises(NotCountable):
        count(rule, MONDAY_ON, bearer="centre", calendar=work_calendar())


def test_no_deadline_is_left_out() -> None:
    tested = {each[0] for each in [*LAST_DAYS, *WITHOUT_A_NUMBER]} | BACKWARDS
    prefixes = ("med.", "adj.", "arb.")
    known = {each["id"] for each in rulebook().book["deadlines"] if each["id"].startswith(prefixes)}

    assert tested == known

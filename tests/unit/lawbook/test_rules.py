"""The rulebook: the right version for the day, citations, and data that cannot be wrong in silence."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lawbook.rules import Rulebook, RulebookError, RuleNotInForce, UnknownRule, load, rulebook

DAY_BEFORE_THE_SWITCH = date(2026, 4, 14)
DAY_OF_THE_SWITCH = date(2026, 4, 15)


def a_small_book() -> dict[str, Any]:
    """Two entries that follow each other."""
    new = {
        "id": "cmp.accept",
        "proc": "complaint",
        "name_zh": "受理",
        "name_en": "Accept",
        "counts_from": "receipt",
        "amount": 7,
        "unit": "working_day",
        "extension": "none",
        "source": "《新办法》, art. 15",
        "verified": True,
        "evidence": "B",
        "day_basis": "stated",
        "effective_from": "2026-04-15",
    }
    old = new | {
        "id": "cmp.accept.legacy",
        "source": "《旧办法》, art. 14",
        "effective_from": "2020-01-01",
        "effective_to": "2026-04-14",
    }
    return {"meta": {"units": ["working_day", "hour"]}, "deadlines": [new, old]}


def counting_for(book: dict[str, Any]) -> dict[str, Any]:
    """The counting data without entries that the small book does not have."""
    counting = copy.deepcopy(load("counting.yaml"))
    ids = {entry.get("id") for entry in book["deadlines"]}
    for group in ("exceptions", "backwards", "citations"):
        counting[group] = {name: said for name, said in counting[group].items() if name in ids}
    return counting


def problems_of(book: dict[str, Any]) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        Rulebook(book, counting_for(book))
    return caught.value.problems


@pytest.mark.parametrize(
    "rule_id",
    [
        "cmp.accept",
        "cmp.mediation_period",
        "cmp.termination_notice",
        "cmp.clue_check",
        "cmp.jurisdiction_dispute",
    ],
)
def test_the_complaint_rule_switches_on_15_april_2026(rule_id: str) -> None:
    old = rulebook().rule_in_force(rule_id, DAY_BEFORE_THE_SWITCH)
    new = rulebook().rule_in_force(rule_id, DAY_OF_THE_SWITCH)

    assert (old.id, new.id) == (f"{rule_id}.legacy", rule_id)
    assert "Order 20" in old.source
    assert "Order 121" in new.source


def test_mediation_took_45_working_days_and_takes_60_days() -> None:
    old = rulebook().rule_in_force("cmp.mediation_period", DAY_BEFORE_THE_SWITCH)
    new = rulebook().rule_in_force("cmp.mediation_period", DAY_OF_THE_SWITCH)

    assert (old.amount, old.unit) == (45, "working_day")
    assert (new.amount, new.unit) == (60, "calendar_day")


def test_the_notice_to_a_named_reporter_is_gone() -> None:
    assert rulebook().rule_in_force("rpt.named_feedback.legacy", DAY_BEFORE_THE_SWITCH).amount == 5
    with pytest.raises(RuleNotInForce):
        rulebook().rule_in_force("rpt.named_feedback.legacy", DAY_OF_THE_SWITCH)


def test_an_unknown_rule_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownRule, match=r"cmp\.acept"):
        rulebook().rule_in_force("cmp.acept", DAY_OF_THE_SWITCH)


@pytest.mark.parametrize(
    ("rule_id", "zh", "en"),
    [
        (
            "cmp.accept",
            "《市场监督管理投诉举报处理办法》第15条",
            "《市场监督管理投诉举报处理办法》, art. 15",
        ),
        (
            "cmp.mediation_period",
            "《市场监督管理投诉举报处理办法》第23条第1款第5项",
            "《市场监督管理投诉举报处理办法》, art. 23(1)(5)",
        ),
        (
            "med.judicial_confirmation",
            "《民事诉讼法》第205条、《人民调解法》第33条",
            "《民事诉讼法》, art. 205; 《人民调解法》, art. 33",
        ),
        (
            "cmp.limitation",
            "《市场监督管理投诉举报处理办法》第16条第4项",
            "《市场监督管理投诉举报处理办法》, art. 16(4)",
        ),
        ("cus.release_20", "《知识产权海关保护条例》第24条", "《知识产权海关保护条例》, art. 24"),
    ],
)
def test_a_rule_cites_its_place_in_the_law(rule_id: str, zh: str, en: str) -> None:
    rule = rulebook().rule(rule_id)

    assert (rule.article_zh, rule.article_en) == (zh, en)


def test_every_rule_that_can_run_as_a_clock_cites_a_statute_or_says_that_it_is_no_law() -> None:
    clocks = [rule for rule in rulebook() if rule.unit in {"working_day", "calendar_day", "hour"}]

    assert len(clocks) > 90
    assert all("《" in rule.article_zh or "非法定" in rule.article_zh for rule in clocks)


def test_every_entry_keeps_its_source_its_evidence_and_whether_it_was_read() -> None:
    assert all(rule.source and rule.evidence for rule in rulebook())
    unread = {rule.evidence for rule in rulebook() if not rule.verified}
    assert unread == {"M", "policy"}


def test_every_count_rule_in_use_has_a_reading_and_every_reading_is_in_use() -> None:
    in_use = {rule.count_rule for rule in rulebook()}

    assert in_use == set(load("counting.yaml")["roll_over"])


def test_every_count_rule_stands_in_the_rulebook_with_its_source() -> None:
    described = {entry["id"] for entry in rulebook().book["count_rules"]}

    assert set(load("counting.yaml")["roll_over"]) == described


def test_a_book_without_a_mistake_is_taken() -> None:
    book = a_small_book()

    taken = Rulebook(book, counting_for(book))

    assert taken.rule_in_force("cmp.accept", DAY_OF_THE_SWITCH).source == "《新办法》, art. 15"


def test_all_mistakes_are_named_at_once() -> None:
    book = a_small_book()
    new, old = book["deadlines"]
    new["unit"] = "fortnight"
    new["source"] = ""
    old["effective_to"] = "2026-02-30"
    old["amount"] = -7
    book["deadlines"].append(dict(new))

    assert problems_of(book) == [
        "cmp.accept: no source",
        "cmp.accept: unknown unit fortnight",
        "cmp.accept.legacy: amount -7 is no positive whole number",
        "cmp.accept.legacy: effective_to '2026-02-30' is no date",
        "cmp.accept: stands twice",
        "cmp.accept: no source",
        "cmp.accept: unknown unit fortnight",
        "cmp.accept: has a predecessor, so both need the date of the change",
    ]


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda new, old: new.pop("id"), "entry 1: no id"),
        (lambda new, old: new.update(verified="yes"), "cmp.accept: verified must be true or false"),
        (
            lambda new, old: new.update(proc="duel"),
            "cmp.accept: no count rule for the procedure duel",
        ),
        (
            lambda new, old: new.update(amount=1.5),
            "cmp.accept: amount 1.5 is no positive whole number",
        ),
        (
            lambda new, old: new.update(effective_to="2026-01-01"),
            "cmp.accept: ends before it begins",
        ),
        (
            lambda new, old: old.update(effective_to="2026-04-15"),
            "cmp.accept: overlaps with its predecessor",
        ),
    ],
)
def test_a_mistake_is_named_with_its_entry(
    spoil: Callable[[dict[str, Any], dict[str, Any]], object], problem: str
) -> None:
    book = a_small_book()

    spoil(*book["deadlines"])

    assert problems_of(book) == [problem]


def test_mistakes_in_the_counting_data_are_named_too() -> None:
    book = a_small_book()
    counting = counting_for(book)
    counting["roll_over"]["CPL85"]["citizen"] = "sometimes"
    counting["defaults"]["report"] = {"rule": "Solomon"}
    counting["exceptions"]["cmp.lost"] = {"rule": "CPL85", "reason": "kept after its entry went"}

    with pytest.raises(RulebookError) as caught:
        Rulebook(book, counting)

    assert caught.value.problems == [
        "CPL85: unknown roll-over 'sometimes' for the citizen",
        "report: unknown count rule 'Solomon'",
        "report: no reason for its count rule",
        "cmp.lost: stands in exceptions only",
    ]

"""Grounds by date, each with a code, words in both languages and its place in the law."""

from datetime import date

import pytest

from lawbook.grounds import (
    grounds_of_all_times,
    recusal,
    recusal_grounds,
    refusal_grounds,
    termination_grounds,
)
from lawbook.rules import RuleNotInForce, load, rulebook


def test_a_complaint_can_be_refused_on_seven_grounds_since_15_april_2026() -> None:
    grounds = refusal_grounds("complaint", date(2026, 4, 15))

    assert [ground.code for ground in grounds] == ["C1", "C2", "C3", "C4", "C5", "C6", "C7"]
    assert all("Order 121" in ground.source for ground in grounds)


def test_a_complaint_of_14_april_2026_is_refused_on_the_six_grounds_of_the_old_rule() -> None:
    grounds = refusal_grounds("complaint", date(2026, 4, 14))

    assert [ground.code for ground in grounds] == [f"C{n}.legacy" for n in range(1, 7)]
    assert all("Order 20" in ground.source for ground in grounds)


def test_without_a_day_the_newest_list_is_given() -> None:
    assert refusal_grounds("complaint") == refusal_grounds("complaint", date(2026, 11, 21))


def test_before_the_oldest_list_there_is_no_ground() -> None:
    with pytest.raises(RuleNotInForce):
        refusal_grounds("complaint", date(2019, 12, 31))


def test_mediation_ends_on_eight_grounds_now_and_on_seven_before() -> None:
    now = termination_grounds("complaint_mediation", date(2026, 11, 21))
    before = termination_grounds("complaint_mediation", date(2026, 4, 1))

    assert len(now) == 8
    assert len(before) == 7
    assert "四十五个工作日" in before[4].zh


def test_a_kind_that_nobody_knows_has_no_grounds() -> None:
    with pytest.raises(KeyError):
        termination_grounds("duel")


@pytest.mark.parametrize("group", ["refusal_grounds", "termination_grounds"])
def test_every_list_of_the_rulebook_is_reachable_under_exactly_one_kind(group: str) -> None:
    reachable = [
        period["entries"] for periods in load("grounds.yaml")[group].values() for period in periods
    ]

    assert sorted(reachable) == sorted(rulebook().book[group])


@pytest.mark.parametrize("group", ["refusal_grounds", "termination_grounds"])
def test_every_code_stands_once_within_its_group_and_fits_its_field(group: str) -> None:
    codes = [each["id"] for entries in rulebook().book[group].values() for each in entries]

    assert len(codes) == len(set(codes))
    assert all(len(code) <= 10 for code in codes)


@pytest.mark.parametrize("role", sorted(load("grounds.yaml")["recusal"]))
def test_every_ground_of_recusal_has_words_in_both_languages_and_a_source(role: str) -> None:
    rule = recusal(role)

    assert all(ground.zh and ground.en and ground.source for ground in rule.grounds)
    assert len({ground.code for ground in rule.grounds}) == len(rule.grounds)


def test_every_role_of_the_rulebook_has_its_grounds() -> None:
    assert sorted(load("grounds.yaml")["recusal"]) == sorted(rulebook().book["recusal"])


def test_a_complaint_mediator_withdraws_for_kin_or_interest() -> None:
    assert [ground.code for ground in recusal_grounds("complaint_mediator")] == [
        "near_kin",
        "interest",
    ]


def test_a_peoples_mediator_is_chosen_or_refused_by_the_parties_without_a_list() -> None:
    assert recusal_grounds("peoples_mediator") == ()
    assert recusal("peoples_mediator").who_decides == ""


def test_the_list_for_experts_is_policy_and_not_confirmed() -> None:
    assert not recusal("expert").verified


def test_a_ground_keeps_its_words_when_its_list_is_replaced() -> None:
    known = grounds_of_all_times("complaint")

    assert known["C1"] in refusal_grounds("complaint", date(2026, 11, 21))
    assert known["C1.legacy"] in refusal_grounds("complaint", date(2026, 4, 14))
    assert len(known) == 13


def test_a_kind_without_grounds_has_none_at_any_time() -> None:
    with pytest.raises(KeyError):
        grounds_of_all_times("duel")

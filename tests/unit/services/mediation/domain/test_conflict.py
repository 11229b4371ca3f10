"""Who may not mediate: the table of grounds and spellings."""

import pytest

from services.mediation.domain.conflict import Conflict, conflicts_of
from services.mediation.domain.expert import GROUNDS, Interest
from services.mediation.domain.relations import Relation
from tests.support.mediation import MONDAY_9_AM, an_expert, some_parties

EAGLE = "鹰城五金工具有限公司"


@pytest.mark.parametrize("ground", GROUNDS)
def test_each_ground_of_the_law_stands_in_the_way(ground: str) -> None:
    expert = an_expert("刘洋", Interest(EAGLE, ground))

    found = conflicts_of(expert, some_parties(respondent=EAGLE))

    assert found == [Conflict(ground, EAGLE, "respondent")]


@pytest.mark.parametrize(
    ("declared", "party"),
    [
        ("鹰城五金工具有限公司", "鹰城五金工具有限公司"),
        ("鹰城五金工具", "鹰城五金工具有限公司"),
        ("鹰城五金工具有限公司", "鹰城五金工具有限公司新华分公司"),
        ("鹰城五金工具有限公司", "鹰城 五金工具(河南)有限责任公司"),
        ("鹰城（集团）股份有限公司", "鹰城五金工具有限公司"),
        ("ＡＢＣ五金有限公司", "abc五金"),
        ("Eagle Tools Co., Ltd.", "EAGLE TOOLS LIMITED"),
        ("Eagle Tools", "Eagle Tools (Henan) Inc."),
        ("王强", "王强五金店"),
    ],
)
def test_spellings_of_one_organisation_meet(declared: str, party: str) -> None:
    expert = an_expert("刘洋", Interest(declared, "served_party"))

    assert conflicts_of(expert, some_parties(respondent=party))


@pytest.mark.parametrize(
    ("declared", "party"),
    [
        ("鹰城五金工具有限公司", "雄鹰五金工具有限公司"),
        ("有限公司", "鹰城五金工具有限公司"),
        ("(河南)", "鹰城五金工具(河南)有限公司"),
        ("鹰", "鹰城五金工具有限公司"),
        ("李明", "李明辉"),
        ("Eagle", "Eaglet Tools Ltd"),
    ],
)
def test_other_names_do_not_meet(declared: str, party: str) -> None:
    expert = an_expert("刘洋", Interest(declared, "served_party"))

    assert conflicts_of(expert, some_parties(respondent=party)) == []


def test_kin_is_the_very_person_and_not_a_shop_with_the_name() -> None:
    expert = an_expert("刘洋", Interest("王强", "kin"))

    assert conflicts_of(expert, some_parties(respondent="王强")) != []
    assert conflicts_of(expert, some_parties(respondent="王强五金店")) == []


def test_the_contact_of_a_party_counts_as_the_party() -> None:
    expert = an_expert("刘洋", Interest("张三", "kin"))

    assert conflicts_of(expert, some_parties()) == [Conflict("kin", "张三", "complainant")]


def test_nobody_mediates_in_their_own_matter() -> None:
    expert = an_expert("张三")

    assert conflicts_of(expert, some_parties()) == [Conflict("party", "张三", "complainant")]


def test_an_interest_in_each_side_is_named_for_each() -> None:
    expert = an_expert("刘洋", Interest("红星五金商行", "agent"), Interest(EAGLE, "employer"))

    assert conflicts_of(expert, some_parties()) == [
        Conflict("agent", "红星五金商行", "complainant"),
        Conflict("employer", EAGLE, "respondent"),
    ]


def test_an_expert_without_interests_has_no_conflict() -> None:
    assert conflicts_of(an_expert("陈静"), some_parties()) == []


@pytest.mark.parametrize(("name", "ground"), [("鹰城", "friendship"), (" ", "kin")])
def test_what_is_no_interest_cannot_be_declared(name: str, ground: str) -> None:
    with pytest.raises(ValueError, match="no interest"):
        Interest(name, ground)


def a_relation(kind: str, one: str, other: str) -> Relation:
    return Relation(
        id=one,
        kind=kind,
        one=one,
        other=other,
        source="公示系统",
        by="zhangwei",
        noted_at=MONDAY_9_AM,
    )


@pytest.mark.parametrize(
    ("relations", "steps"),
    [
        ([a_relation("alias", "老鹰商行", EAGLE)], ["employer", "alias"]),
        ([a_relation("group", "老鹰商行", EAGLE)], ["employer", "group"]),
        (
            [a_relation("alias", "老鹰商行", "红隼实业"), a_relation("group", EAGLE, "红隼实业")],
            ["employer", "alias", "group"],
        ),
    ],
)
def test_a_party_that_lies_two_steps_away_is_a_conflict_with_its_way(
    relations: list[Relation], steps: list[str]
) -> None:
    expert = an_expert("刘洋", Interest("老鹰商行", "employer"))

    [found] = conflicts_of(expert, some_parties(respondent=EAGLE), relations)

    assert (found.ground, found.side) == ("employer", "respondent")
    assert [step.kind for step in found.way] == steps


def test_three_steps_are_too_far() -> None:
    expert = an_expert("刘洋", Interest("老鹰商行", "employer"))
    chain = [a_relation("group", "老鹰商行", "红隼实业"), a_relation("group", "红隼实业", EAGLE)]

    assert conflicts_of(expert, some_parties(respondent=EAGLE), chain) == []


def test_kin_of_the_owner_of_a_party_is_a_conflict_and_a_namesake_is_not() -> None:
    owner = a_relation("represents", "王建国", EAGLE)
    kin = an_expert("刘洋", Interest("王建国", "kin"))
    other = an_expert("赵磊", Interest("王建", "kin"))

    assert [s.kind for s in conflicts_of(kin, some_parties(), [owner])[0].way] == [
        "kin",
        "represents",
    ]
    assert conflicts_of(other, some_parties(), [owner]) == []


def test_the_expert_may_be_in_the_register_too() -> None:
    [found] = conflicts_of(
        an_expert("刘洋"), some_parties(), [a_relation("represents", "刘洋", EAGLE)]
    )

    assert (found.ground, found.side) == ("represents", "respondent")


def test_relations_in_a_ring_end() -> None:
    ring = [
        a_relation("alias", "老鹰商行", "红隼实业"),
        a_relation("alias", "红隼实业", "白鹭贸易"),
        a_relation("alias", "白鹭贸易", "老鹰商行"),
        a_relation("group", "白鹭贸易", "青鸟工贸"),
        a_relation("group", "青鸟工贸", "老鹰商行"),
    ]

    assert (
        conflicts_of(an_expert("刘洋", Interest("老鹰商行", "agent")), some_parties(), ring) == []
    )

"""Who may not mediate: the table of grounds and spellings."""

import pytest

from services.mediation.domain.conflict import Conflict, conflicts_of
from services.mediation.domain.expert import GROUNDS, Interest
from tests.support.mediation import an_expert, some_parties

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

"""Who handles a matter: the reasons for and against each officer, and to whom it goes when left lying."""

from datetime import UTC, date, datetime

import pytest

from chassis.errors import Conflict
from services.intake.domain import assigning
from services.intake.domain.assigning import BY_HAND, TO_ALL, TO_CHIEF, TO_DEPUTY
from services.intake.domain.officer import Officer
from services.intake.domain.parties import Respondent
from services.intake.domain.records import Return
from tests.support.submissions import a_submission

FRIDAY = date(2026, 11, 20)
FRIDAY_NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def officer(account: str, **said: object) -> Officer:
    return Officer(id=account, account=account, **said)  # type: ignore[arg-type]


def test_each_officer_is_named_with_the_reason_and_who_knows_the_right_comes_first() -> None:
    matter = a_submission(
        right_type="trademark", respondent=Respondent(name="平顶山市红星五金商行")
    )
    officers = [
        officer("away", away_until=FRIDAY),
        officer("busy", most_open=3),
        officer("general"),
        officer("patents", skills=("patent_invention",)),
        officer("related", keeps_away_from=("红星五金店",)),
        officer("skilled", skills=("trademark",)),
    ]

    found = assigning.consider(matter, officers, {"busy": 3, "skilled": 9}, FRIDAY)

    assert [(each.account, each.reason) for each in found] == [
        ("skilled", "fits"),
        ("general", "fits"),
        ("away", "away"),
        ("patents", "no_skill"),
        ("related", "ties"),
        ("busy", "full"),
    ]


def test_of_equals_whoever_has_less_in_hand_gets_it() -> None:
    officers = [officer("lina", most_open=10), officer("zhangwei", most_open=40)]

    found = assigning.consider(a_submission(), officers, {"lina": 4, "zhangwei": 8}, FRIDAY)

    assert [each.account for each in found] == ["zhangwei", "lina"]


def test_who_withdrew_never_gets_it_again_and_withdraws_once() -> None:
    matter = a_submission()
    assigning.recuse(matter, "lina", "投诉人是我的亲属", FRIDAY_NINE)

    [only] = assigning.consider(matter, [officer("lina")], {}, FRIDAY)

    assert only.reason == "recused"
    with pytest.raises(Conflict, match="recused_already"):
        assigning.recuse(matter, "lina", "又一次", FRIDAY_NINE)


def test_who_gave_it_back_does_not_get_it_again_by_rule_nor_as_deputy() -> None:
    matter = a_submission()
    matter.returns.append(Return("zhangwei", "no_authority", "", "", FRIDAY_NINE))
    assigning.give(matter, "lina", BY_HAND, FRIDAY_NINE)
    officers = [officer("lina", deputy="zhangwei"), officer("zhangwei", is_chief=True)]

    found = {e.account: e.reason for e in assigning.consider(matter, officers, {}, FRIDAY)}

    assert found["zhangwei"] == "returned"
    assert assigning.successor(matter, officers, FRIDAY) == ("", TO_ALL)


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        ("consultation", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("complaint", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        ("report", datetime(2026, 11, 25, 9, 30, tzinfo=UTC)),
    ],
)
def test_each_kind_waits_some_working_days_for_its_officer(kind: str, until: datetime) -> None:
    matter = a_submission(kind=kind)

    assigning.give(matter, "lina", BY_HAND, FRIDAY_NINE)

    assert matter.assignment is not None
    assert matter.assignment.return_at == until


def test_what_nobody_takes_up_goes_to_the_deputy_then_to_the_chief_then_back_to_all() -> None:
    matter = a_submission()
    officers = [
        officer("lina", deputy="zhangwei"),
        officer("zhangwei", deputy="lina"),
        officer("chief", is_chief=True),
    ]
    assigning.give(matter, "lina", BY_HAND, FRIDAY_NINE)
    passed = []

    for _ in range(3):
        heir, way = assigning.successor(matter, officers, FRIDAY)
        silent = (*(matter.assignment.silent if matter.assignment else ()), matter.assignee)
        assigning.give(matter, heir, way, FRIDAY_NINE, silent=silent)
        passed.append((heir, way))

    assert passed == [("zhangwei", TO_DEPUTY), ("chief", TO_CHIEF), ("", TO_ALL)]


def test_a_deputy_who_is_away_or_has_ties_is_passed_over() -> None:
    officers = [
        officer("lina", deputy="zhangwei"),
        officer("zhangwei", away_until=FRIDAY),
        officer("chief", is_chief=True, keeps_away_from=("红星五金商行",)),
    ]
    matter = a_submission(respondent=Respondent(name="红星五金商行"))
    assigning.give(matter, "lina", BY_HAND, FRIDAY_NINE)

    assert assigning.successor(matter, officers, FRIDAY) == ("", TO_ALL)

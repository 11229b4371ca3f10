"""The law of the day of filing counts: its grounds are offered, taken and told, and no others."""

from datetime import UTC, datetime

import pytest

from tests.support.intake_office import IntakeOffice

LAST_DAY_OF_THE_OLD_RULE = datetime(2026, 4, 14, 15, 30, tzinfo=UTC)
"""23:30 in Shanghai; half an hour later SAMR Order 121 is in force."""
NEXT_MORNING = datetime(2026, 4, 15, 1, 0, tzinfo=UTC)


@pytest.fixture
def receipt_no(office: IntakeOffice) -> str:
    """A complaint of the last evening of the old rule, looked at on the first day of the new one."""
    office.clock.set(LAST_DAY_OF_THE_OLD_RULE)
    number = str(office.files(happened_on="2026-03")["receipt_no"])
    office.clock.set(NEXT_MORNING)
    return number


def test_a_complaint_of_the_old_rule_is_refused_on_a_ground_of_the_old_rule(
    office: IntakeOffice, receipt_no: str
) -> None:
    refused = {"ground": "C1.legacy", "explanation": "不属于本机关管辖"}

    office.decides(receipt_no, "refusal", refused)

    assert office.read(receipt_no)["refusal"]["ground"] == "C1.legacy"
    [last] = [e["text"] for e in office.story(receipt_no) if "不予受理" in e["text"]]
    assert "legacy" not in last


def test_a_ground_of_the_new_rule_is_none_for_it(office: IntakeOffice, receipt_no: str) -> None:
    thing = f"/api/v1/submissions/{receipt_no}"
    body = {"ground": "C7", "explanation": "不属于本机关管辖"}

    answer = office.officer.act("intake", thing, "refusal", body)

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.get_json()["errors"]] == ["/ground"]


@pytest.mark.parametrize(
    ("query", "refusals", "endings"),
    [
        ("?on=2026-04-14", [f"C{n}.legacy" for n in range(1, 7)], 7),
        ("?on=2026-04-15", [f"C{n}" for n in range(1, 8)], 8),
        ("", [f"C{n}" for n in range(1, 8)], 8),
        ("?on=2019-12-31", [], 0),
    ],
)
def test_the_code_lists_give_the_grounds_of_a_day(
    office: IntakeOffice, query: str, refusals: list[str], endings: int
) -> None:
    lists = office.visitor.get("intake", f"/api/v1/codes{query}").get_json()

    assert [each["code"] for each in lists["refusal_grounds"]] == refusals
    assert len(lists["termination_grounds"]) == endings
    assert len(lists["right_types"]) > 5


@pytest.mark.parametrize("query", ["?on=yesterday", "?day=2026-04-14"])
def test_what_is_no_day_is_refused(office: IntakeOffice, query: str) -> None:
    assert office.visitor.get("intake", f"/api/v1/codes{query}").status_code == 422

"""What is known between persons and firms is checked, kept with the case, and checked again."""

from typing import Any

import pytest

from contracts.mediation import ConflictFoundV1
from tests.support.mediation_office import Office

RELATIONS = "/api/v1/relations"
GROUP = {
    "kind": "group",
    "one": "平顶山老鹰实业",
    "other": "鹰城五金工具有限公司",
    "source": "企业信用公示系统",
}


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


def declares(office: Office, account: str, name: str, ground: str) -> None:
    mediator = office.staff(account, "mediator")
    body = {"interests": [{"name": name, "ground": ground}]}
    saved = mediator.post(
        "/api/v1/availability/interests",
        body,
        etag=mediator.get("/api/v1/availability").headers["ETag"],
    )
    assert saved.status_code == 200, saved.text


def checks(office: Office, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.officer.get(path, language="zh").get_json()["checks"]
    return found


def test_a_tie_over_another_firm_is_refused_with_its_way_in_words(office: Office) -> None:
    declares(office, "zhaolei", "老鹰实业", "agent")
    path = office.with_consents()
    office.officer.post(RELATIONS, GROUP)

    items = office.officer.get(f"{path}/candidates").get_json()["items"]
    asked = office.officer.acts(path, "proposal", {"expert_id": office.expert_id("zhaolei")})

    [tie] = next(each for each in items if each["name"] == "赵磊")["conflicts"]
    assert tie["text"] == (
        "曾任或现任“老鹰实业”的代理人；“平顶山老鹰实业”与“鹰城五金工具有限公司”属于同一集团"
    )
    assert (asked.status_code, asked.get_json()["code"]) == (409, "conflict_of_interest")


def test_the_check_is_kept_and_made_again_when_facts_change(office: Office) -> None:
    declares(office, "chenjing", "老鹰实业", "employer")
    path = office.with_mediator()
    before = checks(office, path)

    noted = office.officer.post(RELATIONS, GROUP).get_json()
    office.works()
    found = checks(office, path)
    office.officer.post(f"{RELATIONS}/{noted['relation_id']}/removal")
    office.works()

    assert [(each["name"], each["found"]) for each in before] == [("陈静", [])]
    assert len(found[0]["found"]) == 1
    assert checks(office, path)[0]["found"] == []
    assert [each.ways for each in office.said(ConflictFoundV1)] == [1]


def test_one_name_twice_and_a_known_relation_are_refused(office: Office) -> None:
    office.officer.post(RELATIONS, GROUP)

    twice = office.officer.post(RELATIONS, GROUP)
    same = office.officer.post(RELATIONS, GROUP | {"other": "平顶山 老鹰实业"})

    assert (twice.status_code, twice.get_json()["code"]) == (409, "relation_known")
    assert same.get_json()["errors"][0]["pointer"] == "/other"
    assert office.staff("chenjing", "mediator").get(RELATIONS).status_code == 404

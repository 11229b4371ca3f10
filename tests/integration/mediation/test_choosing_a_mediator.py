"""The pool, conflicts of interest, proposals and answers."""

import pytest

from contracts.mediation import (
    MediatorAppointedV1,
    MediatorDeclinedV1,
    MediatorProposedV1,
)
from services.mediation.domain.expert import Interest
from tests.support.mediation_office import Office

RECEIPT = "2026112100011"
ACCEPTS = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系"}


def test_the_pool_is_shown_whole_the_fittest_first_with_what_stands_against_each(
    office: Office,
) -> None:
    path = office.with_consents()

    items = office.officer.get(f"{path}/candidates").get_json()["items"]

    assert [(each["name"], each["eligible"]) for each in items] == [
        ("陈静", True),
        ("赵磊", True),
        ("刘洋", False),
    ]
    [conflict] = items[2]["conflicts"]
    assert (conflict["ground"], conflict["side"]) == ("served_party", "respondent")
    assert conflict["text"] == "曾为“鹰城五金工具有限公司”提供服务"
    assert "art. 21(2)" in conflict["source"]


def test_the_reason_is_told_in_the_callers_language(office: Office) -> None:
    path = office.with_consents()

    items = office.officer.get(f"{path}/candidates", language="en").get_json()["items"]

    assert items[2]["conflicts"][0]["text"] == "Has worked for “鹰城五金工具有限公司”"


@pytest.mark.parametrize("ground", ["kin", "agent", "employer", "served_party", "interest"])
def test_every_ground_has_its_sentence(office: Office, ground: str) -> None:
    def declares(uow: object) -> None:
        expert = uow.experts.by_account("zhaolei")  # type: ignore[attr-defined]
        expert.interests = (Interest("红星五金商行", ground),)
        uow.experts.save(expert)  # type: ignore[attr-defined]

    path = office.with_consents()
    office.within(declares)

    items = office.officer.get(f"{path}/candidates").get_json()["items"]

    [found] = next(each for each in items if each["name"] == "赵磊")["conflicts"]
    assert "红星五金商行" in found["text"]


def test_a_mediator_with_a_conflict_cannot_be_proposed(office: Office) -> None:
    path = office.with_consents()

    refusal = office.officer.acts(path, "proposal", {"expert_id": office.expert_id("liuyang")})

    body = refusal.get_json()
    assert (refusal.status_code, body["code"]) == (409, "conflict_of_interest")
    assert body["conflicts"] == [{"ground": "served_party", "side": "respondent"}]
    assert "鹰城五金工具有限公司" in body["detail"]
    assert office.said(MediatorProposedV1) == []


def test_the_conflict_stands_only_where_the_party_is(office: Office) -> None:
    path = office.with_consents(respondent_name="蓝天商贸有限公司")

    asked = office.officer.acts(path, "proposal", {"expert_id": office.expert_id("liuyang")})

    assert asked.get_json()["status"] == "mediator_proposed"


def test_who_accepts_and_declares_is_appointed(office: Office) -> None:
    path = office.with_consents()
    proposed = office.officer.acts(path, "proposal", {"expert_id": office.expert_id("chenjing")})
    assert proposed.get_json()["clocks"][-1]["due_on"] == "2026-11-25"

    answer = office.staff("chenjing", "mediator").acts(path, "proposal/answer", ACCEPTS)

    assert answer.get_json()["status"] == "scheduling"
    assert answer.get_json()["mediator"]["appointed"] is True
    assert len(office.said(MediatorAppointedV1)) == 1


def test_a_conflict_that_the_expert_declares_leads_to_another(office: Office) -> None:
    path = office.with_consents()
    chenjing, zhaolei = office.expert_id("chenjing"), office.expert_id("zhaolei")
    office.officer.acts(path, "proposal", {"expert_id": chenjing})
    declares = ACCEPTS | {"has_conflict": True, "statement": "投诉人是我表弟"}

    office.staff("chenjing", "mediator").acts(path, "proposal/answer", declares)

    [declined] = office.said(MediatorDeclinedV1)
    assert (declined.expert_id, declined.conflict) == (chenjing, True)
    again = office.officer.acts(path, "proposal", {"expert_id": chenjing})
    assert (again.status_code, again.get_json()["code"]) == (409, "declined_before")
    other = office.officer.acts(path, "proposal", {"expert_id": zhaolei})
    assert other.get_json()["status"] == "mediator_proposed"


def test_a_silent_expert_can_be_replaced_when_the_three_days_have_passed(office: Office) -> None:
    path = office.with_consents()
    office.officer.acts(path, "proposal", {"expert_id": office.expert_id("chenjing")})
    other = {"expert_id": office.expert_id("zhaolei")}

    early = office.officer.acts(path, "proposal", other)
    office.passes(days=5)
    late = office.officer.acts(path, "proposal", other)

    assert (early.status_code, early.get_json()["possible_now"]) == (409, ["answer", "end"])
    assert late.get_json()["mediator"]["name"] == "赵磊"
    assert office.staff("chenjing", "mediator").get(path).status_code == 404


@pytest.mark.parametrize("expert_id", ["00000000000000000000000000", "x"])
def test_an_expert_who_is_not_there_cannot_be_proposed(office: Office, expert_id: str) -> None:
    path = office.with_consents()

    refusal = office.officer.acts(path, "proposal", {"expert_id": expert_id})

    assert refusal.status_code == 404


def test_an_expert_who_left_the_pool_is_neither_shown_nor_proposed(office: Office) -> None:
    def leaves(uow: object) -> None:
        expert = uow.experts.by_account("chenjing")  # type: ignore[attr-defined]
        expert.is_active = False
        uow.experts.save(expert)  # type: ignore[attr-defined]

    path = office.with_consents()
    chenjing = office.expert_id("chenjing")
    office.within(leaves)

    names = [each["name"] for each in office.officer.get(f"{path}/candidates").get_json()["items"]]
    refusal = office.officer.acts(path, "proposal", {"expert_id": chenjing})

    assert "陈静" not in names
    assert refusal.status_code == 404


def test_a_proposal_needs_the_version_that_the_officer_has_read(office: Office) -> None:
    path = office.with_consents()
    body = {"expert_id": office.expert_id("chenjing")}

    assert office.officer.post(f"{path}/proposal", body).status_code == 428
    assert office.officer.post(f"{path}/proposal", body, etag='"v1"').status_code == 412


def test_the_busier_of_two_comes_second(office: Office) -> None:
    office.with_mediator("2026112100022", "chenjing", respondent_name="蓝天商贸有限公司")
    path = office.with_consents(respondent_name="绿地商贸有限公司")

    items = office.officer.get(f"{path}/candidates").get_json()["items"]

    assert [(each["name"], each["open_cases"]) for each in items] == [
        ("刘洋", 0),
        ("陈静", 1),
        ("赵磊", 0),  # knows patents, and this is a trademark
    ]


def test_each_side_ranks_by_itself_and_the_officer_sees_the_best_common_choice(
    sqlite_office: Office,
) -> None:
    office = sqlite_office
    path = office.with_consents()
    complainant = office.citizen("2026112100011", "complainant")
    respondent = office.citizen("2026112100011", "respondent")
    offered = [
        each["expert_id"]
        for each in complainant.get(f"{path}/recommended-mediators").get_json()["items"]
    ]

    complainant.post(f"{path}/mediator-rankings", {"ranked": offered[:2]})
    respondent.post(f"{path}/mediator-rankings", {"ranked": [offered[1], offered[0]]})
    unknown = respondent.post(f"{path}/mediator-rankings", {"ranked": ["01NOBODY"]})

    seen = respondent.get(f"{path}/recommended-mediators").get_json()
    assert seen["ranked"] == [offered[1], offered[0]]
    assert "ranks" not in str(seen)
    assert unknown.get_json()["errors"][0]["pointer"] == "/ranked"
    candidates = office.officer.get(f"{path}/candidates").get_json()["items"]
    [best] = [each for each in candidates if each["is_common_choice"]]
    assert (best["expert_id"], best["ranks"]) == (offered[0], {"complainant": 1, "respondent": 2})
    assert (
        office.citizen("2026112100022", "complainant")
        .get(f"{path}/recommended-mediators")
        .status_code
        == 404
    )

"""A panel beside the mediator: formed, picked, declared, booked and planned as a whole."""

from datetime import time
from typing import Any

import pytest

from contracts.mediation import PanelCalledV1, PanelMovedV1
from services.mediation.application.plan_week import ask_for_plan, pose
from services.mediation.domain.expert import Expert, Hours, Interest
from services.mediation.domain.profile import Profile
from services.mediation.seed import WORKING_WEEK
from tests.support.mediation_office import CASES, Caller, Office

RECEIPT, OTHER = "2026112100011", "2026112100022"
WEDNESDAY_10 = "2026-11-25T02:00:00Z"
ACCEPTS = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系"}
POOL = {
    "sunmei": ("孙梅", ("arbitrator",), ()),
    "lihong": ("李红", ("expert",), ()),
    "wuhao": ("吴昊", ("technical_investigator",), ()),
    "qianyi": ("钱译", ("interpreter",), ()),
    "fengtu": ("冯途", ("expert",), (Interest("鹰城五金工具有限公司", "employer"),)),
}


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    """An office whose pool has members of every role, free in the mornings."""

    def more(uow: Any) -> None:
        for account, (name, roles, interests) in POOL.items():
            uow.experts.add(
                Expert(
                    id=uow.ids.new(),
                    account=account,
                    name=name,
                    email=f"{account}@pool.example.cn",
                    fields=("trademark",),
                    interests=interests,
                    hours=tuple(Hours(day, time(9), time(12)) for day in WORKING_WEEK),
                    profile=Profile(roles=roles),
                )
            )

    sqlite_office.within(more)
    return sqlite_office


def member(office: Office, account: str) -> Caller:
    return office.staff(account, "mediator")


def names(office: Office, path: str, account: str, role: str, **more: str) -> Any:
    body = {"expert_id": office.expert_id(account), "role": role} | more
    return office.officer.acts(path, "panel/seats", body)


def with_panel(office: Office, receipt_no: str = RECEIPT) -> str:
    """A case with chief, a technical member and an expert, all declared."""
    path = office.with_mediator(receipt_no)
    office.officer.acts(path, "panel", {"size": 3})
    names(office, path, "wuhao", "technical")
    names(office, path, "lihong", "member")
    for account in ("wuhao", "lihong"):
        answer = member(office, account).post(f"{path}/panel/answers", ACCEPTS)
        assert answer.status_code == 200, answer.text
    return path


def books(office: Office, path: str, at: str = WEDNESDAY_10, room: int = 0) -> Any:
    rooms = office.officer.get("/api/v1/rooms").get_json()["items"]
    wish = {"room_id": rooms[room]["room_id"], "starts_at": at, "minutes": 60}
    return office.officer.post(f"{path}/sessions", wish)


def test_each_side_picks_one_and_sees_nobody_with_a_conflict(office: Office) -> None:
    path = office.with_mediator(RECEIPT)
    office.officer.acts(path, "panel", {"size": 3, "by_parties": True})
    sides = {who: office.citizen(RECEIPT, who) for who in ("complainant", "respondent")}

    offered = sides["complainant"].get(f"{path}/panel/choices").get_json()
    conflicted = sides["complainant"].post(
        f"{path}/panel/picks", {"expert_id": office.expert_id("fengtu")}
    )
    picked = sides["complainant"].post(
        f"{path}/panel/picks", {"expert_id": office.expert_id("sunmei")}
    )
    third = sides["complainant"].post(
        f"{path}/panel/picks", {"expert_id": office.expert_id("lihong")}
    )

    assert offered["pick_until"] == "2026-11-25"  # three working days from Saturday 21
    assert {each["name"] for each in offered["items"]} == {"赵磊", "孙梅", "李红", "吴昊"}
    assert conflicted.status_code == 404
    assert [seat["name"] for seat in picked.get_json()["panel"]["seats"]] == ["孙梅"]
    assert (third.status_code, third.get_json()["code"]) == (409, "panel_picked_already")
    assert sides["complainant"].get(f"{path}/panel/choices").get_json()["items"] == []


def test_who_has_a_conflict_is_refused_with_name_ground_and_side(office: Office) -> None:
    path = office.with_mediator(RECEIPT)
    office.officer.acts(path, "panel", {"size": 3})

    refusal = names(office, path, "fengtu", "member")
    without_role = names(office, path, "qianyi", "technical")

    assert refusal.status_code == 409
    assert "鹰城五金工具有限公司" in refusal.get_json()["detail"]
    assert refusal.get_json()["conflicts"] == [{"ground": "employer", "side": "respondent"}]
    assert without_role.get_json()["code"] == "panel_role_missing"


def test_a_member_reads_the_case_only_after_the_declaration_and_leads_nothing(
    office: Office,
) -> None:
    path = office.with_mediator(RECEIPT)
    office.officer.acts(path, "panel", {"size": 3})
    stranger = member(office, "wuhao").get(path)
    names(office, path, "wuhao", "technical")
    wu = member(office, "wuhao")

    before = wu.get(path).get_json()
    wu.post(f"{path}/panel/answers", ACCEPTS)
    after = wu.get(path).get_json()

    assert stranger.status_code == 404
    assert (before["awaits_declaration"], before["consents"]) == (True, {})
    assert after["consents"] == {"complainant": True, "respondent": True}
    assert after["possible_now"] == []
    assert wu.acts(path, "end", {"ground": "T3", "explanation": ""}).status_code == 404
    assert [each["case_id"] for each in wu.get(CASES).get_json()["items"]] == [after["case_id"]]


def test_nothing_is_booked_before_the_panel_is_complete_and_then_for_all_of_it(
    office: Office,
) -> None:
    path = office.with_mediator(RECEIPT)
    office.officer.acts(path, "panel", {"size": 3})
    early = books(office, path)
    names(office, path, "wuhao", "technical")
    names(office, path, "lihong", "member")
    for account in ("wuhao", "lihong"):
        member(office, account).post(f"{path}/panel/answers", ACCEPTS)

    booked = books(office, path)

    assert (early.status_code, early.get_json()["code"]) == (409, "panel_incomplete")
    assert booked.status_code == 201
    assert len(member(office, "wuhao").get("/api/v1/sessions").get_json()["items"]) == 1
    assert [each.act for each in office.said(PanelCalledV1)] == ["scheduled", "scheduled"]
    assert [each.act for each in office.said(PanelMovedV1)][-1] == "panel_complete"


def test_a_member_who_sits_elsewhere_blocks_the_slot_and_is_named(office: Office) -> None:
    books(office, with_panel(office))
    other = office.with_mediator(OTHER, "zhaolei", respondent_email="second@x.example")
    office.officer.acts(other, "panel", {"size": 3})
    names(office, other, "wuhao", "technical")
    names(office, other, "sunmei", "member")
    for account in ("wuhao", "sunmei"):
        member(office, account).post(f"{other}/panel/answers", ACCEPTS)

    refused = books(office, other, room=1)
    asked = office.officer.get(f"{other}/slot-check?at=2026-11-25T02:00:00Z").get_json()

    assert (refused.status_code, refused.get_json()["by"]) == (409, "panel")
    assert refused.get_json()["alternatives"] != []
    assert ("member_busy", "吴昊") in {(e["code"], e["who"]) for e in asked["objections"]}


def test_a_mediator_who_sits_on_another_panel_is_busy_as_mediator_too(office: Office) -> None:
    own = office.with_mediator(OTHER, "zhaolei", respondent_email="second@x.example")
    path = office.with_mediator(RECEIPT)
    office.officer.acts(path, "panel", {"size": 3})
    names(office, path, "zhaolei", "technical")
    names(office, path, "lihong", "member")
    for account in ("zhaolei", "lihong"):
        member(office, account).post(f"{path}/panel/answers", ACCEPTS)
    books(office, path)

    refused = books(office, own, room=1)

    assert refused.get_json()["by"] == "mediator"


def test_an_alternate_takes_the_seat_in_the_planned_session_too(office: Office) -> None:
    path = with_panel(office)
    books(office, path)
    names(office, path, "sunmei", "alternate")

    office.officer.acts(path, "panel/releases", {"expert_id": office.expert_id("lihong")})
    free_again = member(office, "lihong").get("/api/v1/sessions").get_json()["items"]
    member(office, "sunmei").post(f"{path}/panel/answers", ACCEPTS)

    assert free_again == []
    assert len(member(office, "sunmei").get("/api/v1/sessions").get_json()["items"]) == 1


def test_the_plan_of_a_week_binds_the_whole_panel(office: Office) -> None:
    with_panel(office)

    def posed(uow: Any) -> Any:
        return pose(ask_for_plan(10, "zhangwei", uow), 3, uow).problem

    problem = office.within(posed)

    [waiting] = problem.waiting
    assert waiting.experts == tuple(office.expert_id(a) for a in ("chenjing", "wuhao", "lihong"))
    assert set(problem.members) == set(waiting.experts)

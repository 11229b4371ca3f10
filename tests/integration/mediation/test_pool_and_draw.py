"""The expert pool: applying, being admitted, suspended, drawn."""

from typing import Any

import pytest

from contracts.mediation import PoolMovedV1
from services.mediation.domain.draw import NotProven, verify
from tests.support.mediation_office import FRIDAYS_ROOT, Caller, Office

MEMBERS, APPLICATIONS = "/api/v1/experts", "/api/v1/pool-applications"


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


@pytest.fixture
def supervisor(office: Office) -> Caller:
    return office.staff("wangqiang", "supervisor")


def an_application(**changes: Any) -> dict[str, Any]:
    return {
        "name": "周敏",
        "email": "zhoumin@pool.example.cn",
        "fields": ["trademark"],
        "profile": {
            "roles": ["mediator", "expert"],
            "languages": ["zh", "en"],
            "nice": [8, 35],
            "qualifications": [
                {"name": "律师执业证", "number": "14104", "valid_until": "2027-05-31"}
            ],
            "employer": "中原律师事务所",
            "past_agencies": ["红星五金商行"],
        },
        "may_be_listed": True,
    } | changes


def admitted(office: Office, supervisor: Caller, **changes: Any) -> str:
    """Somebody applied and became a member; returns their id."""
    made = office.visitor.post(APPLICATIONS, an_application(**changes)).get_json()
    path = f"{APPLICATIONS}/{made['application_id']}"
    decision = {"admits": True, "account": "zhoumin", "term_until": "2028-11-30"}
    answer = supervisor.acts(path, "decision", decision)
    assert answer.status_code == 200, answer.text
    return office.expert_id("zhoumin")


def candidate(office: Office, path: str, expert_id: str) -> dict[str, Any]:
    items = office.officer.get(f"{path}/candidates").get_json()["items"]
    return next(each for each in items if each["expert_id"] == expert_id)


def test_who_is_admitted_stands_in_the_public_list_without_address_and_employer(
    office: Office, supervisor: Caller
) -> None:
    admitted(office, supervisor)

    listed = office.visitor.get("/api/v1/expert-pool")

    [zhou] = [each for each in listed.get_json()["items"] if each["name"] == "周敏"]
    assert (zhou["nice"], zhou["languages"]) == ([8, 35], ["zh", "en"])
    assert "zhoumin" not in listed.text
    assert "中原律师事务所" not in listed.text


def test_who_does_not_want_to_be_listed_is_not(office: Office, supervisor: Caller) -> None:
    admitted(office, supervisor, may_be_listed=False)

    assert "周敏" not in office.visitor.get("/api/v1/expert-pool").text


def test_a_refusal_needs_a_reason_and_is_final(office: Office, supervisor: Caller) -> None:
    made = office.visitor.post(APPLICATIONS, an_application()).get_json()
    path = f"{APPLICATIONS}/{made['application_id']}"

    bare = supervisor.acts(path, "decision", {"admits": False})
    refused = supervisor.acts(path, "decision", {"admits": False, "reason": "缺少执业证明"})
    again = supervisor.acts(path, "decision", {"admits": True, "account": "zhoumin"})

    assert [each["pointer"] for each in bare.get_json()["errors"]] == ["/reason"]
    assert refused.get_json()["status"] == "refused"
    assert (again.status_code, again.get_json()["code"]) == (409, "wrong_state")


def test_an_account_belongs_to_one_member(office: Office, supervisor: Caller) -> None:
    made = office.visitor.post(APPLICATIONS, an_application()).get_json()

    path = f"{APPLICATIONS}/{made['application_id']}"
    refusal = supervisor.acts(path, "decision", {"admits": True, "account": "chenjing"})

    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "account_taken")


def test_an_agency_of_earlier_years_is_a_conflict_of_interest(
    office: Office, supervisor: Caller
) -> None:
    expert, path = admitted(office, supervisor), office.with_consents()

    [conflict] = candidate(office, path, expert)["conflicts"]

    assert (conflict["ground"], conflict["side"]) == ("agent", "complainant")


def test_whoever_is_suspended_is_not_asked(office: Office, supervisor: Caller) -> None:
    expert, path = office.expert_id("chenjing"), office.with_consents()
    supervisor.post(f"{MEMBERS}/{expert}/suspension", {"reason": "正在接受投诉核查"})

    refusal = office.officer.acts(path, "proposal", {"expert_id": expert})

    assert refusal.get_json()["code"] == "expert_suspended"
    assert candidate(office, path, expert)["eligible"] is False


def test_a_term_and_a_licence_that_are_over_stand_in_the_way(
    office: Office, supervisor: Caller
) -> None:
    expert = admitted(office, supervisor, profile=an_application()["profile"] | {"employer": ""})

    office.passes(days=193)  # 2 June 2027, two days after the licence

    members = supervisor.get(MEMBERS).get_json()["items"]
    assert next(m for m in members if m["expert_id"] == expert)["hindrance"] == (
        "qualification_expired"
    )


def test_a_draw_is_announced_held_and_proven(office: Office) -> None:
    path = office.with_consents(respondent_name="蓝天商贸")
    announced = office.officer.post(f"{path}/draws").get_json()

    office.passes(seconds=5)
    held = office.officer.post(f"{path}/draws/result", {"public_word": "3 0 7"}).get_json()

    proof = office.visitor.get(f"/api/v1/draws/{held['draw_id']}").data
    assert verify(proof)["commitment"] == announced["commitment"]
    assert not {"seed", "secret", "root"} & set(announced)
    assert (held["root_day"], held["root"]) == ("2026-11-20", FRIDAYS_ROOT["root"])
    case = office.officer.get(path).get_json()
    assert (case["status"], [case["mediator"]["expert_id"]]) == (
        "mediator_proposed",
        held["chosen"],
    )
    with pytest.raises(NotProven):
        verify(proof.replace(b"3 0 7", b"3 0 8"))


def test_a_draw_that_does_not_suit_is_not_repeated(office: Office) -> None:
    path = office.with_consents(respondent_name="蓝天商贸")
    office.officer.post(f"{path}/draws")
    word = {"public_word": "3 0 7"}

    twice = office.officer.post(f"{path}/draws")
    office.passes(seconds=5)
    office.officer.post(f"{path}/draws/result", word)
    again = office.officer.post(f"{path}/draws/result", word)

    assert (twice.status_code, again.status_code) == (409, 409)


def test_without_a_published_root_nothing_is_drawn_and_nothing_is_lost(office: Office) -> None:
    path = office.with_consents(respondent_name="蓝天商贸")
    office.officer.post(f"{path}/draws")
    root, word = ("GET", "/internal/daily-roots/newest"), {"public_word": "3 0 7"}
    office.intake.answer(*root, {}, status=404)

    refused = office.officer.post(f"{path}/draws/result", word)
    office.intake.answer(*root, FRIDAYS_ROOT)
    held = office.officer.post(f"{path}/draws/result", word)

    assert (refused.status_code, refused.get_json()["code"]) == (409, "no_root_published")
    assert held.get_json()["status"] == "drawn"


def test_only_those_without_a_conflict_are_in_the_draw(office: Office) -> None:
    path = office.with_consents()  # 刘洋 has worked for the respondent

    announced = office.officer.post(f"{path}/draws").get_json()

    assert office.expert_id("liuyang") not in announced["candidates"]
    assert len(announced["candidates"]) == 2


def test_more_is_asked_of_an_applicant_who_adds_it_by_the_link_of_the_mail(
    office: Office, supervisor: Caller
) -> None:
    made = office.visitor.post(APPLICATIONS, an_application()).get_json()
    path = f"{APPLICATIONS}/{made['application_id']}"
    supervisor.acts(path, "questions", {"text": "请补交执业证"})
    query = f"?audience=applicant&person={made['application_id']}"
    [told] = (
        office.neighbour("notification").get(f"/internal/recipients{query}").get_json()["items"]
    )
    link = f"/api/v1/pool-supplies/{told['facts']['supply'].rpartition('/')[2]}"

    asked = office.visitor.get(link).get_json()
    answered = office.visitor.post(link, {"text": "执业证号 14104"}).get_json()
    again = office.visitor.post(link, {"text": "再补一次"})

    assert (told["facts"]["reason"], asked["question"]) == ("请补交执业证", "请补交执业证")
    assert answered["is_open"] is False
    assert again.status_code == 409
    [question] = supervisor.get(path).get_json()["questions"]
    assert question["answer"] == "执业证号 14104"
    assert office.visitor.get(link[:-1] + "!").status_code == 404
    assert [each.act for each in office.said(PoolMovedV1)] == [
        "application_received",
        "application_asked",
    ]


def test_a_member_is_told_twice_before_a_term_or_a_licence_ends(
    office: Office, supervisor: Caller
) -> None:
    expert = admitted(office, supervisor)  # the licence is valid until 31 May 2027
    renewed = {"name": "律师执业证", "number": "14104", "valid_until": "2028-05-31"}

    office.passes(days=132)  # 2 April 2027, sixty days before
    once = [each.act for each in office.said(PoolMovedV1)]
    supervisor.acts(f"{MEMBERS}/{expert}", "qualifications", renewed)
    office.passes(days=60)

    assert once == ["application_received", "application_admitted", "licence_ending"]
    assert [each.act for each in office.said(PoolMovedV1)][3:] == ["licence_noted"]


def test_a_member_hears_of_a_suspension_its_end_and_a_longer_term(
    office: Office, supervisor: Caller
) -> None:
    expert = office.expert_id("chenjing")
    for reason in ("正在接受投诉核查", "正在接受投诉核查", ""):
        supervisor.post(f"{MEMBERS}/{expert}/suspension", {"reason": reason})
    supervisor.acts(f"{MEMBERS}/{expert}", "term", {"term_until": "2028-11-30"})

    said = [(each.act, each.person) for each in office.said(PoolMovedV1)]

    assert said == [("suspended", expert), ("resumed", expert), ("term_renewed", expert)]

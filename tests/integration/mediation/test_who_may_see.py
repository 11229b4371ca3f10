"""What is not yours is not there; what other services may ask."""

import pytest

from tests.support.mediation_office import CASES, Caller, Office

RECEIPT, OTHER = "2026112100011", "2026112100022"


def without_instance(answer: object) -> dict[str, object]:
    body: dict[str, object] = answer.get_json()  # type: ignore[attr-defined]
    return {name: value for name, value in body.items() if name != "instance"}


def strangers(office: Office) -> dict[str, Caller]:
    return {
        "the complainant of another matter": office.citizen(OTHER, "complainant"),
        "the respondent of another matter": office.citizen(OTHER, "respondent"),
        "a mediator of another case": office.staff("zhaolei", "mediator"),
        "a court clerk": office.staff("zhaomin", "court_clerk"),
        "a police liaison": office.staff("sunlei", "police_liaison"),
    }


@pytest.mark.parametrize(
    "act",
    [
        "",
        "/consents",
        "/proposal",
        "/proposal/answer",
        "/sessions",
        "/agreement/signatures",
        "/end",
    ],
)
def test_to_strangers_a_case_looks_like_one_that_is_not_there(office: Office, act: str) -> None:
    path = office.with_session()
    bodies = {
        "/consents": {"agrees": True},
        "/proposal": {"expert_id": "x"},
        "/proposal/answer": {"accepts": True, "has_conflict": False},
        "/sessions": {"room_id": "x", "starts_at": "2026-11-25T01:00:00Z"},
        "/agreement/signatures": {"code": "123456"},
        "/end": {"ground": "T1"},
    }

    for name, stranger in strangers(office).items():
        answers = [
            stranger.post(f"{where}{act}", bodies[act]) if act else stranger.get(where)
            for where in (path, f"{CASES}/00000000000000000000000000")
        ]
        assert [answer.status_code for answer in answers] == [404, 404], name
        assert without_instance(answers[0]) == without_instance(answers[1]), name


def test_who_belongs_to_a_case_sees_it(office: Office) -> None:
    path = office.with_session()

    belong = [
        office.citizen(RECEIPT, "complainant"),
        office.citizen(RECEIPT, "respondent"),
        office.staff("chenjing", "mediator"),
        office.officer,
        office.staff("wangqiang", "supervisor"),
    ]

    assert [each.get(path).status_code for each in belong] == [200] * 5


def test_a_visitor_is_asked_to_sign_in(office: Office) -> None:
    assert office.visitor.get(office.invites()).status_code == 401


@pytest.mark.parametrize(
    ("account", "role", "seen"),
    [
        ("zhangwei", "officer", [RECEIPT, OTHER]),
        ("wangqiang", "supervisor", [RECEIPT, OTHER]),
        ("chenjing", "mediator", [RECEIPT]),
        ("zhaolei", "mediator", []),
    ],
)
def test_a_list_shows_what_the_caller_may_see(
    office: Office, account: str, role: str, seen: list[str]
) -> None:
    office.with_mediator(RECEIPT)
    office.invites(OTHER)

    items = office.staff(account, role).get(CASES).get_json()["items"]

    assert [each["receipt_no"] for each in items] == seen


def test_a_citizens_list_is_the_own_case_whatever_they_ask_for(office: Office) -> None:
    office.invites(RECEIPT)
    office.invites(OTHER)

    items = office.citizen(RECEIPT, "respondent").get(f"{CASES}?receipt_no={OTHER}").get_json()

    assert items["items"] == []


def test_a_list_can_be_walked_page_by_page(office: Office) -> None:
    for number in range(10, 15):
        office.invites(f"20261121000{number}")

    first = office.officer.get(f"{CASES}?limit=3")
    second = office.officer.get(f"{CASES}?limit=3&cursor={first.get_json()['next']}")

    receipts = [each["receipt_no"] for page in (first, second) for each in page.get_json()["items"]]
    assert receipts == [f"20261121000{number}" for number in range(10, 15)]
    assert 'rel="next"' in first.headers["Link"]
    assert second.get_json()["next"] is None


def test_citizens_see_neither_minutes_nor_declaration_nor_addresses(office: Office) -> None:
    path = office.with_agreement()

    answer = office.citizen(RECEIPT, "respondent").get(path)

    assert not {"held", "declaration", "explanation"} & answer.get_json().keys()
    assert "zhang@red-star.example" not in answer.text
    assert "双方到场，达成一致。" not in answer.text
    assert "双方到场，达成一致。" in office.officer.get(path).text


def test_another_mediator_cannot_record_a_session(office: Office) -> None:
    path = office.with_session()
    session = office.officer.get(path).get_json()["sessions"][0]["session_id"]
    body = {"outcome": "not_agreed", "minutes_text": "分歧太大"}

    answer = office.staff("zhaolei", "mediator").post(f"/api/v1/sessions/{session}/outcome", body)
    looked = office.staff("zhaolei", "mediator").get(f"/api/v1/sessions/{session}")

    assert (answer.status_code, looked.status_code) == (404, 404)
    assert office.officer.get(path).get_json()["status"] == "scheduled"


def test_an_officer_does_not_record_for_the_mediator(office: Office) -> None:
    path = office.with_session()
    session = office.officer.get(path).get_json()["sessions"][0]["session_id"]

    answer = office.officer.post(
        f"/api/v1/sessions/{session}/outcome", {"outcome": "adjourned", "minutes_text": "改期"}
    )

    assert answer.status_code == 404


def recipients(office: Office, audience: str) -> dict[str, object]:
    answer = office.neighbour("notification").get(
        f"/internal/recipients?audience={audience}&receipt_no={RECEIPT}"
    )
    body: dict[str, object] = answer.get_json()
    return body


def test_the_invitation_mail_gets_the_link_that_opens_the_case(office: Office) -> None:
    office.invites()

    [person] = recipients(office, "respondent")["items"]  # type: ignore[misc]

    assert (person["name"], person["email"]) == ("鹰城五金工具有限公司", "boss@eagle.example")
    token = person["facts"]["link"].rsplit("/", 1)[1]
    opened = office.visitor.post("/api/v1/invitations/open", {"token": token})
    assert opened.get_json()["receipt_no"] == RECEIPT
    assert person["facts"]["answer_due_on"] == "2026-11-25"


def test_the_mediators_mail_gets_time_and_room(office: Office) -> None:
    office.with_session()

    [person] = recipients(office, "mediator")["items"]  # type: ignore[misc]

    assert (person["name"], person["email"]) == ("陈静", "chenjing@pool.example.cn")
    assert person["facts"]["starts_at"] == "2026-11-25T01:00:00Z"
    assert person["facts"]["room"] == "第一调解室"
    assert person["facts"]["sequence"] == 0


@pytest.mark.parametrize("audience", ["mediator", "complainant_signing", "respondent_signing"])
def test_a_mail_that_came_too_early_or_too_late_has_nobody_to_go_to(
    office: Office, audience: str
) -> None:
    office.with_consents()

    assert recipients(office, audience) == {"items": []}


def test_the_complainant_is_never_given_the_respondents_link(office: Office) -> None:
    office.with_agreement()

    for audience in ("complainant", "complainant_signing"):
        [person] = recipients(office, audience)["items"]  # type: ignore[misc]
        assert "link" not in person["facts"]


@pytest.mark.parametrize("role", ["officer", "supervisor", "administrator", "mediator"])
def test_codes_and_links_are_for_services_alone(office: Office, role: str) -> None:
    office.with_agreement()

    answer = office.staff("zhangwei", role).get(
        f"/internal/recipients?audience=respondent_signing&receipt_no={RECEIPT}"
    )

    assert answer.status_code == 404


def test_a_reader_does_not_wait_for_a_writer(office: Office) -> None:
    path = office.with_session()

    with office.service.uow():  # somebody is writing
        readings = [
            office.officer.get(path),
            office.officer.get(f"{path}/candidates"),
            office.officer.get(f"{path}/free-slots"),
            office.staff("chenjing", "mediator").get("/api/v1/sessions"),
            office.neighbour("notification").get(
                f"/internal/recipients?audience=mediator&receipt_no={RECEIPT}"
            ),
        ]

    assert [answer.status_code for answer in readings] == [200] * 5


def test_who_was_only_asked_to_mediate_sees_what_the_declaration_needs(
    sqlite_office: Office,
) -> None:
    office = sqlite_office
    path = office.with_consents()
    asked = office.officer.acts(path, "proposal", {"expert_id": office.expert_id("chenjing")})
    assert asked.status_code == 200
    mediator = office.staff("chenjing", "mediator")

    before = mediator.get(path).get_json()
    ending = mediator.acts(path, "end", {"ground": "T3", "explanation": "我来结束"})
    accepts = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系"}
    after = mediator.acts(path, "proposal/answer", accepts).get_json()

    assert (before["complainant"], before["right_type"]) == ("红星五金商行", "trademark")
    assert (before["consents"], before["possible_now"]) == ({}, ["answer"])
    assert [clock["rule_id"] for clock in before["clocks"]] == ["med.online_accept"]
    assert not {"held", "declaration", "challenge_reasons"} & set(before)
    assert (ending.status_code, ending.get_json()["possible_now"]) == (409, ["answer"])
    assert after["consents"] == {"complainant": True, "respondent": True}


def test_an_expert_who_was_asked_learns_no_times_of_the_parties_before_the_declaration(
    office: Office,
) -> None:
    path = office.with_consents()
    office.officer.acts(path, "proposal", {"expert_id": office.expert_id("chenjing")})
    asked = office.staff("chenjing", "mediator")

    slots = asked.get(f"{path}/free-slots")
    judged = asked.get(f"{path}/slot-check?at=2026-11-25T01:00:00Z")

    assert (slots.status_code, judged.status_code) == (409, 409)

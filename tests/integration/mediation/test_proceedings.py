"""From a mediation that failed to another proceeding, step by step."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from chassis.errors import Conflict
from contracts.mediation import MediationClockAlarmV1, ProceedingMovedV1
from tests.support.mediation_office import SATURDAY, Office

RECEIPT = "2026112100011"
CHECKED = {
    "act": "check_agreement",
    "document": "《供货合同》第 12 条",
    "ticked": ["in_writing", "intent", "matters", "institution"],
}


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def either_office(request: pytest.FixtureRequest) -> Office:
    found: Office = request.getfixturevalue(f"{request.param}_office")
    return found


def test_the_choice_says_what_stands_in_the_way(office: Office) -> None:
    path = office.with_consents()

    offered = office.officer.get(f"{path}/proceedings", language="en").get_json()["offered"]

    assert {each["kind"]: each["hindrance"] for each in offered} == {
        "adjudication": "other_right",  # a trademark
        "arbitration": "mediation_runs",
        "delegated": "",
        "patent_mediation": "other_right",
        "opinion": "",
        "advance_compensation": "",
    }
    assert all(each["about"] for each in offered)


def test_a_failed_mediation_goes_to_arbitration_and_its_clock_speaks(office: Office) -> None:
    path = office.with_consents()
    office.officer.acts(path, "end", {"ground": "T3", "explanation": "分歧太大"})
    opening = {"kind": "arbitration", "question": "请求裁决赔偿 5 万元"}

    opened = office.officer.post(f"{path}/proceedings", opening)
    again = office.officer.post(f"{path}/proceedings", opening)
    office.passes(days=6)

    assert (opened.status_code, again.get_json()["code"]) == (201, "proceeding_runs_already")
    moments = [e.moment for e in office.said(MediationClockAlarmV1) if e.rule_id == "arb.accept"]
    assert "due" in moments
    one = f"/api/v1/proceedings/{opened.get_json()['proceeding_id']}"
    office.officer.acts(one, "steps", CHECKED)
    accepted = office.officer.acts(one, "steps", {"act": "accept"}).get_json()
    assert (accepted["state"], accepted["steps"][0]["by"]) == ("accepted", "zhangwei")


def test_a_step_that_lacks_something_is_refused_at_its_field(office: Office) -> None:
    path = office.with_consents()
    opened = office.officer.post(
        f"{path}/proceedings", {"kind": "opinion", "question": "是否近似"}
    ).get_json()
    one = f"/api/v1/proceedings/{opened['proceeding_id']}"

    bare = office.officer.acts(one, "steps", {"act": "assign"})
    early = office.officer.acts(one, "steps", {"act": "score", "note": "5"})

    assert [each["pointer"] for each in bare.get_json()["errors"]] == ["/expert_id", "/day"]
    assert (early.status_code, early.get_json()["code"]) == (409, "proceeding_step_not_now")


def test_a_mediator_sees_no_proceedings(office: Office) -> None:
    path = office.with_mediator()

    assert office.staff("chenjing", "mediator").get(f"{path}/proceedings").status_code == 404
    assert office.visitor.get("/api/v1/proceedings").status_code == 401


def test_both_sides_follow_a_proceeding_the_respondent_once_it_is_served(office: Office) -> None:
    path = office.with_consents()
    office.officer.acts(path, "end", {"ground": "T3", "explanation": "分歧太大"})
    body = {"kind": "arbitration", "question": "请求裁决赔偿 5 万元"}
    opened = office.officer.post(f"{path}/proceedings", body).get_json()
    one = f"/api/v1/proceedings/{opened['proceeding_id']}"
    complainant = office.citizen(RECEIPT, "complainant")
    respondent = office.citizen(RECEIPT, "respondent")

    before = (complainant.get(one).status_code, respondent.get(one).status_code)
    office.officer.acts(one, "steps", CHECKED)
    office.officer.acts(one, "steps", {"act": "accept", "note": "内部说明"})
    office.officer.acts(one, "steps", {"act": "pay", "day": "2026-12-10"})

    assert before == (200, 404)
    [seen] = respondent.get("/api/v1/proceedings", language="en").get_json()["items"]
    assert [step["name"] for step in seen["steps"]] == [
        "check the agreement to arbitrate",
        "accept",
        "fee paid; rules and roster sent",
    ]
    assert not {"by", "note"} & set(seen["steps"][0])
    assert seen["question"] == "请求裁决赔偿 5 万元"
    assert seen["clocks"][-1]["due_on"] == "2026-12-10"
    told = [(e.act, e.is_public, e.is_served) for e in office.said(ProceedingMovedV1)]
    assert told == [
        ("open", True, False),
        ("check_agreement", True, False),
        ("accept", True, False),
        ("pay", True, True),
    ]
    stranger = office.citizen("2026112100022", "complainant")
    assert stranger.get(one).status_code == 404
    assert stranger.get("/api/v1/proceedings").get_json() == {"items": []}


def test_an_expert_opinion_is_for_the_centre_alone(office: Office) -> None:
    path = office.with_consents()
    office.officer.post(f"{path}/proceedings", {"kind": "opinion", "question": "是否近似"})

    shown = office.citizen(RECEIPT, "complainant").get("/api/v1/proceedings").get_json()

    assert shown == {"items": []}
    assert [each.is_public for each in office.said(ProceedingMovedV1)] == [False]


A_PATENT_MATTER = {
    "kind": "complaint",
    "status": "accepted",
    "right_type": "patent_invention",
    "holder_name": "红星五金商行",
    "contact_name": "张三",
    "contact_phone": "0375-2022211",
    "contact_email": "zhang@red-star.example",
    "respondent_name": "鹰城五金工具有限公司",
    "respondent_address": "新华区建设路 1 号",
    "respondent_email": "boss@eagle.example",
    "language": "zh",
}
ASKED = f"/internal/matters/{RECEIPT}/parties"
OF_MATTER = f"/api/v1/matters/{RECEIPT}/proceedings"
ADJUDICATION = {
    "kind": "adjudication",
    "question": "请求责令停止侵权",
    "ticked": ["sued", "agreed_otherwise"],
}


def test_an_accepted_matter_goes_to_adjudication_without_a_mediation(office: Office) -> None:
    path = OF_MATTER
    body = ADJUDICATION
    unchecked = body | {"ticked": ["sued"]}

    office.intake.answer("GET", ASKED, A_PATENT_MATTER | {"status": "received"})
    early = office.officer.post(path, body)
    office.intake.answer("GET", ASKED, A_PATENT_MATTER)
    offered = office.officer.get(path).get_json()["offered"]
    hasty = office.officer.post(path, unchecked)
    opened = office.officer.post(path, body)

    assert [each["pointer"] for each in hasty.get_json()["errors"]] == ["/ticked"]
    assert (early.status_code, early.get_json()["code"]) == (409, "proceeding_not_accepted")
    assert {each["kind"] for each in offered if each["hindrance"]} == set()
    assert (opened.status_code, opened.get_json()["case_id"]) == (201, "")
    who = office.neighbour("notification").get(
        f"/internal/recipients?audience=complainant&receipt_no={RECEIPT}"
    )
    assert [each["email"] for each in who.get_json()["items"]] == ["zhang@red-star.example"]


def test_a_report_has_no_other_side_but_may_be_put_to_experts(office: Office) -> None:
    said = {"kind": "report", "status": "accepted", "right_type": "trademark"}
    office.intake.answer("GET", f"/internal/matters/{RECEIPT}/parties", said)
    path = f"/api/v1/matters/{RECEIPT}/proceedings"

    refused = office.officer.post(path, {"kind": "arbitration", "question": "请求裁决"})
    opened = office.officer.post(path, {"kind": "opinion", "question": "是否构成近似商标"})

    assert refused.get_json()["code"] == "proceeding_no_dispute"
    assert opened.status_code == 201


def test_of_many_who_open_one_kind_at_once_exactly_one_does(either_office: Office) -> None:
    office = either_office
    office.intake.answer("GET", ASKED, A_PATENT_MATTER)
    body = ADJUDICATION

    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda _n: office.officer.post(OF_MATTER, body), range(16)))

    assert Counter(each.status_code for each in answers) == {201: 1, 409: 15}
    assert {each.get_json().get("code", "") for each in answers} == {"", "proceeding_runs_already"}


def test_the_database_itself_knows_only_one_that_runs(office: Office) -> None:
    office.intake.answer("GET", ASKED, A_PATENT_MATTER)
    office.officer.post(OF_MATTER, {"kind": "opinion", "question": "是否构成相同侵权"})
    [first] = office.within(lambda uow: uow.proceedings.of_matter(RECEIPT))
    second = replace(first, id="01SECOND", opened_at=SATURDAY, events=[])

    with pytest.raises(Conflict, match="proceeding_runs_already"):
        office.within(lambda uow: uow.proceedings.add(second))
    one = f"/api/v1/proceedings/{first.id}"
    office.officer.acts(one, "steps", {"act": "drop", "note": "不再需要"})
    again = office.officer.post(OF_MATTER, {"kind": "opinion", "question": "是否构成等同侵权"})

    assert again.status_code == 201


def test_an_agreement_to_arbitrate_that_was_found_bars_an_adjudication_by_art_12(
    office: Office,
) -> None:
    office.intake.answer("GET", ASKED, A_PATENT_MATTER)
    opened = office.officer.post(OF_MATTER, {"kind": "arbitration", "question": "请求裁决赔偿"})
    one = f"/api/v1/proceedings/{opened.get_json()['proceeding_id']}"
    office.officer.acts(one, "steps", CHECKED)

    refused = office.officer.post(OF_MATTER, ADJUDICATION)
    asked = office.citizen(RECEIPT, "complainant").get(
        f"/api/v1/matters/{RECEIPT}/adjudication-requests"
    )

    assert refused.get_json()["code"] == "proceeding_agreed_otherwise"
    assert asked.get_json()["hindrance"] == "agreed_otherwise"


def test_each_side_names_its_arbitrator_from_those_without_a_conflict(office: Office) -> None:
    office.intake.answer("GET", ASKED, A_PATENT_MATTER)
    opened = office.officer.post(OF_MATTER, {"kind": "arbitration", "question": "请求裁决赔偿"})
    one = f"/api/v1/proceedings/{opened.get_json()['proceeding_id']}"
    forming = ({"act": "accept"}, {"act": "pay", "day": "2026-12-10"})
    choosing = {"act": "choose_by", "size": 3, "day": "2026-12-20"}
    for step in (CHECKED, *forming, {"act": "no_defence", "day": "2026-12-20"}, choosing):
        assert office.officer.acts(one, "steps", step).status_code == 200
    complainant = office.citizen(RECEIPT, "complainant")

    [offered] = complainant.get(one).get_json()["possible_now"]
    naming = {"act": "nominate", "seat": "complainant", "expert_id": office.expert_id("chenjing")}
    named = complainant.post(f"{one}/statements", naming)
    wish = complainant.post(f"{one}/statements", naming | {"seat": "chair"})
    of_the_other_side = complainant.post(
        f"{one}/statements", naming | {"seat": "chair", "expert_id": office.expert_id("liuyang")}
    )

    assert [each["text"] for each in offered["experts"]] == ["赵磊", "陈静"]
    assert [each["value"] for each in offered["seats"]] == ["chair", "complainant"]
    assert named.get_json()["tribunal"]["seats"][1] == {
        "seat": "complainant",
        "name": "陈静",
        "by": "complainant",
    }
    assert wish.get_json()["code"] == "tribunal_sits_already"
    assert of_the_other_side.get_json()["code"] == "conflict_of_interest"


def test_an_expert_sees_only_the_own_order_and_its_files(office: Office) -> None:
    office.intake.answer("GET", ASKED, A_PATENT_MATTER | {"respondent_name": "蓝天工具厂"})
    kept = {"id": "01FILE", "name": "对比图.pdf", "size": 3, "media_type": "application/pdf"}
    evidence = f"/internal/matters/{RECEIPT}/evidence"
    office.intake.answer("POST", evidence, kept | {"sha256": "a" * 64, "sm3": "b" * 64}, status=201)
    office.intake.answer("GET", f"{evidence}/01FILE/content", "ok")
    opened = office.officer.post(OF_MATTER, {"kind": "opinion", "question": "是否等同"})
    one = f"/api/v1/proceedings/{opened.get_json()['proceeding_id']}"
    ordering = {"act": "assign", "day": "2026-12-04", "amount_fen": 80_000, "files": ["01FILE"]}
    second = {"act": "second", "day": "2026-12-04"}
    for step, account in ((ordering, "zhaolei"), (second, "liuyang")):
        named = step | {"expert_id": office.expert_id(account)}
        assert office.officer.acts(one, "steps", named).status_code == 200
    zhaolei, liuyang = (office.staff(each, "mediator") for each in ("zhaolei", "liuyang"))
    order = one.replace("proceedings", "opinion-orders")
    opinion = {"text": "不构成等同。", "declaration": "与双方无利害关系"}

    given = zhaolei.post(f"{order}/answers", opinion)
    again = zhaolei.post(f"{order}/answers", opinion)

    assert (given.status_code, again.status_code) == (201, 409)
    assert zhaolei.get(f"{order}/files/01FILE").status_code == 200
    seen = liuyang.get(order).get_json()
    assert (seen["answer"], seen["materials"], seen["is_open"]) == ("", [], True)
    assert liuyang.get(f"{order}/files/01FILE").status_code == 404
    assert office.staff("chenjing", "mediator").get(order).status_code == 404
    assert office.officer.get(one).get_json()["commissions"][0]["answer"] == "不构成等同。"


def test_the_files_of_an_answer_reach_the_other_side_when_it_was_forwarded(office: Office) -> None:
    office.intake.answer("GET", ASKED, A_PATENT_MATTER)
    kept = {"id": "01PRIOR", "name": "现有技术.pdf", "size": 3, "media_type": "application/pdf"}
    evidence = f"/internal/matters/{RECEIPT}/evidence"
    office.intake.answer("POST", evidence, kept | {"sha256": "a" * 64, "sm3": "b" * 64}, status=201)
    office.intake.answer("GET", f"{evidence}/01PRIOR/content", "ok")
    opened = office.officer.post(OF_MATTER, ADJUDICATION)
    one = f"/api/v1/proceedings/{opened.get_json()['proceeding_id']}"
    for step in ({"act": "file", "note": "张伟、刘洋、陈静"}, {"act": "serve"}):
        office.officer.acts(one, "steps", step)
    answer = {"act": "answer", "text": "采用现有技术", "files": ["01PRIOR"]}
    complainant, respondent = (office.citizen(RECEIPT, s) for s in ("complainant", "respondent"))

    given = respondent.post(f"{one}/statements", answer)
    before = complainant.get(f"{one}/files/01PRIOR").status_code
    office.officer.acts(one, "steps", {"act": "forward"})

    assert given.get_json()["steps"][-1]["files"][0]["name"] == "现有技术.pdf"
    assert (before, complainant.get(f"{one}/files/01PRIOR").status_code) == (404, 200)
    assert respondent.get(f"{one}/files/01OTHER").status_code == 404


def test_the_figures_of_a_year_come_with_the_target_and_the_standards(office: Office) -> None:
    office.intake.answer("GET", ASKED, A_PATENT_MATTER)
    opened = office.officer.post(OF_MATTER, ADJUDICATION).get_json()
    one = f"/api/v1/proceedings/{opened['proceeding_id']}"
    path = "/api/v1/adjudication-figures"

    before = office.officer.get(path).get_json()
    office.officer.acts(one, "steps", {"act": "file", "note": "张伟、刘洋、陈静"})
    after = office.officer.get(path).get_json()

    assert (before["year"], before["target"], before["is_target_met"]) == (2026, 1, False)
    assert (after["filed"], after["is_target_met"], after["median_days"]) == (1, True, None)
    assert "商标侵权判断标准" in [each["title"] for each in after["standards"]]
    assert office.staff("chenjing", "mediator").get(path).status_code in {403, 404}

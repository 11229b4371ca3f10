"""Ways in and legal tracks over HTTP: kinds, secrecy of reporters, supplements, messages, splitting."""

from typing import Any

import pytest

from chassis.identity import TokenSigner
from chassis.principal import Principal
from tests.support.town import Town

SUBMISSIONS = "/api/v1/submissions"
REPORT = {
    "kind": "report",
    "place": "平顶山市湛河区南环路仓库",
    "facts": "该仓库夜间给无牌电动工具贴“鹰城”商标后装车运走。",
    "respondent_name": "宏达商贸仓库",
    "right_type": "trademark",
}


def reports(town: Town, **changes: Any) -> dict[str, Any]:
    filed = town.visitor.post("intake", SUBMISSIONS, REPORT | changes)
    assert filed.status_code == 201, filed.text
    receipt: dict[str, Any] = filed.get_json()
    return receipt


def test_somebody_reports_without_a_name_and_comes_back_by_number_and_code(town: Town) -> None:
    receipt = reports(town, identity="anonymous")

    back = town.visitor.post(
        "intake",
        f"{SUBMISSIONS}/track",
        {"receipt_no": receipt["receipt_no"], "query_code": receipt["query_code"]},
    )

    assert receipt["answer_clock"]["due_on"] == "2026-12-11"
    assert back.get_json() == {"receipt_no": receipt["receipt_no"]}


def test_the_centre_asks_an_anonymous_reporter_and_gets_an_answer(town: Town) -> None:
    number = reports(town, identity="anonymous")["receipt_no"]
    thing = f"{SUBMISSIONS}/{number}"
    reporter = town.citizen(number)

    town.officer.post("intake", f"{thing}/messages", {"text": "仓库大门朝哪个方向？"})
    reporter.post("intake", f"{thing}/messages", {"text": "朝南，蓝色铁门。"})

    seen = reporter.get("intake", f"{thing}/messages").get_json()["items"]
    assert [(m["side"], m["text"], m["author_id"]) for m in seen] == [
        ("centre", "仓库大门朝哪个方向？", ""),
        ("citizen", "朝南，蓝色铁门。", ""),
    ]


def test_a_confidential_reporter_is_seen_only_by_whoever_asks_and_that_is_recorded(
    town: Town,
) -> None:
    number = reports(
        town, identity="confidential", contact_name="王芳", contact_phone="13803750002"
    )["receipt_no"]
    thing = f"{SUBMISSIONS}/{number}"

    page = town.officer.get("intake", thing)
    listed = town.officer.get("intake", f"{SUBMISSIONS}?q=王芳").get_json()["items"]
    asked = town.officer.act("intake", thing, "identity")
    story = town.officer.get("intake", f"{thing}/timeline").get_json()["items"]

    assert "王芳" not in page.text
    assert "13803750002" not in page.text
    assert listed == []
    assert asked.get_json()["contact_name"] == "王芳"
    assert story[-1]["type"] == "huhang.intake.identity.shown.v1"
    assert story[-1]["actor"]["id"] == "staff:zhangwei"


@pytest.mark.parametrize(("identity", "is_discreet"), [("confidential", True), ("named", False)])
def test_whoever_sends_messages_is_told_whether_a_reporter_is_to_be_protected(
    town: Town, identity: str, is_discreet: bool
) -> None:
    number = reports(
        town, identity=identity, contact_name="王芳", contact_email="wang@home.example"
    )["receipt_no"]
    notification = Principal(subject="service:notification", roles=frozenset({"service"}))
    token = TokenSigner("notification", town.keyring, town.clock).sign(notification, "intake")

    answer = town.http["intake"].get(
        f"/internal/recipients?audience=complainant&receipt_no={number}",
        headers={"Authorization": f"Bearer {token}"},
    )

    [reporter] = answer.get_json()["items"]
    assert reporter["is_discreet"] is is_discreet
    assert reporter["facts"]["kind"] == "report"


def test_no_other_service_learns_who_reported(town: Town) -> None:
    number = reports(
        town, identity="confidential", contact_name="王芳", contact_phone="13803750002"
    )["receipt_no"]
    documents = Principal(subject="service:documents", roles=frozenset({"service"}))
    token = TokenSigner("documents", town.keyring, town.clock).sign(documents, "intake")

    facts, parties = (
        town.http["intake"].get(
            f"/internal/matters/{number}/{what}", headers={"Authorization": f"Bearer {token}"}
        )
        for what in ("facts", "parties")
    )

    assert facts.status_code == parties.status_code == 200
    assert "王芳" not in facts.text + parties.text
    assert "13803750002" not in facts.text + parties.text


def test_one_filing_becomes_a_complaint_and_a_report_and_one_code_opens_both(town: Town) -> None:
    receipt = town.files(requests=["compensation", "investigation"])
    thing = f"{SUBMISSIONS}/{receipt['receipt_no']}"

    split = town.officer.act(
        "intake", thing, "tracks", {"kind": "report", "reason": "请求查处的部分属于举报"}
    )

    [track] = split.get_json()["tracks"]
    opened = town.visitor.post(
        "intake",
        f"{SUBMISSIONS}/track",
        {"receipt_no": track["receipt_no"], "query_code": receipt["query_code"]},
    )
    other = town.officer.get("intake", f"{SUBMISSIONS}/{track['receipt_no']}").get_json()
    assert opened.status_code == 200
    assert (other["kind"], other["split_from"]) == ("report", receipt["receipt_no"])
    assert {c["rule_id"] for c in other["clocks"]} == {"rpt.verify"}


def test_the_citizen_supplies_what_was_asked_for(town: Town) -> None:
    number = town.files()["receipt_no"]
    thing = f"{SUBMISSIONS}/{number}"
    town.officer.act(
        "intake",
        thing,
        "supplement-request",
        {"purpose": "material", "asked_for": "请补充购买小票"},
    )

    answered = town.citizen(number).post(
        "intake", f"{thing}/supplement", {"answer": "小票丢了，附上微信付款记录。"}
    )

    [supplement] = answered.get_json()["supplements"]
    assert (supplement["is_open"], supplement["asked_for"]) == (False, "请补充购买小票")


def test_a_stranger_supplies_nothing(town: Town) -> None:
    number = town.files()["receipt_no"]
    stranger = town.citizen(town.files()["receipt_no"])

    refused = stranger.post("intake", f"{SUBMISSIONS}/{number}/supplement", {"answer": "我来补充"})

    assert refused.status_code == 404


def test_a_citizen_takes_a_complaint_back(town: Town) -> None:
    number = town.files()["receipt_no"]

    done = town.citizen(number).post(
        "intake", f"{SUBMISSIONS}/{number}/withdrawal", {"reason": "店主已经停止销售"}
    )

    assert (done.get_json()["status"], done.get_json()["result"]) == ("closed", "withdrawn")


def test_a_corrected_respondent_is_found_by_the_new_name_and_no_longer_by_the_old(
    town: Town,
) -> None:
    number = town.files(respondent_name="金鑫建材商行")["receipt_no"]
    thing = f"{SUBMISSIONS}/{number}"

    town.citizen(number).post(
        "intake", f"{thing}/correction", {"fields": {"respondent_name": "鼎盛电器店"}}
    )

    found = [
        len(town.officer.get("intake", f"{SUBMISSIONS}?q={q}").get_json()["items"])
        for q in ("鼎盛", "金鑫")
    ]
    corrections = town.officer.get("intake", thing).get_json()["corrections"]
    assert found == [1, 0]
    assert (corrections[0]["before"], corrections[0]["after"]) == ("金鑫建材商行", "鼎盛电器店")


def test_a_wrong_correction_is_refused_like_a_wrong_filing(town: Town) -> None:
    number = town.files()["receipt_no"]

    refused = town.citizen(number).post(
        "intake", f"{SUBMISSIONS}/{number}/correction", {"fields": {"contact_phone": "12"}}
    )

    assert refused.get_json()["errors"][0]["code"] == "phone_wrong"


def test_the_advice_names_the_competent_body_and_why(town: Town) -> None:
    near = town.files()["receipt_no"]
    far = town.files(respondent_address="河南省郑州市金水区花园路1号")["receipt_no"]

    ours = town.officer.get("intake", f"{SUBMISSIONS}/{near}/advice").get_json()
    theirs = town.officer.get("intake", f"{SUBMISSIONS}/{far}/advice").get_json()

    assert ours["competent"]["unit"] == "平顶山市新华区市场监督管理局"
    assert "第13条" in ours["competent"]["why"]
    assert theirs["suggestions"][0]["act"] == "hand_over"
    assert theirs["suggestions"][0]["detail_text"] == "郑州市金水区市场监督管理局"


def test_what_is_handed_over_is_told_with_its_receiver(town: Town) -> None:
    number = town.files(respondent_address="河南省郑州市金水区花园路1号")["receipt_no"]
    thing = f"{SUBMISSIONS}/{number}"

    town.officer.act(
        "intake",
        thing,
        "hand-over",
        {"receiver": "410105:market", "reason": "被投诉人在郑州市金水区经营"},
    )

    seen = town.citizen(number).get("intake", thing).get_json()
    assert seen["status"] == "handed_over"
    assert seen["handed_to"]["name"] == "郑州市金水区市场监督管理局"


def test_a_repeated_filing_is_seen_joined_and_parted_again(town: Town) -> None:
    first, second = town.files()["receipt_no"], town.files()["receipt_no"]
    thing = f"{SUBMISSIONS}/{second}"

    likely = town.officer.get("intake", f"{thing}/advice").get_json()["duplicates"]
    joined = town.officer.act("intake", thing, "merger", {"into": first, "reason": "重复提交"})
    parted = town.officer.act("intake", thing, "merger/undoing")

    assert likely[0]["receipt_no"] == first
    assert {m["code"] for m in likely[0]["marks"]} >= {"respondent", "right", "contact"}
    assert joined.get_json()["status"] == "merged"
    assert parted.get_json()["status"] == "received"


def test_a_name_that_is_written_a_little_differently_is_similar(town: Town) -> None:
    town.files(respondent_name="平顶山市新华区红星五金交电商行")
    number = town.files(
        respondent_name="红星五金交店商行", right_number="", contact_phone="13900000001"
    )["receipt_no"]

    [likely] = town.officer.get("intake", f"{SUBMISSIONS}/{number}/advice").get_json()["duplicates"]

    assert "similar_respondent" in {m["code"] for m in likely["marks"]}


def test_lanes_are_suggested_with_reasons_and_the_officer_decides(town: Town) -> None:
    number = town.files(right_type="trade_secret", right_number="", flags=["green_sme"])[
        "receipt_no"
    ]
    thing = f"{SUBMISSIONS}/{number}"

    lane = town.officer.get("intake", f"{thing}/advice").get_json()["lane"]
    town.officer.act("intake", thing, "triage", {"lane": "normal", "reason": "案情简单"})

    assert (lane["code"], lane["is_urgent"]) == ("complex", True)
    assert [r["code"] for r in lane["reasons"]] == ["complex_right", "flag_green_sme"]
    assert town.officer.get("intake", thing).get_json()["triage"]["lane"] == "normal"


def test_no_likeness_of_contacts_tells_who_reported_in_confidence(town: Town) -> None:
    named = town.files(contact_name="王芳", contact_phone="13803750002")["receipt_no"]
    reports(
        town,
        identity="confidential",
        contact_name="王芳",
        contact_phone="13803750002",
        respondent_name="平顶山市新华区红星五金商行",
    )

    advice = town.officer.get("intake", f"{SUBMISSIONS}/{named}/advice").get_json()

    [likely] = advice["duplicates"]
    assert {mark["code"] for mark in likely["marks"]} == {"respondent"}

"""What people get wrong when they file: each field by its code, in Chinese and in English."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chassis.migrations import migrate
from deploy.preparation import migrations_of
from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.matters import complaint

PATENT = {"right_type": "patent_invention"}
REPORT = {"kind": "report"}
NOBODY = REPORT | {"identity": "anonymous"}
NOBODY |= dict.fromkeys(("holder_name", "contact_name", "contact_phone", "contact_email"), "")

BAD: list[tuple[dict[str, Any], str, str]] = [
    # what is changed in a good complaint, the pointer, the code
    ({"kind": None}, "/kind", "required"),
    ({"kind": "enquiry"}, "/kind", "invalid_choice"),
    ({"identity": "anonymous"}, "/identity", "identity_needed"),
    ({"identity": "secret"}, "/identity", "invalid_choice"),
    (REPORT | {"facts": "有人制假"}, "/facts", "too_short"),
    (REPORT | {"place": ""}, "/place", "required"),
    (NOBODY | {"contact_name": "王芳"}, "/contact_name", "anonymous_names_nobody"),
    (NOBODY | {"contact_phone": "13803750002"}, "/contact_phone", "anonymous_names_nobody"),
    (REPORT | {"identity": "confidential", "contact_name": ""}, "/contact_name", "required"),
    (REPORT | {"respondent_name": ""}, "/respondent_name", "respondent_missing"),
    ({"kind": "consultation", "facts": ""}, "/facts", "required"),
    ({"kind": "aid", "holder_name": ""}, "/holder_name", "required"),
    ({"flags": ["vip"]}, "/flags/0", "invalid_choice"),
    ({"kind": 7}, "/kind", "invalid_text"),
    ({"channel": "fax"}, "/channel", "invalid_choice"),
    ({"language": "fr"}, "/language", "invalid_choice"),
    ({"right_type": None}, "/right_type", "required"),
    ({"right_type": "domain_name_x"}, "/right_type", "invalid_choice"),
    ({"right_type": ["trademark"]}, "/right_type", "invalid_text"),
    ({"right_number": "商标第一号"}, "/right_number", "mark_number_wrong"),
    ({"right_number": "12345678901234"}, "/right_number", "mark_number_wrong"),
    ({"right_type": "software", "right_number": "软件一"}, "/right_number", "right_number_wrong"),
    ({"right_type": "plant_variety", "right_number": "ABC"}, "/right_number", "right_number_wrong"),
    ({"right_type": "layout_design", "right_number": "12"}, "/right_number", "right_number_wrong"),
    (PATENT | {"right_number": "ZL 2021101234"}, "/right_number", "patent_number_wrong"),
    (PATENT | {"right_number": "CN 202110123456.7"}, "/right_number", "patent_number_wrong"),
    (PATENT | {"right_number": "ZL 202110123456.77"}, "/right_number", "patent_number_wrong"),
    ({"right_number": "1" * 41}, "/right_number", "too_long"),
    ({"holder_role": None}, "/holder_role", "required"),
    ({"holder_role": "friend"}, "/holder_role", "invalid_choice"),
    ({"holder_name": None}, "/holder_name", "required"),
    ({"holder_name": ""}, "/holder_name", "required"),
    ({"holder_name": "   　"}, "/holder_name", "required"),
    ({"holder_name": "\u200b\u202e"}, "/holder_name", "required"),
    ({"holder_name": "鹰" * 101}, "/holder_name", "too_long"),
    ({"holder_name": 12}, "/holder_name", "invalid_text"),
    ({"holder_uscc": "9141040066"}, "/holder_uscc", "uscc_wrong"),
    ({"holder_uscc": "91410400MA00000001"}, "/holder_uscc", "uscc_wrong"),
    ({"agent_id_number": "11010519491231002"}, "/agent_id_number", "id_number_wrong"),
    ({"agent_id_number": "110105194912310021"}, "/agent_id_number", "id_number_wrong"),
    ({"agent_id_number": "护照E12345678"}, "/agent_id_number", "id_number_wrong"),
    ({"respondent_name": None}, "/respondent_name", "respondent_missing"),
    ({"respondent_name": " "}, "/respondent_name", "respondent_missing"),
    (
        {"respondent_name": "", "respondent_unknown": False},
        "/respondent_name",
        "respondent_missing",
    ),
    ({"respondent_name": "店" * 201}, "/respondent_name", "too_long"),
    ({"respondent_unknown": "maybe"}, "/respondent_unknown", "invalid_boolean"),
    ({"respondent_address": "路" * 301}, "/respondent_address", "too_long"),
    ({"respondent_url": "https://a.cn/" + "x" * 500}, "/respondent_url", "too_long"),
    ({"respondent_platform": "台" * 61}, "/respondent_platform", "too_long"),
    ({"respondent_email": "dianpu.example.cn"}, "/respondent_email", "email_wrong"),
    ({"respondent_email": "a@b@example.cn"}, "/respondent_email", "email_wrong"),
    ({"happened_on": "去年"}, "/happened_on", "happened_on_wrong"),
    ({"happened_on": "26-11-20"}, "/happened_on", "happened_on_wrong"),
    ({"happened_on": "2026-13"}, "/happened_on", "happened_on_wrong"),
    ({"happened_on": "2026-02-30"}, "/happened_on", "happened_on_wrong"),
    ({"happened_on": "0000"}, "/happened_on", "happened_on_wrong"),
    ({"happened_on": "2026-11-21"}, "/happened_on", "happened_on_future"),
    ({"happened_on": "2026-12"}, "/happened_on", "happened_on_future"),
    ({"happened_on": "2027"}, "/happened_on", "happened_on_future"),
    ({"happened_on": 2026}, "/happened_on", "invalid_text"),
    ({"place": None}, "/place", "required"),
    ({"place": ""}, "/place", "required"),
    ({"place": "处" * 201}, "/place", "too_long"),
    ({"facts": None}, "/facts", "required"),
    ({"facts": ""}, "/facts", "required"),
    ({"facts": "他卖假货"}, "/facts", "too_short"),
    ({"facts": "卖假货\r\n\r\n\r\n\r\n真"}, "/facts", "too_short"),
    ({"facts": " 一二三四五六七八九 "}, "/facts", "too_short"),
    ({"facts": "实" * 2001}, "/facts", "too_long"),
    ({"facts": "𠮷" * 2001}, "/facts", "too_long"),
    ({"requests": None}, "/requests", "required"),
    ({"requests": []}, "/requests", "required"),
    ({"requests": "stop"}, "/requests", "invalid_list"),
    ({"requests": ["stop", "revenge"]}, "/requests/1", "invalid_choice"),
    ({"requests": ["stop"] * 6}, "/requests", "too_many"),
    ({"agrees_to_mediation": "好"}, "/agrees_to_mediation", "invalid_boolean"),
    ({"contact_name": None}, "/contact_name", "required"),
    ({"contact_name": "明" * 65}, "/contact_name", "too_long"),
    ({"contact_phone": None, "contact_email": None}, "/contact_phone", "contact_missing"),
    ({"contact_phone": "", "contact_email": " "}, "/contact_phone", "contact_missing"),
    ({"contact_phone": "1380013800"}, "/contact_phone", "phone_wrong"),
    ({"contact_phone": "10000000000"}, "/contact_phone", "phone_wrong"),
    ({"contact_phone": "打我手机"}, "/contact_phone", "phone_wrong"),
    ({"contact_email": "周明@"}, "/contact_email", "email_wrong"),
    ({"contact_email": "zhou ming"}, "/contact_email", "email_wrong"),
    ({"contact_email": "a" * 250 + "@example.cn"}, "/contact_email", "email_wrong"),
    ({"contact_phone": "1" * 1000}, "/contact_phone", "phone_wrong"),
    ({"notify_by": ["pigeon"]}, "/notify_by/0", "invalid_choice"),
    ({"notify_by": ["email"] * 5}, "/notify_by", "too_many"),
    ({"evidence": [{}]}, "/evidence/0/id", "required"),
    ({"evidence": [{"id": ""}]}, "/evidence/0/id", "required"),
    ({"evidence": [{"id": "1"}, {"id": "1"}]}, "/evidence/1/id", "evidence_twice"),
    ({"evidence": [{"id": "1", "description": "图" * 201}]}, "/evidence/0/description", "too_long"),
    ({"evidence": [{"id": "1", "size": 3}]}, "/evidence/0/size", "unknown_field"),
    ({"evidence": [{"id": str(n)} for n in range(31)]}, "/evidence", "too_many"),
    ({"evidence": ["1"]}, "/evidence/0", "invalid_object"),
    ({"holder_nmae": "鹰城"}, "/holder_nmae", "unknown_field"),
    ({"status": "accepted"}, "/status", "unknown_field"),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntakeOffice]:
    folder: Path = tmp_path_factory.mktemp("intake")
    url = f"sqlite:///{folder}/intake.db"
    migrate(migrations_of("intake"), url)
    with closing(IntakeOffice(folder, url)) as found:
        yield found


@pytest.mark.parametrize(("changes", "pointer", "code"), BAD)
def test_each_mistake_is_named_at_its_field_in_both_languages(
    office: IntakeOffice, changes: dict[str, Any], pointer: str, code: str
) -> None:
    body = complaint(**changes)

    zh, en = (
        office.visitor.post("intake", SUBMISSIONS, body, **{"Accept-Language": language})
        for language in ("zh-CN", "en")
    )

    assert (zh.status_code, en.status_code) == (422, 422)
    [problem], [in_english] = zh.get_json()["errors"], en.get_json()["errors"]
    assert (problem["pointer"], problem["code"]) == (pointer, code)
    assert any("\u4e00" <= character <= "\u9fff" for character in problem["detail"])
    assert in_english["detail"].isascii() or "“" in in_english["detail"]
    assert "{" not in problem["detail"] + in_english["detail"]


def test_nothing_of_all_that_was_stored(office: IntakeOffice) -> None:
    assert office.officer.get("intake", SUBMISSIONS).get_json()["items"] == []


def test_all_mistakes_are_named_at_once(office: IntakeOffice) -> None:
    body = complaint(holder_name="", facts="短", contact_phone="123", requests=[])

    answer = office.visitor.post("intake", SUBMISSIONS, body)

    found = {each["pointer"] for each in answer.get_json()["errors"]}
    assert found == {"/holder_name", "/facts", "/contact_phone", "/requests"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"contact_phone": "１３８ ００１３ ８０００"}, {"contact_phone": "13800138000"}),
        ({"contact_phone": "+86 138-0013-8000"}, {"contact_phone": "+8613800138000"}),
        ({"contact_phone": "(0375) 2973100"}, {"contact_phone": "03752973100"}),
        ({"contact_phone": "2973100"}, {"contact_phone": "03752973100"}),
        ({"contact_phone": "12330"}, {"contact_phone": "12330"}),
        ({"contact_phone": "400-800-1234"}, {"contact_phone": "4008001234"}),
        ({"contact_email": " ｚｈｏｕ＠example.cn"}, {"contact_email": "zhou@example.cn"}),
        ({"holder_uscc": "９１１１０１０８ ｍａ００１ｑ３ｄ５ｗ"}, None),
        ({"right_number": " 1234 5678 "}, {"right_number": "12345678"}),
        (
            PATENT | {"right_number": "zl ２０２１ 1 0123456.7"},
            {"right_number": "ZL202110123456.7"},
        ),
        ({"happened_on": "2026年3月"}, {"happened_on": "2026-03"}),
        ({"happened_on": "２０２６／３／５"}, {"happened_on": "2026-03-05"}),
        ({"happened_on": "2026-11-20"}, {"happened_on": "2026-11-20"}),
        ({"happened_on": ""}, {"happened_on": ""}),
        ({"contact_name": "阿依古丽·买买提"}, {"contact_name": "阿依古丽·买买提"}),
        (
            {"contact_name": "周明\r\nBcc: all@example.cn"},
            {"contact_name": "周明 Bcc: all@example.cn"},
        ),
        ({"holder_name": "鹰城\u202e五金"}, {"holder_name": "鹰城五金"}),
        ({"facts": "第一行\r\n第二行说明情况属实"}, {"facts": "第一行\n第二行说明情况属实"}),
        ({"facts": "𠮷" * 2000}, {"facts": "𠮷" * 2000}),
        ({"requests": ["stop", "stop"]}, {"requests": ["stop"]}),
        (
            {"respondent_name": None, "respondent_unknown": True},
            {"respondent_name": "", "respondent_unknown": True},
        ),
        ({"respondent_unknown": True}, {"respondent_unknown": False}),
    ],
)
def test_what_people_type_is_taken_and_made_uniform(
    office: IntakeOffice, typed: dict[str, Any], kept: dict[str, Any] | None
) -> None:
    answer = office.visitor.post("intake", SUBMISSIONS, complaint(**typed))

    if kept is None:  # full-width and lower case reach the check of the code, which is wrong here
        assert answer.get_json()["errors"][0]["code"] == "uscc_wrong"
        return
    assert answer.status_code == 201, answer.text
    fields = office.read(answer.get_json()["receipt_no"])["fields"]
    assert {name: fields[name] for name in kept} == kept


def test_a_page_of_a_form_is_checked_by_the_same_rules(office: IntakeOffice) -> None:
    page = {"only": ["place", "facts"], "fields": {"place": "店内", "facts": "太短"}}

    whole = office.visitor.post("intake", SUBMISSIONS, complaint(facts="太短"))
    part = office.visitor.post("intake", f"{SUBMISSIONS}/check", page)

    assert part.status_code == 422
    assert part.get_json()["errors"] == whole.get_json()["errors"]


def test_a_good_page_is_good_although_others_are_missing(office: IntakeOffice) -> None:
    page = {
        "only": ["respondent_name", "respondent_unknown"],
        "fields": {"respondent_unknown": True},
    }

    assert office.visitor.post("intake", f"{SUBMISSIONS}/check", page).status_code == 204


@pytest.mark.parametrize(
    ("page", "pointer"),
    [
        ({"only": ["plaze"], "fields": {}}, "/only/0"),
        ({"only": ["place"], "fields": {"place": "店内", "facts": "x"}}, "/facts"),
        ({"only": [], "fields": {}}, "/only"),
    ],
)
def test_a_check_of_what_does_not_exist_is_refused(
    office: IntakeOffice, page: dict[str, Any], pointer: str
) -> None:
    answer = office.visitor.post("intake", f"{SUBMISSIONS}/check", page)

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == pointer

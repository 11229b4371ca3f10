"""The hotline's desk: no call is lost, one form for every kind, the same rules as on the web."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chassis.principal import Principal
from services.intake.domain.call import Call
from tests.support.hotline_desk import CALLER, REPORT, SECRET, Desk
from tests.support.intake_office import IntakeOffice
from tests.support.ready import copy_databases


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    copy_databases(folder)
    office = IntakeOffice(folder, f"sqlite:///{folder}/intake.db", cti_secret=SECRET)
    yield Desk(office)
    office.close()


def test_a_call_becomes_a_report_by_the_same_rules_as_on_the_web(desk: Desk) -> None:
    saved = desk.registers(**REPORT, contact_name="周明")

    matter = desk.office.read(saved["receipt_no"])
    assert saved["state"] == "saved"
    assert saved["wrap_up"] == "registered"
    assert saved["competent"]["unit"] == "平顶山市新华区市场监督管理局"
    assert matter["channel"] == "phone"
    assert matter["fields"]["contact_phone"] == CALLER
    assert matter["fields"]["place"] == "平顶山市新华区"
    assert matter["clocks"][0]["rule_id"] == "rpt.verify"


def test_a_number_that_is_not_shown_reports_without_a_name_and_leaves_nothing(desk: Desk) -> None:
    saved = desk.registers("0", **REPORT, contact_name="说漏嘴的名字")

    matter = desk.office.read(saved["receipt_no"])
    assert matter["identity"] == "anonymous"
    assert desk.sees(saved["call_id"])["number"] == ""
    assert "说漏嘴" not in json.dumps([matter, desk.sees(saved["call_id"])], ensure_ascii=False)


def test_who_asks_for_secrecy_is_not_found_by_the_number(desk: Desk) -> None:
    number = "13803750077"
    saved = desk.registers(number, **REPORT, contact_name="李某", confidential="yes")

    found = desk.looks_up(number=number)

    assert desk.office.read(saved["receipt_no"])["identity"] == "confidential"
    assert found["matters"] == []
    assert found["name"] == ""
    assert [each["receipt_no"] for each in found["calls"]] == [""]


def test_a_question_is_registered_answered_and_done_at_once(desk: Desk) -> None:
    saved = desk.registers(
        kind="consultation",
        facts="商标被抢注怎么办？请问找哪个部门",
        answer="可以提出异议",
        answer_source="《商标法》第三十三条",
    )

    matter = desk.office.read(saved["receipt_no"])
    assert matter["status"] == "closed"
    assert matter["answer"] == "可以提出异议\n依据：《商标法》第三十三条"
    assert saved["wrap_up"] == "solved"


def test_a_question_without_a_number_is_a_call_and_nothing_more(desk: Desk) -> None:
    saved = desk.registers("", kind="consultation", facts="办公时间？")

    assert saved["receipt_no"] == ""
    assert saved["gaps"] == []


def test_what_is_missing_is_named_and_can_be_filled_in_within_a_day(desk: Desk) -> None:
    saved = desk.registers("13803750021", kind="complaint", respondent_name="红星五金商行")
    call_id = saved["call_id"]

    missing = {each["field"] for each in saved["gaps"]}
    assert missing == {"facts", "holder_name", "division", "right_type"}
    assert saved["complete_by"] == "2026-11-21T01:00:00Z"
    assert call_id in [each["call_id"] for each in desk.lists("incomplete")]

    desk.does(call_id, "resumption")
    filled = REPORT | {"kind": "complaint", "holder_name": "鹰城工具有限公司"}
    desk.writes(call_id, {"number": "13803750021"} | filled)
    again = desk.does(call_id, "registration").get_json()

    assert again["receipt_no"]
    assert desk.office.read(again["receipt_no"])["kind"] == "complaint"
    assert call_id not in [each["call_id"] for each in desk.lists("incomplete")]


def test_what_was_typed_is_kept_and_an_older_writing_changes_nothing(desk: Desk) -> None:
    call_id = desk.takes(CALLER)
    desk.writes(call_id, {"facts": "新的"}, 500)

    late = desk.writes(call_id, {"facts": "旧的"}, 499)

    assert late.status_code == 200
    assert late.get_json()["draft_no"] == 500
    assert desk.sees(call_id)["draft"]["facts"] == "新的"
    assert desk.writes(call_id, {"secret": "x"}, 501).status_code == 422


def test_three_calls_at_once_are_parked_and_none_is_lost(desk: Desk) -> None:
    opened = [desk.takes(f"1380375010{n}") for n in range(3)]
    for call_id in opened:
        assert desk.does(call_id, "parking").get_json()["state"] == "parked"

    parked = [each["call_id"] for each in desk.lists("parked")]

    assert set(opened) <= set(parked)
    assert desk.does(opened[1], "resumption").get_json()["state"] == "talking"
    assert desk.does(opened[1], "resumption").status_code == 409


def test_a_repetition_joins_the_matter_and_can_be_taken_out_again(desk: Desk) -> None:
    number = "13803750033"
    first = desk.registers(number, **REPORT)["receipt_no"]

    found = desk.looks_up(number=number, respondent_name="红星五金商行")
    second = desk.registers(number, **REPORT, handling="repeated", merge_into=first)
    joined = desk.looks_up(number=number)

    assert first in [each["receipt_no"] for each in found["duplicates"]]
    assert [each["receipt_no"] for each in found["matters"]] == [first]
    assert second["receipt_no"] not in [each["receipt_no"] for each in joined["duplicates"]]
    assert desk.office.read(second["receipt_no"])["merger"]["into"] == first
    assert desk.does(second["call_id"], "merger-undoing").status_code == 200
    assert desk.office.read(second["receipt_no"])["status"] == "received"


def test_who_is_promised_a_call_stands_on_the_list_until_called(desk: Desk) -> None:
    saved = desk.registers(
        "13803750044", kind="consultation", handling="call_back", call_back_time="15:30"
    )

    assert saved["call_back_at"] == "2026-11-20T07:30:00Z"
    tried = desk.does(saved["call_id"], "calling-back", {"reached": False}).get_json()
    assert [each["reached"] for each in tried["attempts"]] == [False]
    assert (tried["tries_left"], tried["call_back_at"]) == (2, "2026-11-20T02:00:00Z")
    assert saved["call_id"] in [each["call_id"] for each in desk.lists("callbacks")]
    desk.does(saved["call_id"], "calling-back")
    assert saved["call_id"] not in [each["call_id"] for each in desk.lists("callbacks")]
    assert desk.does(saved["call_id"], "calling-back").status_code == 409


def test_the_telephone_system_announces_a_call_once(desk: Desk) -> None:
    rung = desk.telephone_says("ringing", "cti-1")
    again = desk.telephone_says("ringing", "cti-1")

    assert rung.status_code == again.status_code == 200
    assert rung.get_json() == again.get_json()
    call_id = rung.get_json()["call_id"]
    assert [each["number"] for each in desk.lists("ringing")] == [CALLER]

    taken = desk.does(call_id, "answer").get_json()
    assert (taken["state"], taken["operator"]) == ("talking", "staff:hotline")
    assert desk.lists("ringing") == []
    assert desk.telephone_says("hung_up", "cti-1").get_json()["state"] == "talking"


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "whsec_" + "YW5vdGhlcg=="},
        {"late": 301},
        {"late": -301},
        {"late": -(900 * 10**9)},
    ],
)
def test_nobody_else_can_make_the_telephone_ring(desk: Desk, how: dict[str, Any]) -> None:
    answer = desk.telephone_says("ringing", "cti-forged", **how)

    assert answer.status_code == 401
    assert desk.lists("ringing") == []


def test_the_shift_counts_what_was_missed_and_what_was_late(desk: Desk) -> None:
    before = desk.operator.get("intake", "/api/v1/call-figures").get_json()["all"]
    desk.telephone_says("ringing", "cti-missed")
    desk.telephone_says("hung_up", "cti-missed")
    late = desk.telephone_says("ringing", "cti-late").get_json()["call_id"]
    desk.office.passes(seconds=16)
    desk.does(late, "answer")

    found = desk.operator.get("intake", "/api/v1/call-figures").get_json()["all"]

    assert found["missed"] == before["missed"] + 1
    assert found["answered"] == before["answered"] + 1
    assert found["in_time"] == before["in_time"]


def test_a_text_is_found_only_on_the_days_on_which_it_holds(desk: Desk) -> None:
    supervisor = desk.office.person(
        Principal(subject="staff:wangqiang", roles=frozenset({"supervisor"}))
    )
    entry = {"title": "新法过渡", "words": "按行为发生时的法律。", "owner": "咨询组"}
    days = {
        "old": {"holds_until": "2026-11-19"},
        "last": {"holds_until": "2026-11-20"},
        "now": {"holds_from": "2026-11-20"},
        "next": {"holds_from": "2026-11-21"},
    }
    for code, holds in days.items():
        added = supervisor.post("intake", "/api/v1/knowledge", entry | holds | {"code": code})
        assert added.status_code == 201, added.text

    found = desk.operator.get("intake", "/api/v1/knowledge?q=新法过渡").get_json()["items"]
    kept = supervisor.get("intake", "/api/v1/knowledge?q=新法过渡&all=true").get_json()["items"]
    backwards = entry | {"code": "no", "holds_from": "2026-12-02", "holds_until": "2026-12-01"}
    refused = supervisor.post("intake", "/api/v1/knowledge", backwards)

    assert {each["code"] for each in found} == {"last", "now"}
    assert {each["code"]: each["is_over"] for each in kept}["old"] is True
    assert refused.status_code == 422


def test_every_kind_of_call_has_a_script_whose_questions_the_form_can_keep(desk: Desk) -> None:
    codes = desk.operator.get("intake", "/api/v1/codes").get_json()

    scripts = {each["code"]: each for each in codes["call_scripts"]}
    asked = {name for each in scripts.values() for ask in each["asks"] for name in ask["fields"]}
    assert set(scripts) == {each["code"] for each in codes["call_kinds"]}
    assert asked <= {each["code"] for each in codes["desk_fields"]}
    assert "15个工作日内" in scripts["report"]["expects"]["zh"]


def test_texts_are_found_by_word_initials_and_code_and_only_a_supervisor_changes_them(
    desk: Desk,
) -> None:
    supervisor = desk.office.person(
        Principal(subject="staff:wangqiang", roles=frozenset({"supervisor"}))
    )
    entry = {"code": "yy", "title": "商标异议", "words": "公告期内三个月可以提出异议。"}

    refused = desk.operator.post("intake", "/api/v1/knowledge", entry)
    added = supervisor.post("intake", "/api/v1/knowledge", entry)
    twice = supervisor.post("intake", "/api/v1/knowledge", entry)

    assert refused.status_code == 404
    assert added.status_code == 201
    assert twice.status_code == 409
    for wanted in ("异议", "sbyy", "yy", "公告期 三个月"):
        found = desk.operator.get("intake", f"/api/v1/knowledge?q={wanted}").get_json()["items"]
        assert "yy" in [each["code"] for each in found], wanted
    changed = entry | {"is_active": False}
    path = f"/api/v1/knowledge/{added.get_json()['entry_id']}/revision"
    assert supervisor.post("intake", path, changed).status_code == 200
    left = desk.operator.get("intake", "/api/v1/knowledge?q=yy").get_json()["items"]
    assert [each for each in left if each["code"] == "yy"] == []


def test_of_two_announcements_at_the_same_moment_the_second_gets_the_call_of_the_first(
    desk: Desk,
) -> None:
    def rings(call_id: str) -> Call:
        now = desk.office.clock.now()
        return Call(id=call_id, cti_id="cti-twice", number="", operator="", began_at=now)

    first, second = desk.office.within(
        # The second was looked up before the first was there, as when both signals come at once.
        lambda uow: (uow.calls.announce(rings("first")), uow.calls.announce(rings("second")))
    )

    assert (first.id, second.id) == ("first", "first")

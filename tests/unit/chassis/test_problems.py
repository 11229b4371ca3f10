"""Every refusal is a problem in the caller's language, and gives nothing away."""

import json

import pytest

from tests.unit.chassis.conftest import NOTES, Caller

IN_ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


def test_a_problem_names_what_happened_in_chinese(author: Caller) -> None:
    answer = author.pins("full")

    problem = answer.get_json()
    assert answer.status_code == 409
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Content-Language"] == "zh"
    assert problem["code"] == "board_full"
    assert problem["type"] == "/problems/board_full"
    assert problem["title"] == "现在不能这样做"
    assert problem["detail"] == "公告板最多 3 张。"
    assert problem["limit"] == 3
    assert problem["instance"] == answer.headers["X-Request-Id"]


def test_the_same_problem_in_english_has_the_same_code(author: Caller) -> None:
    answer = author.post(NOTES, json={"title": "full"}, headers=IN_ENGLISH)

    problem = answer.get_json()
    assert problem["code"] == "board_full"
    assert problem["detail"] == "The board holds 3 notes at most."


def test_a_wrong_state_names_what_is_possible_now(author: Caller) -> None:
    answer = author.get("/api/v1/refusals/state", headers=IN_ENGLISH)

    problem = answer.get_json()
    assert answer.status_code == 409
    assert (problem["state"], problem["possible_now"]) == ("closed", ["reopen"])
    assert (
        problem["detail"] == "The present state does not allow this. Possible now: open it again."
    )


def test_a_wrong_state_says_it_in_words_of_the_language(author: Caller) -> None:
    answer = author.get("/api/v1/refusals/state")

    assert answer.get_json()["detail"] == "当前状态不允许这一操作。现在可以：重新打开。"


def test_a_bug_gives_a_reference_and_nothing_else(author: Caller) -> None:
    answer = author.get("/api/v1/refusals/bug", headers={"X-Request-Id": "R-17"})

    assert answer.status_code == 500
    assert answer.get_json()["code"] == "internal_error"
    assert answer.get_json()["instance"] == "R-17"
    assert "13800000000" not in answer.text
    assert "RuntimeError" not in answer.text


def test_a_database_that_does_not_answer_is_temporary(author: Caller) -> None:
    answer = author.get("/api/v1/refusals/database")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.get_json()["code"] == "unavailable"


def test_an_unknown_address_is_a_problem_too(visitor: Caller) -> None:
    answer = visitor.get("/api/v1/nowhere")

    assert answer.status_code == 404
    assert answer.get_json()["code"] == "not_found"


def test_a_method_that_does_not_fit_names_those_that_do(author: Caller) -> None:
    answer = author.ask("DELETE", NOTES)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert answer.get_json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("given", ["R-17\r\nX-Evil: 1", "a" * 65, "<script>", "张三"])
def test_a_request_id_that_is_none_is_replaced(visitor: Caller, given: str) -> None:
    answer = visitor.get("/healthz", headers={"X-Request-Id": given.replace("\r\n", " ")})

    assert len(answer.headers["X-Request-Id"]) == 26


REFUSED_FIELDS = [
    ({}, "/title", "required", "请填写此项。"),
    ({"title": ""}, "/title", "required", "请填写此项。"),
    ({"title": None}, "/title", "null", "此项不能为空。"),
    ({"title": 7}, "/title", "invalid_text", "请填写文字。"),
    ({"title": "字" * 21}, "/title", "too_long", "不能超过 20 个字。"),
    ({"title": "a", "titel": "b"}, "/titel", "unknown_field", "没有这个字段，请检查拼写。"),
    ({"title": "a", "a/b~c": 1}, "/a~1b~0c", "unknown_field", "没有这个字段，请检查拼写。"),
    ({"title": "a", "colour": "green"}, "/colour", "invalid_choice", "请选择：red, blue"),
    ({"title": "a", "mood": "wild"}, "/mood", "invalid_choice", "请选择：calm, busy"),
    ({"title": "a", "stars": 6}, "/stars", "too_big", "不能大于 5。"),
    ({"title": "a", "stars": -1}, "/stars", "too_small", "不能小于 0。"),
    ({"title": "a", "stars": "3x"}, "/stars", "invalid_number", "请填写数字。"),
    ({"title": "a", "stars": 1.5}, "/stars", "invalid_number", "请填写数字。"),
    ({"title": "a", "tags": list("abcd")}, "/tags", "too_many", "不能超过 3 项。"),
    ({"title": "a", "tags": ["ok", "too long a tag"]}, "/tags/1", "too_long", "不能超过 8 个字。"),
    ({"title": "a", "tags": "ok"}, "/tags", "invalid_list", "请填写列表。"),
    ({"title": "a", "seen_by": [{}]}, "/seen_by/0/name", "required", "请填写此项。"),
    ({"title": "a", "seen_by": [7]}, "/seen_by/0", "invalid_object", "请填写对象。"),
    (
        {"title": "a", "pinned_on": "2026-02-30"},
        "/pinned_on",
        "invalid_date",
        "请填写日期，例如 2026-11-21。",
    ),
    (
        {"title": "a", "ends_at": "2026-11-21T09:00:00"},
        "/ends_at",
        "invalid_instant",
        "请填写时间，例如 2026-11-21T09:00:00+08:00。",
    ),
    (
        {"title": "a", "is_public": "maybe"},
        "/is_public",
        "invalid_boolean",
        "请填写 true 或 false。",
    ),
    (
        {"title": "a", "email": "wang@"},
        "/email",
        "invalid_email",
        "请填写有效的电子邮箱，例如 name@example.com。",
    ),
    ({"title": "a", "plain": "four"}, "/plain", "invalid", "内容无效。"),
    ({"title": "forbidden"}, "/title", "title_taken", "已有同名的便条。"),
]


@pytest.mark.parametrize(("body", "pointer", "code", "detail"), REFUSED_FIELDS)
def test_each_wrong_field_is_named(
    author: Caller, body: dict[str, object], pointer: str, code: str, detail: str
) -> None:
    answer = author.post(NOTES, json=body)

    assert answer.status_code == 422
    assert answer.get_json()["code"] == "invalid_input"
    assert answer.get_json()["errors"] == [{"pointer": pointer, "code": code, "detail": detail}]


def test_a_body_that_is_no_object_is_refused(author: Caller) -> None:
    answer = author.post(NOTES, json=[1])

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "invalid_object"


def test_a_thousand_wrong_fields_give_a_short_answer(author: Caller) -> None:
    body = {"title": "a"} | {f"x{number}": 1 for number in range(1000)}

    answer = author.post(NOTES, json=body)

    assert len(answer.get_json()["errors"]) == 50
    assert len(json.dumps(answer.get_json())) < 10_000


def test_an_unknown_parameter_is_refused(author: Caller) -> None:
    answer = author.get(f"{NOTES}?limt=5")

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == "/limt"

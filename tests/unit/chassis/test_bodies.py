"""Bodies are read strictly: what two readers could understand differently is refused."""

import io

import pytest
from werkzeug.test import TestResponse

from tests.unit.chassis.conftest import NOTES, Caller

JSON = "application/json"


def send(author: Caller, body: bytes, content_type: str = JSON) -> TestResponse:
    return author.post(NOTES, data=body, content_type=content_type)


BROKEN = [
    (b'{"title": "a"', "unreadable_body"),
    (b'{"title": "a",}', "unreadable_body"),
    (b'{"title": NaN}', "unreadable_body"),
    (b'{"title": -Infinity}', "unreadable_body"),
    (b'{"stars": 1e999}', "unreadable_body"),
    (b'{"title": "\xff"}', "unreadable_body"),
    ('{"title": "a"}'.encode("utf-16"), "unreadable_body"),
    (b'{"stars": ' + b"9" * 5000 + b"}", "unreadable_body"),
    (b'{"title": "a", "title": "b"}', "repeated_key"),
    (b"[" * 100_000, "nested_too_deep"),
    (b"[" * 21 + b"]" * 21, "nested_too_deep"),
    (b'{"title": "a\\u0000b"}', "unusable_character"),
    (b'{"title": "\\ud83d"}', "unusable_character"),
    (b'{"\\u0000": 1, "title": "a"}', "unusable_character"),
]


@pytest.mark.parametrize(("body", "code"), BROKEN)
def test_a_broken_body_is_refused_with_its_reason(author: Caller, body: bytes, code: str) -> None:
    answer = send(author, body)

    assert answer.status_code == 400
    assert answer.get_json()["code"] == code


def test_a_repeated_key_is_named(author: Caller) -> None:
    answer = send(author, b'{"title": "a", "title": "b"}')

    assert answer.get_json()["detail"] == "正文里重复出现了“title”。"


def test_escapes_of_real_characters_are_fine(author: Caller) -> None:
    answer = send(author, b'{"title": "\\u62a4\\u822a \\ud83d\\ude00"}')

    assert answer.get_json()["title"] == "护航 😀"


def test_twenty_levels_are_fine_for_the_reader(author: Caller) -> None:
    answer = send(author, b"[" * 20 + b"]" * 20)

    assert answer.status_code == 422  # read, and then refused for what it says


@pytest.mark.parametrize("length_known", [True, False])
def test_more_than_a_megabyte_is_refused(author: Caller, length_known: bool) -> None:
    body = b'{"title": "' + b"x" * 1024 * 1024 + b'"}'
    options = {"headers": {} if length_known else {"Transfer-Encoding": "chunked"}}
    stream = io.BytesIO(body)

    answer = author.post(
        NOTES,
        input_stream=stream,
        content_length=len(body) if length_known else None,
        content_type=JSON,
        environ_overrides={"wsgi.input_terminated": True},
        **options,
    )

    assert answer.status_code == 413
    assert answer.get_json()["detail"] == "内容超过上限 1 MB。"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_type_than_json_is_refused(author: Caller, content_type: str) -> None:
    answer = send(author, b'{"title": "a"}', content_type)

    assert answer.status_code == 415
    assert answer.get_json()["detail"] == "请以 application/json 发送。"


def test_json_is_refused_where_a_file_is_expected(author: Caller) -> None:
    answer = author.post(f"{NOTES}/x/picture", json={})

    assert answer.status_code == 415
    assert answer.get_json()["detail"] == "请以 multipart/form-data 发送。"


def test_a_file_may_be_larger_than_json(author: Caller) -> None:
    file = (io.BytesIO(b"x" * 2_000_000), "a.png")

    answer = author.post(f"{NOTES}/x/picture", data={"file": file})

    assert answer.get_json() == {"size": 2_000_000}


@pytest.mark.parametrize("path", [f"{NOTES}/a%00b", f"{NOTES}?cursor=%00"])
def test_nul_in_an_address_reaches_no_database(author: Caller, path: str) -> None:
    answer = author.get(path)

    assert answer.status_code in {400, 404}

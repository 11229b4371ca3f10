"""Walking a list page by page shows every row once."""

import base64
import json
import re

import pytest

from tests.unit.chassis.conftest import NOTES, Caller, on_both_databases

pytestmark = on_both_databases


def cursor_of(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.fixture
def seven(author: Caller) -> list[str]:
    """Ids of seven notes; some have the same number of stars."""
    stars = (3, 1, 2, 3, 1, 3, 0)
    return [author.pins(f"n{i}", stars=s).get_json()["id"] for i, s in enumerate(stars)]


def walk(author: Caller, path: str) -> list[list[dict[str, object]]]:
    pages = []
    while path:
        answer = author.get(path)
        pages.append(answer.get_json()["items"])
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("Link", ""))
        path = link.group(1) if link else ""
    return pages


@pytest.mark.parametrize(("limit", "sizes"), [(3, [3, 3, 1]), (7, [7]), (1, [1] * 7), (200, [7])])
def test_every_row_comes_once_and_in_order(
    author: Caller, seven: list[str], limit: int, sizes: list[int]
) -> None:
    pages = walk(author, f"{NOTES}?limit={limit}")

    rows = [row for page in pages for row in page]
    assert [len(page) for page in pages] == sizes
    assert sorted(str(row["id"]) for row in rows) == sorted(seven)
    assert [row["stars"] for row in rows] == [0, 1, 1, 2, 3, 3, 3]


def test_a_row_that_comes_while_one_walks_moves_nothing(author: Caller, seven: list[str]) -> None:
    first = author.get(f"{NOTES}?limit=3").get_json()

    author.pins("new", stars=0)
    second = author.get(f"{NOTES}?limit=3&cursor={first['next']}").get_json()

    ids = [row["id"] for row in first["items"] + second["items"]]
    assert len(set(ids)) == 6


def test_the_last_page_has_no_next(author: Caller, seven: list[str]) -> None:
    answer = author.get(f"{NOTES}?limit=7")

    assert answer.get_json()["next"] is None
    assert "Link" not in answer.headers


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many", ""])
def test_a_limit_out_of_bounds_is_refused(author: Caller, limit: str) -> None:
    answer = author.get(f"{NOTES}?limit={limit}")

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == "/limit"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%F0%9F%98%80",
        cursor_of([1]),
        cursor_of([1, "a", "b"]),
        cursor_of(["1", "a"]),
        cursor_of([True, "a"]),
        cursor_of([None, "a"]),
        cursor_of([1, None]),
        cursor_of([{"a": 1}, ["b"]]),
        cursor_of([10**30, "a"]),
        cursor_of([1, "a\0b"]),
        cursor_of({"stars": 1}),
        cursor_of(7),
    ],
)
def test_a_cursor_that_is_not_ours_is_refused(author: Caller, cursor: str) -> None:
    answer = author.get(f"{NOTES}?cursor={cursor}")

    assert answer.status_code == 400
    assert answer.get_json()["code"] == "invalid_cursor"

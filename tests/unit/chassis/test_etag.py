"""Nobody overwrites what they have not seen."""

import pytest

from tests.unit.chassis.conftest import NOTES, Caller, on_both_databases

pytestmark = on_both_databases


@pytest.fixture
def note_id(author: Caller) -> str:
    return str(author.pins("draft").get_json()["id"])


def test_a_reader_learns_the_version(author: Caller, note_id: str) -> None:
    answer = author.get(f"{NOTES}/{note_id}")

    assert answer.headers["ETag"] == '"v1"'


@pytest.mark.parametrize("given", ['"v1"', ' "v1"', '"v7", "v1"', "*"])
def test_who_names_the_version_may_write(author: Caller, note_id: str, given: str) -> None:
    answer = author.retitles(note_id, "final", headers={"If-Match": given})

    assert answer.status_code == 200
    assert author.get(f"{NOTES}/{note_id}").headers["ETag"] == '"v2"'


def test_a_write_without_a_version_is_refused(author: Caller, note_id: str) -> None:
    answer = author.retitles(note_id, "final")

    assert answer.status_code == 428
    assert answer.get_json()["code"] == "precondition_required"


@pytest.mark.parametrize("given", ['"v2"', '"v11"', 'W/"v1"', "junk"])
def test_a_write_on_another_version_is_refused(author: Caller, note_id: str, given: str) -> None:
    answer = author.retitles(note_id, "final", headers={"If-Match": given})

    assert answer.status_code == 412
    assert answer.get_json()["code"] == "stale"
    assert author.get(f"{NOTES}/{note_id}").get_json()["title"] == "draft"


def test_of_two_writers_the_second_is_told(author: Caller, note_id: str) -> None:
    seen = {"If-Match": '"v1"'}

    first = author.retitles(note_id, "first", headers=seen)
    second = author.retitles(note_id, "second", headers=seen)

    assert (first.status_code, second.status_code) == (200, 412)

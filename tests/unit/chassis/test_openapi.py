"""The description says what the routes do, and no two operations share a name."""

from typing import Any

import pytest

from tests.unit.chassis.conftest import NOTES, Caller

Json = dict[str, Any]


@pytest.fixture
def description(visitor: Caller) -> Json:
    found: Json = visitor.get("/openapi.json").get_json()
    return found


def operations(description: Json) -> list[Json]:
    return [
        operation
        for path in description["paths"].values()
        for method, operation in path.items()
        if method != "parameters"
    ]


def test_every_operation_has_a_name_of_its_own(description: Json) -> None:
    names = [operation["operationId"] for operation in operations(description)]

    assert len(set(names)) == len(names)
    assert all(name.startswith("demo_") for name in names)


def test_every_operation_says_how_it_succeeds_and_fails(description: Json) -> None:
    for operation in operations(description):
        assert any(code.startswith("2") for code in operation["responses"])
        assert "default" in operation["responses"]


def test_a_writing_operation_wants_a_key(description: Json) -> None:
    pin = description["paths"][NOTES]["post"]
    listing = description["paths"][NOTES]["get"]

    [key] = [each for each in pin["parameters"] if each["in"] == "header"]
    assert (key["name"], key["required"]) == ("Idempotency-Key", True)
    assert all(each["in"] == "query" for each in listing["parameters"])


def test_each_operation_says_who_may_call_it(description: Json) -> None:
    paths = description["paths"]

    assert paths[NOTES]["get"]["security"] == [{"access_token": []}]
    assert paths[NOTES]["post"]["security"] == [{"access_token": []}, {}]
    assert paths["/api/v1/refusals/{kind}"]["get"]["security"] == []
    assert description["components"]["securitySchemes"]["access_token"]["scheme"] == "bearer"


def test_bounds_of_fields_are_described(description: Json) -> None:
    note = description["components"]["schemas"]["Note"]

    title, stars = note["properties"]["title"], note["properties"]["stars"]
    assert note["required"] == ["title"]
    assert (title["minLength"], title["maxLength"]) == (1, 20)
    assert (stars["minimum"], stars["maximum"]) == (0, 5)
    assert note["properties"]["mood"]["enum"] == ["calm", "busy"]


def test_errors_are_problems_that_may_say_more(description: Json) -> None:
    response = description["components"]["responses"]["DEFAULT_ERROR"]

    assert list(response["content"]) == ["application/problem+json"]
    assert description["components"]["schemas"]["Problem"]["additionalProperties"] is True


def test_an_upload_is_described_as_one(description: Json) -> None:
    upload = description["paths"]["/api/v1/notes/{note_id}/picture"]["post"]

    assert list(upload["requestBody"]["content"]) == ["multipart/form-data"]

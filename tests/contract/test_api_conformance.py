"""The API does what its description says, whatever it is sent: no 5xx, no answer that is not described."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from contracts.permissions import PERMISSIONS
from gateway.api.edge import SERVICE_OF
from tests.support.matters_on_all_desks import MattersOnAllDesks

pytestmark = pytest.mark.integration
EXAMPLES = 3
POSITIVE = GenerationMode.POSITIVE
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
WORDS = sorted([*SERVICE_OF, "citizen-sessions", "guest-sessions", "me", "sign-in", "sign-out"])


@pytest.fixture(scope="module")
def operations(desks: MattersOnAllDesks) -> list[schemathesis.APIOperation]:
    """Every operation of the merged description."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", desks.http.application)
    return [found.ok() for found in schema.get_all_operations()]


def _first_word(operation: schemathesis.APIOperation) -> str:
    return str(operation.path.split("/")[3])


def _can_be_disobeyed(operation: schemathesis.APIOperation) -> bool:
    # Names in the path are any text, and are replaced by those of matters that are there.
    return any((operation.body, operation.query, operation.headers))


def test_every_operation_is_tried(operations: list[schemathesis.APIOperation]) -> None:
    assert {_first_word(each) for each in operations} == set(WORDS)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("mode", GenerationMode, ids=["as-described", "against-it"])
def test_every_answer_is_as_described(
    desks: MattersOnAllDesks,
    operations: list[schemathesis.APIOperation],
    word: str,
    mode: GenerationMode,
) -> None:
    for operation in operations:
        if _first_word(operation) == word and (mode is POSITIVE or _can_be_disobeyed(operation)):
            _try(desks, operation, mode)


def _try(
    desks: MattersOnAllDesks, operation: schemathesis.APIOperation, mode: GenerationMode
) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers_as_described(case: Case) -> None:
        _meet_people_and_matters(desks, case)
        case.validate_response(case.call(), checks=CHECKS)

    answers_as_described()


def _meet_people_and_matters(desks: MattersOnAllDesks, case: Case) -> None:
    """Sent by a role that gets through, about a matter that is really there, in its present version."""
    action = case.operation.definition.raw.get("x-action")
    role = next((each for each in PERMISSIONS.get(action, {}) if desks.tokens.get(each)), "visitor")
    names = desks.names_for(role)
    kind = case.path.split("/")[3].rstrip("s")
    names |= {"code": names.get(f"{kind}_code", "")}
    for name in case.path_parameters or {}:
        case.path_parameters[name] = names[name]
    if role != "visitor":
        case.headers["Authorization"] = f"Bearer {desks.tokens[role]}"
    if case.method == "POST" and case.path_parameters:
        thing = "/".join(case.path.split("/")[:5])
        version = desks.ask("officer", "GET", thing).headers.get("ETag", "*")
        case.headers["If-Match"] = version

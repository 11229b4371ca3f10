"""The permission table, cell by cell: what it says on one side, what the API answers on the other."""

import re
from typing import Any

import pytest

from contracts.permissions import PERMISSIONS, ROLES, STEP_UP, Reach
from gateway.step_up import ENDPOINTS, action_of
from tests.support.matters_on_all_desks import MattersOnAllDesks

OPEN = {
    "GET /api/v1/codes",
    "POST /api/v1/call-signals",
    "POST /api/v1/wechat-bindings",
    "GET /api/v1/me",
    "POST /api/v1/sign-in",
    "POST /api/v1/sign-out",
    "POST /api/v1/citizen-sessions",
    "POST /api/v1/guest-sessions",
}
"""Operations that anybody may call; any other must name an action of the table."""
WITHIN = {
    action
    for action in PERMISSIONS
    if action.startswith(("internal.", "failures.", "audit.", "key."))
}
"""Actions that no operation of the public API stands for."""
ASKED_WITH = {"GET /api/v1/mediation-cases/{case_id}/slot-check": "?at=2026-11-25T01:00:00Z"}
"""What a read asks for besides its path."""
NOT_YET = {"GET /api/v1/submissions/{receipt_no}/inclusion-proof": 409}
"""What its owner may read, but is there only the next day."""
PEOPLE = [role for role in ROLES if role != "service"]
CELLS = [(action, role) for action in PERMISSIONS if action not in WITHIN for role in PEOPLE]


@pytest.fixture(scope="module")
def operations(desks: MattersOnAllDesks) -> dict[str, dict[str, Any]]:
    """Every operation of the merged description, as ``GET /path`` → what is said about it."""
    paths = desks.http.get("/api/openapi.json").get_json()["paths"]
    return {
        f"{method.upper()} {path}": operation
        for path, item in paths.items()
        for method, operation in item.items()
        if method in {"get", "post", "put", "patch", "delete"}
    }


def _path(operation: str) -> str:
    """The path with the names that the matters are known by."""
    kind = operation.split("/")[3].rstrip("s")
    return operation.split(" ")[1].replace("{code}", f"{{{kind}_code}}")


def test_every_operation_is_open_or_stands_for_an_action_of_the_table(
    operations: dict[str, dict[str, Any]],
) -> None:
    without = {name for name, said in operations.items() if "x-action" not in said}
    actions = {said["x-action"] for said in operations.values() if "x-action" in said}

    assert without == OPEN
    assert actions == set(PERMISSIONS) - WITHIN


def test_the_operations_that_ask_for_a_fresh_proof_are_those_of_the_list(
    operations: dict[str, dict[str, Any]],
) -> None:
    asking = {
        action_of(*name.split(" ")): said["x-action"]
        for name, said in operations.items()
        if action_of(*name.split(" "))
    }

    assert asking == {action: action for action in STEP_UP}
    assert set(ENDPOINTS.values()) == STEP_UP


@pytest.mark.parametrize(("action", "role"), CELLS)
def test_each_role_gets_through_where_the_table_says_so_and_nowhere_else(
    desks: MattersOnAllDesks, operations: dict[str, dict[str, Any]], action: str, role: str
) -> None:
    allowed = role in PERMISSIONS[action]
    names = [name for name, said in operations.items() if said.get("x-action") == action]

    for name in names:
        # No key, no version, nothing in the body: who gets through is asked for these and changes nothing.
        answer = desks.ask(role, name.split(" ")[0], _path(name))
        refused = 401 if role == "visitor" else 404
        if allowed:
            assert answer.status_code not in {401, 403, 404}, f"{name}: {answer.text}"
            assert answer.status_code < 500
        else:
            assert answer.status_code == refused, f"{name}: {answer.status_code} {answer.text}"


def test_whoever_is_refused_is_told_no_more_than_of_a_made_up_thing(
    desks: MattersOnAllDesks, operations: dict[str, dict[str, Any]]
) -> None:
    reads = [name for name in operations if re.fullmatch(r"GET \S+\{\w+\}\S*", name)]

    for name in reads:
        row = PERMISSIONS[operations[name]["x-action"]]
        for role in set(PEOPLE) - set(row) - {"visitor"}:
            real, made_up = _path(name), re.sub(r"\{\w+\}", "01MADEUP", _path(name))
            assert _told(desks, role, real) == _told(desks, role, made_up), (name, role)


def _told(desks: MattersOnAllDesks, role: str, path: str) -> tuple[int, dict[str, Any]]:
    """Status and problem, without what only counts requests."""
    return _as(desks, desks.tokens[role], path.format_map(desks.names))


@pytest.mark.parametrize(
    ("role", "reach"),
    [
        ("complainant", Reach.OWN),
        ("respondent", Reach.OWN),
        ("guest", Reach.OWN),
        ("mediator", Reach.ASSIGNED),
        ("court_clerk", Reach.DESK),
        ("police_liaison", Reach.DESK),
        ("partner", Reach.DESK),
    ],
)
def test_what_is_anothers_looks_like_what_is_not_there(
    desks: MattersOnAllDesks,
    operations: dict[str, dict[str, Any]],
    strangers: dict[str, str],
    role: str,
    reach: Reach,
) -> None:
    reads = [
        name
        for name, said in operations.items()
        if re.fullmatch(r"GET \S+\{\w+\}\S*", name)
        and PERMISSIONS[said["x-action"]].get(role) == reach
    ]

    for name in reads:
        asked = _path(name) + ASKED_WITH.get(name, "")
        path = asked.format_map(desks.names_for(role))
        made_up = re.sub(r"\{\w+\}", "01MADEUP", asked)
        strangers_answer = _as(desks, strangers[role], path)
        assert desks.ask(role, "GET", path).status_code == NOT_YET.get(name, 200), name
        assert strangers_answer == _as(desks, strangers[role], made_up), name
        assert strangers_answer[0] == 404, name

    assert reads


def _as(desks: MattersOnAllDesks, token: str, path: str) -> tuple[int, dict[str, Any]]:
    answer = desks.http.get(path, headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, dict(answer.get_json()) | {"instance": ""}


@pytest.fixture(scope="module")
def strangers(desks: MattersOnAllDesks) -> dict[str, str]:
    """An access token of somebody in each role who has nothing to do with the two matters."""
    return desks.strangers()

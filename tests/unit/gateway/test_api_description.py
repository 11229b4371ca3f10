"""One description of the whole API."""

from werkzeug.test import Client

from gateway.api.description import merge
from tests.support.fake_transport import FakeTransport

OWN = {"openapi": "3.1.0", "paths": {"/api/v1/me": {"get": {"tags": ["access"]}}}, "tags": []}


def _service(name: str, schema: dict[str, object]) -> dict[str, object]:
    ref = {"$ref": "#/components/schemas/Thing"}
    return {
        "paths": {
            f"/api/v1/{name}": {"get": {"tags": [name], "responses": {"200": {"schema": ref}}}},
            "/internal/events": {"get": {}},
            "/healthz": {"get": {}},
        },
        "components": {"schemas": {"Thing": schema}},
        "tags": [{"name": name}, {"name": "internal"}],
    }


def test_public_paths_of_all_services_stand_beside_our_own() -> None:
    merged = merge(OWN, {"intake": _service("submissions", {"type": "string"})})

    assert set(merged["paths"]) == {"/api/v1/me", "/api/v1/submissions"}
    assert [tag["name"] for tag in merged["tags"]] == ["submissions"]


def test_what_two_services_call_alike_but_mean_differently_is_kept_apart() -> None:
    merged = merge(
        OWN,
        {
            "intake": _service("submissions", {"type": "string"}),
            "mediation": _service("cases", {"type": "integer"}),
        },
    )

    cases = merged["paths"]["/api/v1/cases"]["get"]["responses"]["200"]["schema"]
    submissions = merged["paths"]["/api/v1/submissions"]["get"]["responses"]["200"]["schema"]
    assert submissions["$ref"] == "#/components/schemas/Thing"
    assert cases["$ref"] == "#/components/schemas/MediationThing"
    assert merged["components"]["schemas"]["MediationThing"] == {"type": "integer"}


def test_what_they_mean_alike_is_there_once() -> None:
    merged = merge(
        OWN,
        {
            "intake": _service("submissions", {"type": "string"}),
            "mediation": _service("cases", {"type": "string"}),
        },
    )

    assert set(merged["components"]["schemas"]) == {"Thing"}


def test_merging_leaves_its_sources_alone() -> None:
    service = _service("submissions", {"type": "string"})

    merge(OWN, {"intake": service})

    assert set(OWN["paths"]) == {"/api/v1/me"}  # type: ignore[call-overload]
    assert "/internal/events" in service["paths"]  # type: ignore[operator]


def test_a_service_that_is_away_is_named_and_the_others_are_described(
    client: Client, services: dict[str, FakeTransport]
) -> None:
    services["intake"].answer("GET", "/openapi.json", _service("submissions", {}))
    services["mediation"].is_away = True

    description = client.get("/api/openapi.json").json

    assert "/api/v1/submissions" in description["paths"]
    assert "/api/v1/sign-in" in description["paths"]
    assert "mediation" in description["x-unavailable"]


def test_the_pages_to_read_it_come_from_here_alone(client: Client) -> None:
    page = client.get("/api/docs")

    assert page.status_code == 200
    assert "'unsafe" not in page.headers["Content-Security-Policy"]
    assert "http" not in page.text.replace("http-equiv", "")

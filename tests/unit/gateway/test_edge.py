"""The API's edge: what goes through, what does not, and in whose name."""

import io
from pathlib import Path

import pytest
from werkzeug.test import Client

from chassis.identity import TokenVerifier
from chassis.principal import VISITOR, Principal
from gateway.api.edge import SERVICE_OF
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD

SUBMISSIONS = "/api/v1/submissions"
FORBIDDEN = (
    "X-Forwarded-For",
    "X-Forwarded-User",
    "X_Forwarded_User",
    "x-forwarded-host",
    "X-Real-User",
    "X-Remote-User",
    "X-Internal-Role",
    "X-Authenticated-User",
    "X-Principal",
    "X-Roles",
    "Forwarded",
    "Cookie",
    "Connection",
    "Keep-Alive",
    "Proxy-Authorization",
    "TE",
    "Trailer",
    "Upgrade",
    "Referer",
    "User-Agent",
    "Origin",
    "X-HTTP-Method-Override",
    "X-Original-URL",
    "X-Rewrite-URL",
)


def _vouched(portal: Portal, transport: FakeTransport, service: str = "intake") -> Principal:
    token = transport.last.headers["Authorization"].removeprefix("Bearer ")
    return TokenVerifier(portal.keyring, service, portal.clock).verify(token)


def _signed_in(client: Client, portal: Portal, account: str = "zhangwei") -> dict[str, str]:
    answer = client.post("/api/v1/sign-in", json={"account": account, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json['access_token']}"}


@pytest.mark.parametrize(("word", "service"), sorted(SERVICE_OF.items()))
def test_each_path_goes_to_its_service(
    client: Client, services: dict[str, FakeTransport], word: str, service: str
) -> None:
    client.get(f"/api/v1/{word}/some/thing?status=received&cursor=a%2Bb")

    assert services[service].last.path == f"/api/v1/{word}/some/thing"
    assert services[service].last.query == "status=received&cursor=a%2Bb"


@pytest.mark.parametrize(
    "path",
    ["/api/v1/unknown", "/api/v1/", "/api/internal/events", "/api/v1/internal/recipients"],
)
def test_everything_else_is_not_there(
    client: Client, services: dict[str, FakeTransport], path: str
) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "not_found"
    assert all(service.calls == [] for service in services.values())


@pytest.mark.parametrize("path", ["/api//v1/submissions", "/api/v1//submissions"])
def test_a_crooked_address_is_a_problem_and_no_redirect(client: Client, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "BREW"])
def test_which_methods_fit_is_told_by_the_resource(
    client: Client, intake: FakeTransport, method: str
) -> None:
    intake.answer("OPTIONS", SUBMISSIONS, "", headers={"Allow": "GET, POST"})

    answer = client.open(SUBMISSIONS, method=method)

    assert answer.status_code == (204 if method == "OPTIONS" else 405)
    assert answer.headers["Allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/v1/sign-in", "OPTIONS, POST"),
        ("DELETE", "/api/v1/me", "GET, HEAD, OPTIONS"),
        ("OPTIONS", "/api/v1/sign-in", "OPTIONS, POST"),
    ],
)
def test_the_gateways_own_resources_tell_their_methods(
    client: Client, method: str, path: str, allowed: str
) -> None:
    answer = client.open(path, method=method)

    assert answer.status_code == (204 if method == "OPTIONS" else 405)
    assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize("path", ["/internal/events", "/metrics", "/openapi.json"])
def test_what_is_for_services_only_is_behind_no_door(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", FORBIDDEN)
def test_headers_that_claim_something_do_not_pass(
    client: Client, intake: FakeTransport, name: str
) -> None:
    intake.answer("GET", SUBMISSIONS, {"items": []})

    client.get(SUBMISSIONS, headers={name: "officer"})

    passed = {header.lower().replace("_", "-") for header in intake.last.headers}
    assert name.lower().replace("_", "-") not in passed


def test_who_comes_by_the_api_is_told_to_have_come_so(
    client: Client, intake: FakeTransport
) -> None:
    client.post(SUBMISSIONS, json={}, headers={"X-Entrance": "web"})

    assert intake.last.headers["X-Entrance"] == "api"


def test_a_visitor_is_vouched_for_as_a_visitor(
    client: Client, portal: Portal, intake: FakeTransport
) -> None:
    client.get(SUBMISSIONS)

    assert _vouched(portal, intake) == VISITOR


def test_an_officer_is_vouched_for_with_roles_and_desk(
    client: Client, portal: Portal, intake: FakeTransport
) -> None:
    token = _signed_in(client, portal)

    client.get(SUBMISSIONS, headers=token)

    caller = _vouched(portal, intake)
    assert caller.subject == "staff:zhangwei"
    assert caller.roles == {"officer"}
    assert caller.organisation == "centre"


@pytest.mark.parametrize("header", ["Bearer made-up", "Bearer ", "Basic YTpi", "nonsense"])
def test_a_token_that_proves_nothing_is_refused_before_any_service_is_asked(
    client: Client, intake: FakeTransport, header: str
) -> None:
    answer = client.get(SUBMISSIONS, headers={"Authorization": header})

    if header != "Bearer ":
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert intake.calls == []


def test_what_a_request_means_goes_through(client: Client, intake: FakeTransport) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    meant = {
        "Accept-Language": "en",
        "If-Match": '"v7"',
        "If-None-Match": '"v6"',
        "Idempotency-Key": "key-1",
        "X-Request-Id": "01HZX-request",
    }

    client.post(f"{SUBMISSIONS}/1/acceptance", json={}, headers={**meant, "traceparent": trace})

    sent = intake.last.headers
    assert {name: sent[name] for name in meant} == meant
    assert sent["Content-Type"] == "application/json"
    assert sent["traceparent"].split("-")[1] == trace.split("-")[1]
    assert intake.bodies[-1] == b"{}"


def test_an_answer_comes_back_with_what_concerns_the_caller_and_nothing_else(
    client: Client, intake: FakeTransport
) -> None:
    intake.answer(
        "GET",
        f"{SUBMISSIONS}/1",
        {"status": "received"},
        headers={
            "ETag": '"v3"',
            "Link": '</api/v1/submissions?cursor=x>; rel="next"',
            "Server": "gunicorn",
            "X-Powered-By": "service",
            "Set-Cookie": "a=b",
            "Transfer-Encoding": "chunked",
        },
    )

    answer = client.get(f"{SUBMISSIONS}/1")

    assert answer.json == {"status": "received"}
    assert answer.headers["ETag"] == '"v3"'
    assert "Link" in answer.headers
    for hidden in ("Server", "X-Powered-By", "Set-Cookie", "Transfer-Encoding"):
        assert hidden not in answer.headers


def test_a_large_upload_goes_through_in_pieces_with_its_length(
    client: Client, intake: FakeTransport
) -> None:
    content = bytes(3 * 1024 * 1024)
    intake.answer("POST", "/api/v1/evidence", {"id": "1"}, status=201)

    answer = client.post("/api/v1/evidence", data={"file": (io.BytesIO(content), "film.mp4")})

    assert answer.status_code == 201
    assert not isinstance(intake.last.body, bytes)
    assert content in intake.bodies[-1]
    assert intake.last.headers["Content-Length"] == str(len(intake.bodies[-1]))
    assert intake.last.headers["Content-Type"].startswith("multipart/form-data; boundary=")


def test_a_body_beyond_the_limit_is_refused_unread(client: Client, intake: FakeTransport) -> None:
    answer = client.post(
        "/api/v1/evidence",
        data=b"x",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(60 * 1024 * 1024)},
    )

    assert answer.status_code == 413
    assert intake.calls == []


@pytest.mark.parametrize(
    ("language", "title"), [("zh-CN", "服务暂时不可用"), ("en", "not available")]
)
def test_a_service_that_is_away_is_said_so_in_plain_words(
    client: Client, intake: FakeTransport, language: str, title: str
) -> None:
    intake.is_away = True

    answer = client.get(SUBMISSIONS, headers={"Accept-Language": language})

    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"
    assert title in answer.json["title"]
    assert int(answer.headers["Retry-After"]) > 0


def test_filing_too_often_is_told_when_to_come_back(
    tmp_path: Path, services: dict[str, FakeTransport]
) -> None:
    client = Client(Portal(tmp_path, {"HUHANG_RATE_FILING": "2/60"}, transports=services).app)

    answers = [client.post(SUBMISSIONS, json={}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[2].json["code"] == "throttled"
    assert "Retry-After" in answers[2].headers
    assert answers[0].headers["RateLimit"] == '"filing";r=1'


def test_every_answer_names_its_request(client: Client) -> None:
    given = client.get(SUBMISSIONS, headers={"X-Request-Id": "01HZX-from-client"})
    odd = client.get(SUBMISSIONS, headers={"X-Request-Id": "<script>"})

    assert given.headers["X-Request-Id"] == "01HZX-from-client"
    assert odd.headers["X-Request-Id"] != "<script>"


def test_an_unexpected_error_tells_nothing_but_its_number(
    client: Client, intake: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "send", lambda _call: 1 / 0)

    answer = client.get(SUBMISSIONS)

    assert answer.status_code == 500
    assert answer.json["code"] == "internal_error"
    assert "ZeroDivision" not in answer.text
    assert answer.json["instance"] == answer.headers["X-Request-Id"]

"""Text messages through a provider: signed, taken once, and its answers understood."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from contracts.intake import SubmissionAcceptedV1
from services.notification.domain.signing import signed_headers
from tests.integration.notification.conftest import Opening
from tests.support.examples import example
from tests.support.notification_office import RECEIPT_NO, NotificationOffice

SECRET = "whsec_" + base64.b64encode(b"a secret that only two know").decode()


class Provider:
    """Takes texts at ``url``. ``answers``: statuses given once each, then 200."""

    def __init__(self) -> None:
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                provider.taken.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(provider.answers.pop(0) if provider.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_words: Any) -> None:
                """Quiet."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/send"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    yield provider
    provider.stop()


@pytest.fixture
def office(opening: Opening, provider: Provider) -> NotificationOffice:
    office = opening(HUHANG_WECHAT_URL=provider.url, HUHANG_WECHAT_SECRET=SECRET)
    office.knows("complainant", "zhou@right-holder.example", phone="13800001234")
    _binds(office, _code(office), "oHq1-follower")
    return office


CHOICES = "/api/v1/message-preferences"


def _code(office: NotificationOffice) -> str:
    return str(office.citizen_reads(CHOICES, "complainant")["wechat"]["code"])


def _binds(
    office: NotificationOffice, code: str, openid: str, event: str = "bind", secret: str = SECRET
) -> int:
    body = json.dumps({"event": event, "code": code, "openid": openid}).encode()
    signed = signed_headers(secret, "m-1", office.clock.now(), body)
    headers = {**signed, "Content-Type": "application/json"}
    answer = office.http.post("/api/v1/wechat-bindings", data=body, headers=headers)
    return answer.status_code


def _state(office: NotificationOffice) -> tuple[str, str]:
    [notice] = [each for each in office.notices() if each.channel == "wechat"]
    return notice.state, notice.reason


def test_a_request_is_signed_and_names_the_notice(
    office: NotificationOffice, provider: Provider
) -> None:
    office.hears_and_works(example(SubmissionAcceptedV1))

    [(headers, body)] = provider.taken
    told = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(b"a secret that only two know", told, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    said = json.loads(body)
    assert (said["id"], said["channel"]) == (headers["webhook-id"], "wechat")
    assert said["to"] == "oHq1-follower"
    assert _state(office) == ("sent", "")


def test_only_the_account_itself_binds_and_only_with_the_code_of_the_page(
    office: NotificationOffice,
) -> None:
    own, foreign = _code(office), _code(office).replace("C", "R", 1)

    assert _binds(office, own, "oHq1-thief", secret="another secret") == 401
    assert _binds(office, foreign, "oHq1-thief") == 404
    assert _binds(office, own[:-1], "oHq1-thief") == 404


def test_who_is_not_bound_is_not_offered_wechat_and_gets_no_text(
    office: NotificationOffice, provider: Provider
) -> None:
    office.citizen_posts(CHOICES, "complainant", {"wechat_unbind": True})

    seen = office.citizen_posts(CHOICES, "complainant", {"wechat": True})
    office.hears_and_works(example(SubmissionAcceptedV1))

    assert seen["wechat"]["is_bound"] is False and "wechat" not in seen["choices"]
    assert provider.taken == []


def test_what_is_kept_tells_nobody_who_the_follower_is(office: NotificationOffice) -> None:
    with office.service.uow() as uow:
        kept = uow.preferences.of(f"complainant:{RECEIPT_NO}")  # type: ignore[attr-defined]

    assert kept["wechat"] is True
    assert "oHq1-follower" not in str(kept)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_provider_that_cannot_now_is_asked_again_under_the_same_id(
    office: NotificationOffice, provider: Provider, status: int
) -> None:
    provider.answers = [status]

    office.hears_and_works(example(SubmissionAcceptedV1))
    waiting = _state(office)
    office.passes(seconds=5)

    assert waiting == ("waiting", f"provider_refuses {status}")
    assert _state(office) == ("sent", "")
    assert len({headers["webhook-id"] for headers, _body in provider.taken}) == 1


@pytest.mark.parametrize("status", [400, 403])
def test_a_refusal_is_final_and_said_to_staff(
    office: NotificationOffice, provider: Provider, status: int
) -> None:
    provider.answers = [status]

    office.hears_and_works(example(SubmissionAcceptedV1))
    office.passes(days=3)

    assert _state(office) == ("failed", f"provider_refuses {status}")
    assert len(provider.taken) == 1


def test_a_provider_that_is_away_loses_nothing(
    office: NotificationOffice, provider: Provider
) -> None:
    provider.stop()

    office.hears_and_works(example(SubmissionAcceptedV1))

    state, reason = _state(office)
    assert state == "waiting"
    assert reason.startswith("no_connection")
    assert office.server.recipients == ["zhou@right-holder.example"]

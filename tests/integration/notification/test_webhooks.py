"""Partner systems: told what they asked for, signed, again when it failed, and never inside our walls."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chassis.job_runner import JobRunner
from chassis.waiting import Waiter
from contracts.intake import SubmissionAcceptedV1, SubmissionClosedV1
from contracts.referral import TransferSentV1
from services.notification.domain.addresses import open_address
from services.notification.messaging.outgoing_http import PartnerHttp
from services.notification.messaging.webhook_delivery import webhook_job
from tests.integration.notification.conftest import Opening
from tests.support.examples import example
from tests.support.notification_office import NotificationOffice
from tests.support.partner_server import PartnerServer

HOST = "partner.example"
ENDPOINTS = "/api/v1/webhook-endpoints"
NEW = {"name": "市市场监管局", "url": f"https://{HOST}/hook", "types": [SubmissionAcceptedV1.TYPE]}


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[PartnerServer]:
    server = PartnerServer(tmp_path, HOST).start()
    yield server
    server.stop()


@pytest.fixture
def office(opening: Opening) -> NotificationOffice:
    office = opening(HUHANG_WEBHOOK_HOSTS=f"{HOST}, other.example")
    office.neighbours.people["complainant"] = None
    return office


class _Names:
    """A name server: what it says may change from one question to the next."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)
        self.asked = 0

    def __call__(self, _host: str) -> Sequence[str]:
        self.asked += 1
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def _delivers(office: NotificationOffice, partner: PartnerServer, **changes: Any) -> None:
    """Do what is due; the partner's machine stands on loopback, which a test may allow."""
    way: dict[str, Any] = {
        "lookup": _Names(["127.0.0.1"]),
        "judge": lambda found: found[0],
        "port": partner.port,
        "ca_file": str(partner.authority),
    }
    http = PartnerHttp({HOST}, **(way | changes))
    handler = webhook_job(office.service.uow, office.keyring, http)
    runner = JobRunner(office.service, [handler], Waiter())
    while runner.run_next():
        """There may be another."""


def _listens(office: NotificationOffice, **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = office.staff_posts(ENDPOINTS, "administrator", NEW | changes)
    return made


def _deliveries(office: NotificationOffice, endpoint: dict[str, Any]) -> list[dict[str, Any]]:
    path = f"{ENDPOINTS}/{endpoint['endpoint_id']}"
    found: list[dict[str, Any]] = office.staff_reads(path, "administrator")["deliveries"]
    return found


def _is_signed(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a partner checks it (Standard Webhooks), written apart from our own code."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    told = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
    return headers["webhook-signature"] == f"v1,{expected}"


def test_a_partner_is_told_what_it_listens_to_and_can_prove_who_said_it(
    office: NotificationOffice, partner: PartnerServer
) -> None:
    endpoint = _listens(office)

    office.hears(example(SubmissionAcceptedV1), times=2)
    office.hears(example(SubmissionClosedV1))
    _delivers(office, partner)

    [(headers, body)] = partner.requests
    assert _is_signed(endpoint["secret"], headers, body)
    told = json.loads(body)
    assert (told["type"], set(told)) == (SubmissionAcceptedV1.TYPE, {"type", "timestamp", "data"})
    assert headers["host"] == HOST
    assert [each["state"] for each in _deliveries(office, endpoint)] == ["delivered"]


def test_a_partner_that_fails_is_told_again_under_the_same_id(
    office: NotificationOffice, partner: PartnerServer
) -> None:
    endpoint = _listens(office)
    partner.answers = [503, 429]
    office.hears(example(SubmissionAcceptedV1))

    _delivers(office, partner)
    _later(office, 5)
    _delivers(office, partner)
    _later(office, 30)
    _delivers(office, partner)

    ids = {headers["webhook-id"] for headers, _body in partner.requests}
    assert (len(partner.requests), len(ids)) == (3, 1)
    [delivery] = _deliveries(office, endpoint)
    assert [each["result"] for each in delivery["tries"]] == ["503", "429", "204"]


def _later(office: NotificationOffice, seconds: int) -> None:
    office.clock.advance(timedelta(seconds=seconds))


@pytest.mark.parametrize("status", [400, 410, 301, 307])
def test_a_refusal_or_a_redirect_is_final_and_followed_nowhere(
    office: NotificationOffice, partner: PartnerServer, status: int
) -> None:
    endpoint = _listens(office)
    partner.answers = [status]
    office.hears(example(SubmissionAcceptedV1))

    _delivers(office, partner)
    _later(office, 7 * 24 * 3600)
    _delivers(office, partner)

    assert len(partner.requests) == 1
    assert [each["state"] for each in _deliveries(office, endpoint)] == ["failed"]


def test_a_failed_delivery_is_made_again_when_somebody_asks(
    office: NotificationOffice, partner: PartnerServer
) -> None:
    endpoint = _listens(office)
    partner.answers = [400]
    office.hears(example(SubmissionAcceptedV1))
    _delivers(office, partner)
    [delivery] = _deliveries(office, endpoint)

    path = f"/api/v1/webhook-deliveries/{delivery['delivery_id']}/resending"
    office.staff_posts(path, "administrator", {})
    _delivers(office, partner)

    first, second = (headers["webhook-id"] for headers, _body in partner.requests)
    assert first == second
    assert [each["state"] for each in _deliveries(office, endpoint)] == ["delivered"]


def test_a_name_that_leads_inside_is_never_connected_to(
    office: NotificationOffice, partner: PartnerServer
) -> None:
    endpoint = _listens(office)
    office.hears(example(SubmissionAcceptedV1))

    _delivers(office, partner, judge=open_address)

    assert partner.requests == []
    [delivery] = _deliveries(office, endpoint)
    assert (delivery["state"], delivery["tries"][0]["result"]) == ("failed", "inner_address")


def test_a_name_that_changes_between_look_and_request_leads_nowhere_else(
    office: NotificationOffice, partner: PartnerServer
) -> None:
    names = _Names(["127.0.0.1"], ["127.0.0.2"])
    _listens(office)
    office.hears(example(SubmissionAcceptedV1))

    _delivers(office, partner, lookup=names)

    assert names.asked == 1
    assert len(partner.requests) == 1


def test_a_server_under_another_name_gets_nothing(
    office: NotificationOffice, partner: PartnerServer, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    impostor = PartnerServer(tmp_path / "other", "evil.example").start()
    _listens(office)
    office.hears(example(SubmissionAcceptedV1))

    _delivers(office, impostor)
    impostor.stop()

    assert impostor.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://partner.example/",
        "https://evil.example/",
        "https://127.0.0.1/",
        "https://a@partner.example/",
    ],
)
def test_an_address_outside_the_list_cannot_be_entered(
    office: NotificationOffice, url: str
) -> None:
    office.staff_posts(ENDPOINTS, "administrator", NEW | {"url": url}, expect=422)

    assert office.staff_reads(ENDPOINTS, "administrator")["items"] == []


def test_what_goes_to_the_police_is_offered_to_nobody(office: NotificationOffice) -> None:
    offered = office.staff_reads(ENDPOINTS, "administrator")["offered"]

    assert TransferSentV1.TYPE not in offered
    wanted = NEW | {"types": [TransferSentV1.TYPE]}
    office.staff_posts(ENDPOINTS, "administrator", wanted, expect=422)


def test_the_secret_is_shown_once_and_can_be_changed(
    office: NotificationOffice, partner: PartnerServer
) -> None:
    endpoint = _listens(office)
    path = f"{ENDPOINTS}/{endpoint['endpoint_id']}"

    changed = office.staff_posts(f"{path}/secret", "administrator", {})
    office.hears(example(SubmissionAcceptedV1))
    _delivers(office, partner)

    assert "secret" not in office.staff_reads(path, "administrator")
    [(headers, body)] = partner.requests
    assert _is_signed(changed["secret"], headers, body)
    assert not _is_signed(endpoint["secret"], headers, body)


def test_an_endpoint_that_is_off_hears_nothing_and_a_test_tries_one(
    office: NotificationOffice, partner: PartnerServer
) -> None:
    endpoint = _listens(office)
    path = f"{ENDPOINTS}/{endpoint['endpoint_id']}"
    office.staff_posts(f"{path}/tests", "administrator", {})
    _delivers(office, partner)

    office.staff_posts(f"{path}/switch", "administrator", {"is_active": False})
    office.hears(example(SubmissionAcceptedV1))
    _delivers(office, partner)

    [(_headers, body)] = partner.requests
    assert json.loads(body)["type"] == "huhang.webhook.test"


@pytest.mark.parametrize("role", ["officer", "supervisor", "mediator"])
def test_others_neither_see_nor_change_partners(office: NotificationOffice, role: str) -> None:
    office.staff_posts(ENDPOINTS, role, NEW, expect=404)


def test_a_partner_that_takes_nothing_for_five_days_is_switched_off_and_administrators_are_told(
    office: NotificationOffice, partner: PartnerServer
) -> None:
    endpoint = _listens(office)
    path = f"{ENDPOINTS}/{endpoint['endpoint_id']}"
    partner.answers = [503] * 40
    for _ in range(6):
        office.hears(example(SubmissionAcceptedV1))
        _delivers(office, partner)
        _later(office, 24 * 3600)
    seen = office.staff_reads(path, "administrator")

    office.hears(example(SubmissionAcceptedV1))
    told = office.staff_reads("/api/v1/messages", "administrator")
    unread = office.staff_reads("/api/v1/messages/unread", "administrator")
    officer = office.staff_reads("/api/v1/messages", "officer")

    assert seen["is_active"] is False
    assert len(_deliveries(office, endpoint)) == 6
    [note] = told["items"]
    assert (note["template"], note["facts"]["name"]) == ("partner_switched_off", "市市场监管局")
    assert unread == {"unread": 1} and officer["items"] == []


def test_one_success_gives_a_partner_its_five_days_again(
    office: NotificationOffice, partner: PartnerServer
) -> None:
    endpoint = _listens(office)
    for nth in range(6):
        partner.answers = [200 if nth == 4 else 503] * 10
        office.hears(example(SubmissionAcceptedV1))
        _delivers(office, partner)
        _later(office, 24 * 3600)

    seen = office.staff_reads(f"{ENDPOINTS}/{endpoint['endpoint_id']}", "administrator")

    assert seen["is_active"] is True and seen["failing_since"] is not None

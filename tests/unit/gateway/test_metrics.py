"""What the gateway has done, counted for the scraper inside and for nobody else."""

from pathlib import Path

import pytest
from werkzeug.test import Client

from chassis.settings import ConfigurationError, load_settings
from gateway.settings import SETTINGS
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal

INSIDE = {"REMOTE_ADDR": "127.0.0.1"}
OUTSIDE = {"REMOTE_ADDR": "203.0.113.7"}


def test_all_three_doors_are_counted_by_route_and_status(
    tmp_path: Path, services: dict[str, FakeTransport]
) -> None:
    client = Client(Portal(tmp_path, {"HUHANG_PROXIES": "0"}, transports=services).app)
    client.get("/track")
    client.get("/staff/transfers/some-id")
    client.get("/api/v1/me")
    client.get("/no-such-page/13800001234")

    page = client.get("/metrics", environ_overrides=INSIDE).text

    for route, status in (
        ("/track", 200),
        ("/staff/transfers/<transfer_id>", 303),
        ("/api/v1/me", 401),
        ("unknown", 404),
    ):
        labels = f'method="GET",route="{route}",service="gateway",status="{status}"'
        assert f"http_requests_total{{{labels}}} 1.0" in page
    assert "http_request_duration_seconds_bucket" in page
    assert "13800001234" not in page
    assert "some-id" not in page


@pytest.mark.parametrize("path", ["/metrics", "/en/metrics"])
def test_from_outside_there_is_nothing(client: Client, path: str) -> None:
    made_up = client.get("/no-such-page", environ_overrides=OUTSIDE)

    answer = client.get(path, environ_overrides=OUTSIDE)

    assert answer.status_code == made_up.status_code == 404
    assert "http_requests" not in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
def test_what_a_proxy_on_this_machine_passes_on_is_outside(client: Client, header: str) -> None:
    answer = client.get("/metrics", headers={header: "127.0.0.1"}, environ_overrides=INSIDE)

    assert answer.status_code == 404


def test_a_proxy_that_is_believed_cannot_be_talked_into_it(
    tmp_path: Path, services: dict[str, FakeTransport]
) -> None:
    portal = Portal(tmp_path, {"HUHANG_PROXIES": "1"}, transports=services)

    answer = Client(portal.app).get(
        "/metrics", headers={"X-Forwarded-For": "127.0.0.1"}, environ_overrides=INSIDE
    )

    assert answer.status_code == 404
    portal.close()


def test_another_network_can_be_named(tmp_path: Path, services: dict[str, FakeTransport]) -> None:
    portal = Portal(tmp_path, {"HUHANG_METRICS_FROM": "203.0.113.0/24"}, transports=services)
    client = Client(portal.app)

    assert client.get("/metrics", environ_overrides=OUTSIDE).status_code == 200
    assert client.get("/metrics", environ_overrides=INSIDE).status_code == 404
    portal.close()


def test_a_network_that_cannot_be_read_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="METRICS_FROM"):
        load_settings(SETTINGS, {"HUHANG_DATA": str(tmp_path), "HUHANG_METRICS_FROM": "inside"})

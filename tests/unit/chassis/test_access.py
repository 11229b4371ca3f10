"""Nobody gets further than the route's declaration lets them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.views import MethodView

from chassis.access import UndeclaredRoute, open_route
from chassis.app_factory import create_service_app
from chassis.blueprint import Blueprint
from chassis.clock import FixedClock
from tests.support.demo.service import build_demo
from tests.unit.chassis.conftest import NOTES, Caller

SAME_ID = {"X-Request-Id": "R-1"}


def test_a_service_with_an_undeclared_route_does_not_start(
    tmp_path: Path, clock: FixedClock
) -> None:
    forgotten = Blueprint("forgotten", __name__)

    @forgotten.route("/api/v1/forgotten")
    class Forgotten(MethodView):
        @open_route
        def get(self) -> str:
            return "declared"

        def post(self) -> str:
            return "forgotten"

    with pytest.raises(UndeclaredRoute, match="POST /api/v1/forgotten"):
        create_service_app(build_demo(tmp_path, clock, blueprints=(forgotten,)))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_has_no_reach_finds_nothing(
    person: Callable[..., Caller], author: Caller, method: str
) -> None:
    author.pins("mine")

    answer = person("zhao", "administrator").ask(method, NOTES)

    assert answer.status_code == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_visitor_is_asked_to_sign_in(visitor: Caller, method: str) -> None:
    answer = visitor.ask(method, NOTES)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_forbidden_and_absent_cannot_be_told_apart(
    person: Callable[..., Caller], author: Caller
) -> None:
    note_id = author.pins("mine").get_json()["id"]
    stranger, clerk = person("li", "author"), person("zhao", "administrator")

    of_another = stranger.get(f"{NOTES}/{note_id}", headers=SAME_ID)
    absent = stranger.get(f"{NOTES}/{'0' * 26}", headers=SAME_ID)
    without_reach = clerk.get(f"{NOTES}/{note_id}", headers=SAME_ID)
    no_such_address = clerk.get("/api/v1/nowhere", headers=SAME_ID)

    assert of_another.status_code == 404
    assert of_another.data == absent.data == without_reach.data == no_such_address.data
    assert _public(of_another) == _public(absent) == _public(without_reach)
    assert _public(of_another) == _public(no_such_address)


def _public(answer: object) -> dict[str, str]:
    headers = dict(answer.headers)  # type: ignore[attr-defined]
    headers.pop("traceparent")
    return headers


def test_a_broken_token_is_no_visit(visitor: Caller) -> None:
    answer = visitor.get("/healthz", headers={"Authorization": "Bearer x.y.z"})

    assert answer.status_code == 401
    assert answer.get_json()["code"] == "unauthenticated"


def test_options_tell_the_methods_and_nothing_else(visitor: Caller) -> None:
    answer = visitor.ask("OPTIONS", NOTES)

    assert answer.status_code == 200
    assert answer.data == b""


def test_a_service_reads_the_feed_and_a_person_does_not(
    reader_service: Caller, author: Caller
) -> None:
    author.pins("news")

    told = reader_service.get("/internal/events").get_json()
    refused = author.get("/internal/events")

    assert [event["data"]["title"] for event in told["events"]] == ["news"]
    assert told["head"] == told["events"][0]["sequence"] == 1
    assert refused.status_code == 404

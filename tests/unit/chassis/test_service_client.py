"""A service asks another: the same over HTTP and in one process."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from chassis.clock import FixedClock
from chassis.errors import Unavailable
from chassis.identity import TokenSigner
from chassis.principal import Principal
from chassis.service import Service
from chassis.service_client import Call, HttpTransport, ServiceClient, Transport
from chassis.tracing import begin_span, current_traceparent
from deploy.wsgi_transport import WsgiTransport
from tests.unit.chassis.conftest import NOTES

AUTHOR = Principal(subject="staff:wangfang", roles=frozenset({"author"}))
TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def http(app: Flask) -> Iterator[Transport]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield HttpTransport(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()


@pytest.fixture
def wsgi(app: Flask) -> Transport:
    return WsgiTransport(app)


@pytest.fixture(params=["http", "wsgi"])
def client(request: pytest.FixtureRequest, signer: TokenSigner) -> ServiceClient:
    return ServiceClient("demo", request.getfixturevalue(request.param), signer)


def test_a_writing_call_carries_body_key_and_language(client: ServiceClient) -> None:
    headers = {"Idempotency-Key": "K1", "Accept-Language": "en"}

    pinned = client.request(
        "POST", NOTES, principal=AUTHOR, json_body={"title": "护航"}, headers=headers
    )
    again = client.request(
        "POST", NOTES, principal=AUTHOR, json_body={"title": "护航"}, headers=headers
    )
    refused = client.request(
        "POST", NOTES, principal=AUTHOR, json_body={}, headers=headers | {"Idempotency-Key": "K2"}
    )

    assert pinned.status == 201
    assert pinned.json()["title"] == "护航"
    assert again.body == pinned.body
    assert again.headers["Idempotency-Replayed"] == "true"
    assert refused.json()["errors"][0]["detail"] == "This is required."
    assert not refused.is_ok


def test_a_query_reaches_the_service(client: ServiceClient) -> None:
    answer = client.request("GET", NOTES, principal=AUTHOR, query={"limit": 500})

    assert answer.json()["errors"][0]["pointer"] == "/limit"


def test_a_version_reaches_the_service(client: ServiceClient) -> None:
    pinned = client.request(
        "POST", NOTES, principal=AUTHOR, json_body={"title": "a"}, headers={"Idempotency-Key": "K"}
    )

    answer = client.request(
        "PATCH",
        f"{NOTES}/{pinned.json()['id']}",
        principal=AUTHOR,
        json_body={"title": "b"},
        headers={"Idempotency-Key": "K", "If-Match": '"v9"'},
    )

    assert answer.status == 412


def test_the_trace_goes_on_in_the_other_service(client: ServiceClient) -> None:
    begin_span(f"00-{TRACE}-b7ad6b7169203331-01")

    answer = client.request("GET", NOTES, principal=AUTHOR)

    assert answer.headers["traceparent"].split("-")[1] == TRACE
    assert current_traceparent().split("-")[1] == TRACE


def test_nobody_smuggles_in_another_identity(client: ServiceClient) -> None:
    call = Call(method="GET", path=NOTES, headers={"authorization": "Bearer forged"})

    answer = client.forward(call, AUTHOR)

    assert answer.status == 200


def test_a_body_may_come_in_pieces(client: ServiceClient) -> None:
    boundary = "b"
    pieces = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n',
        "abc",
        f"\r\n--{boundary}--\r\n",
    ]
    call = Call(
        method="POST",
        path=f"{NOTES}/x/picture",
        headers={
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(sum(map(len, pieces))),
            "Idempotency-Key": "K1",
        },
        body=iter([piece.encode() for piece in pieces]),
    )

    answer = client.forward(call, AUTHOR)

    assert answer.json() == {"size": 3}


def test_in_one_process_a_large_body_is_read_piece_by_piece() -> None:
    given: list[int] = []
    taken: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(5):
            given.append(number)
            yield bytes(100_000)

    def app(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        while environ["wsgi.input"].read(100_000):
            taken.append(len(given))
        start("204 No Content", [])
        return []

    answer = WsgiTransport(app).send(Call(method="POST", path="/", body=pieces()))

    assert answer.status == 204
    assert taken == [1, 2, 3, 4, 5]


HALF = bytes(2_000_000)


@pytest.fixture(params=["http", "wsgi"])
def archive(request: pytest.FixtureRequest) -> Iterator[tuple[Transport, threading.Event]]:
    """A service that gives the second half of a large file when the first has been taken."""
    is_taken = threading.Event()

    def halves() -> Iterator[bytes]:
        yield HALF
        if is_taken.wait(10):
            yield HALF

    def app(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        start("200 OK", [("Content-Length", str(2 * len(HALF)))])
        return halves()

    if request.param == "wsgi":
        yield WsgiTransport(app), is_taken
        return
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield HttpTransport(f"http://127.0.0.1:{server.server_port}"), is_taken
    server.shutdown()
    thread.join()


def test_a_large_answer_is_passed_on_while_it_comes(
    archive: tuple[Transport, threading.Event],
) -> None:
    transport, is_taken = archive

    answer = transport.send(Call(method="GET", path="/", takes_pieces=True))
    is_taken.set()

    assert not isinstance(answer.content, bytes)
    assert b"".join(answer.content) == 2 * HALF


def test_who_takes_no_pieces_has_it_as_a_whole(
    archive: tuple[Transport, threading.Event],
) -> None:
    transport, is_taken = archive
    is_taken.set()

    answer = transport.send(Call(method="GET", path="/"))

    assert answer.content == answer.body == 2 * HALF


def test_a_service_that_is_away_is_unavailable(demo: Service, clock: FixedClock) -> None:
    nowhere = ServiceClient(
        "demo", HttpTransport("http://127.0.0.1:1"), TokenSigner("reader", demo.keyring, clock)
    )

    with pytest.raises(Unavailable):
        nowhere.ask("reader", "/internal/events")


class Sleepy(BaseHTTPRequestHandler):
    """Answers the first request on a connection, and hangs up on the second unheard."""

    protocol_version = "HTTP/1.1"
    served = 0

    def _serve(self) -> None:
        type(self).served += 1
        if type(self).served == 2:
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = _serve  # noqa: N815 - the names that http.server calls

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def sleepy() -> Iterator[Callable[[Call], int]]:
    Sleepy.served = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sleepy)
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    transport = HttpTransport(f"http://127.0.0.1:{server.server_port}")
    yield lambda call: transport.send(call).status
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_lost_connection_is_made_again_where_that_is_safe(
    sleepy: Callable[[Call], int],
) -> None:
    first = sleepy(Call(method="GET", path="/"))
    second = sleepy(Call(method="POST", path="/", headers={"Idempotency-Key": "K"}))

    assert (first, second, Sleepy.served) == (200, 200, 3)


def test_a_write_without_key_is_never_sent_twice(sleepy: Callable[[Call], int]) -> None:
    sleepy(Call(method="GET", path="/"))

    with pytest.raises(Unavailable):
        sleepy(Call(method="POST", path="/"))
    assert Sleepy.served == 2

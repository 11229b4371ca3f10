"""Asking another service, over HTTP or in the same process, with the caller's identity."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

import urllib3

from chassis.errors import Unavailable
from chassis.identity import TokenSigner
from chassis.principal import Principal, service_principal
from chassis.tracing import current_traceparent

CONNECT_SECONDS, READ_SECONDS = 1.0, 10.0
WHOLE, CHUNK = 1024 * 1024, 64 * 1024
_OURS = frozenset({"authorization", "traceparent"})


@dataclass(frozen=True)
class Answer:
    """What a service answered. ``content``: in pieces, to be read once, where the call takes them."""

    status: int
    headers: Mapping[str, str]
    content: bytes | Iterable[bytes]

    @property
    def body(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else b"".join(self.content)

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def is_ok(self) -> bool:
        return self.status < 400


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request as a transport sends it. ``takes_pieces``: a large answer need not come as a whole."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes] = b""
    takes_pieces: bool = False

    @property
    def is_repeatable(self) -> bool:
        """True when sending it twice has the effect of sending it once."""
        is_safe = self.method in {"GET", "HEAD"} or "Idempotency-Key" in self.headers
        return is_safe and isinstance(self.body, bytes)


class Transport(Protocol):
    """A way to one service. Raises: Unavailable when it does not answer."""

    def send(self, call: Call) -> Answer: ...


class HttpTransport:
    """Over HTTP, on pooled connections.

    A kept connection may be closed by the other side just as a request is sent. What may safely be
    repeated (reading, or writing with an Idempotency-Key) is then sent once more.
    """

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._pool = urllib3.PoolManager(
            maxsize=32,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        )

    def send(self, call: Call) -> Answer:
        try:
            try:
                return self._once(call)
            except urllib3.exceptions.ProtocolError:
                if not call.is_repeatable:
                    raise
            return self._once(call)
        except urllib3.exceptions.HTTPError as problem:
            raise Unavailable() from problem

    def _once(self, call: Call) -> Answer:
        url = self._base_url + call.path + (f"?{call.query}" if call.query else "")
        answer = self._pool.request(
            call.method,
            url,
            headers=call.headers,
            body=call.body or None,
            redirect=False,
            preload_content=False,
        )
        is_large = call.takes_pieces and comes_in_pieces(answer.status, answer.headers)
        return Answer(answer.status, answer.headers, _read(answer) if is_large else answer.data)


def comes_in_pieces(status: int, headers: Mapping[str, str]) -> bool:
    """Whether an answer is too large to be held as a whole; a refusal never is."""
    return status < 400 and int(headers.get("Content-Length", WHOLE + 1)) > WHOLE


def _read(answer: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    try:
        yield from answer.stream(CHUNK)
    finally:
        answer.close()


class ServiceClient:
    """One caller's way to one service."""

    def __init__(self, service: str, transport: Transport, signer: TokenSigner) -> None:
        self.service = service
        self._transport = transport
        self._signer = signer

    def request(
        self,
        method: str,
        path: str,
        *,
        principal: Principal,
        query: Mapping[str, Any] | None = None,
        json_body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask with JSON. Raises: Unavailable."""
        sent = dict(headers or {})
        body = b""
        if json_body is not None:
            sent["Content-Type"] = "application/json"
            body = json.dumps(json_body, ensure_ascii=False).encode()
        return self.forward(
            Call(method=method, path=path, query=urlencode(query or {}), headers=sent, body=body),
            principal,
        )

    def forward(self, call: Call, principal: Principal) -> Answer:
        """Send a call in somebody's name. Raises: Unavailable."""
        token = self._signer.sign(principal, self.service)
        given = {k: v for k, v in call.headers.items() if k.lower() not in _OURS}
        headers = {
            **given,
            "Authorization": f"Bearer {token}",
            "traceparent": current_traceparent(),
        }
        return self._transport.send(replace(call, headers=headers))

    def ask(self, caller: str, path: str, query: Mapping[str, Any] | None = None) -> Answer:
        """A question of one service to another, for itself. Raises: Unavailable."""
        return self.request("GET", path, principal=service_principal(caller), query=query)

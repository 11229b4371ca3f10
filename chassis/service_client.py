"""Asking another service, over HTTP or in the same process, with the caller's identity."""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

import urllib3
from werkzeug.test import EnvironBuilder, run_wsgi_app

from chassis.errors import Unavailable
from chassis.identity import TokenSigner
from chassis.principal import Principal, service_principal
from chassis.tracing import current_traceparent

CONNECT_SECONDS, READ_SECONDS = 1.0, 10.0
_OURS = frozenset({"authorization", "traceparent"})


@dataclass(frozen=True)
class Answer:
    """What a service answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def is_ok(self) -> bool:
        return self.status < 400


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request as a transport sends it."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes] = b""

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
            call.method, url, headers=call.headers, body=call.body or None, redirect=False
        )
        return Answer(answer.status, answer.headers, answer.data)


class _Pieces(io.RawIOBase):
    """A body that comes in pieces, as a stream: a large file never lies in memory as a whole."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._left = iter(pieces), b""

    def readinto(self, buffer: Any) -> int:
        self._left = self._left or next(filter(None, self._pieces), b"")
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


class WsgiTransport:
    """A service that lives in this process; the same request without a network."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def send(self, call: Call) -> Answer:
        builder = EnvironBuilder(
            path=call.path,
            query_string=call.query,
            method=call.method,
            headers=list(call.headers.items()),
            input_stream=io.BytesIO(call.body if isinstance(call.body, bytes) else b""),
        )
        environ = builder.get_environ()
        if not isinstance(call.body, bytes):
            environ |= {"wsgi.input": _Pieces(call.body), "wsgi.input_terminated": True}
            environ["CONTENT_LENGTH"] = call.headers.get("Content-Length", "")
        try:
            chunks, status, headers = run_wsgi_app(self._app, environ, buffered=True)
        finally:
            builder.close()
        return Answer(int(status.split()[0]), dict(headers.items()), b"".join(chunks))


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

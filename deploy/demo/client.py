"""A well-behaved client of the API: it repeats what got no answer, with the same idempotency key."""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import urllib3

T = TypeVar("T")
PATIENCE = 240.0
"""Seconds: longer than two leases of a job, a round of the safety net, and a person's look together."""
TRY_AGAIN = frozenset({429, 502, 503, 504})


class DemoFailure(Exception):
    """A step did not go as it should."""


@dataclass(frozen=True)
class Reply:
    """An answer that came."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def etag(self) -> str:
        return self.headers["ETag"]


@dataclass
class ApiClient:
    """One person at the API, who repeats what got no answer for ``patience`` seconds."""

    base_url: str
    token: str = ""
    patience: float = PATIENCE
    _pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(15.0))
    )

    def signed_in(self, account: str, password: str) -> "ApiClient":
        """The same client as a member of staff or of a partner."""
        reply = self.post("/api/v1/sign-in", {"account": account, "password": password}, expect=200)
        return ApiClient(self.base_url, reply.json()["access_token"], self.patience, self._pool)

    def citizen(self, **proof: str) -> "ApiClient":
        """The same client as a citizen who shows a query code or an invitation."""
        reply = self.post("/api/v1/citizen-sessions", proof, expect=200)
        return ApiClient(self.base_url, reply.json()["access_token"], self.patience, self._pool)

    def get(self, path: str, *, expect: int = 200) -> Reply:
        return self._settled("GET", path, b"", {}, expect)

    def post(
        self, path: str, body: Mapping[str, Any], *, expect: int = 200, if_match: str = ""
    ) -> Reply:
        headers = {"Content-Type": "application/json", "Idempotency-Key": secrets.token_hex(16)}
        if if_match:
            headers["If-Match"] = if_match
        return self._settled("POST", path, json.dumps(body).encode(), headers, expect)

    def upload(self, path: str, name: str, content: bytes, media_type: str) -> Reply:
        body, content_type = urllib3.encode_multipart_formdata(
            {"file": (name, content, media_type)}
        )
        headers = {"Content-Type": content_type, "Idempotency-Key": secrets.token_hex(16)}
        return self._settled("POST", path, body, headers, 201)

    def act(self, thing: str, act: str, body: Mapping[str, Any], *, expect: int = 200) -> Reply:
        """Read a thing, then act on the version that was read; read again when it changed meanwhile."""
        deadline = time.monotonic() + self.patience
        while True:
            etag = self.get(thing).etag
            reply = self.post(f"{thing}/{act}", body, expect=0, if_match=etag)
            if reply.status != 412 or time.monotonic() > deadline:
                return _expected(reply, expect, f"POST {thing}/{act}")

    def _settled(
        self, method: str, path: str, body: bytes, headers: dict[str, str], expect: int
    ) -> Reply:
        deadline = time.monotonic() + self.patience
        while True:
            reply = self._once(method, path, body, headers)
            if reply is not None and reply.status not in TRY_AGAIN:
                return _expected(reply, expect, f"{method} {path}")
            if time.monotonic() > deadline:
                raise DemoFailure(f"{method} {path}: no settled answer in {self.patience:.0f} s")
            time.sleep(0.3)

    def _once(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply | None:
        if self.token:
            headers = headers | {"Authorization": f"Bearer {self.token}"}
        try:
            answer = self._pool.request(
                method,
                self.base_url + path,
                body=body or None,
                headers=headers | {"Accept-Language": "zh-CN"},
            )
        except urllib3.exceptions.HTTPError:
            return None
        return Reply(answer.status, answer.headers, answer.data)


def _expected(reply: Reply, expect: int, what: str) -> Reply:
    if expect and reply.status != expect:
        text = reply.content[:600].decode(errors="replace")
        raise DemoFailure(f"{what}: {reply.status} instead of {expect}: {text}")
    return reply


def until(look: Callable[[], T | None], what: str, *, patience: float = PATIENCE) -> T:
    """Look until something is there. Raises: DemoFailure after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise DemoFailure(f"waited {patience:.0f} s in vain for {what}")
        time.sleep(0.05)

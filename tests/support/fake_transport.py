"""A service that answers what it is told, and remembers what it was asked."""

import json
from typing import Any

from chassis.errors import Unavailable
from chassis.service_client import Answer, Call


class FakeTransport:
    """Answers by method and path; anything else is a 404 problem."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.bodies: list[bytes] = []
        self.answers: dict[tuple[str, str], Answer] = {}
        self.is_away = False

    def answer(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> None:
        """What to answer from now on."""
        content = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
        given = {"Content-Type": "application/json", **(headers or {})}
        self.answers[method, path] = Answer(status, given, content)

    def send(self, call: Call) -> Answer:
        if self.is_away:
            raise Unavailable()
        self.calls.append(call)
        self.bodies.append(call.body if isinstance(call.body, bytes) else b"".join(call.body))
        problem = json.dumps({"code": "not_found", "status": 404}).encode()
        return self.answers.get(
            (call.method, call.path),
            Answer(404, {"Content-Type": "application/problem+json"}, problem),
        )

    @property
    def last(self) -> Call:
        return self.calls[-1]

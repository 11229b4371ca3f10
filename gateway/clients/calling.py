"""One call to a service in the name of whoever the page is for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypedDict
from urllib.parse import quote

from flask import g

from chassis.errors import NotFound, Throttled, Unavailable
from chassis.principal import VISITOR, Principal
from chassis.service_client import Answer, Call
from gateway.context import gateway
from gateway.i18n import language

Json = dict[str, Any]


class Page(TypedDict):
    """One page of a list; ``next`` is the cursor of the following one, or None."""

    items: list[Json]
    next: str | None


@dataclass(frozen=True)
class Versioned:
    """A thing and the version that was read: ``etag`` is named again when acting on it."""

    value: Json
    etag: str

    def __getitem__(self, name: str) -> Any:
        return self.value[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.value.get(name, default)


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field, in the reader's language. ``pointer`` like ``/contact_phone``."""

    pointer: str
    code: str
    detail: str

    @property
    def field(self) -> str:
        """The first part of the pointer: the name of the field."""
        return self.pointer.strip("/").split("/")[0]


class Refused(Exception):
    """A service refused; ``code`` is stable, ``detail`` is for people, ``extra`` are further members."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status = status
        self.code = str(problem.get("code", ""))
        self.title = str(problem.get("title", ""))
        self.detail = str(problem.get("detail", ""))
        self.fields = tuple(
            FieldProblem(each.get("pointer", ""), each.get("code", ""), each.get("detail", ""))
            for each in problem.get("errors", ())
        )
        self.extra = dict(problem)
        super().__init__(f"{status} {self.code}")


class OnlyShown(Exception):
    """A page that was only to be shown wanted to act."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """What a writing call carries: the form's idempotency key and the version it was based on."""

    key: str
    etag: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)


def caller() -> Principal:
    """Who the page is for."""
    found: Principal = g.get("principal", VISITOR)
    return found


def fetch(service: str, path: str, query: Mapping[str, Any] | None = None) -> Answer:
    """Read. Raises: NotFound; Refused; Unavailable."""
    asked = {name: value for name, value in (query or {}).items() if value not in (None, "")}
    answer = (
        gateway()
        .clients[service]
        .request("GET", quote(path), principal=caller(), query=asked, headers=_headers())
    )
    return checked(answer)


def fetch_file(service: str, path: str) -> Answer:
    """Read something large: its ``content`` comes in pieces. Raises: as ``fetch``."""
    sent = Call(method="GET", path=quote(path), headers=_headers(), takes_pieces=True)
    return checked(gateway().clients[service].forward(sent, caller()))


def read(service: str, path: str, query: Mapping[str, Any] | None = None) -> Any:
    """The JSON of a resource. Raises: NotFound; Refused; Unavailable."""
    return fetch(service, path, query).json()


def read_versioned(service: str, path: str) -> Versioned:
    """A resource with its version. Raises: NotFound; Refused; Unavailable."""
    answer = fetch(service, path)
    found = Versioned(answer.json(), answer.headers.get("ETag", ""))
    g.matter = found.get("receipt_no", "")
    return found


def act(service: str, path: str, act: Act) -> Answer:
    """Write. Raises: NotFound; Throttled; Refused; Unavailable; OnlyShown."""
    _refuse_when_only_shown()
    headers = _headers() | {"Idempotency-Key": _of_a_form(act.key)}
    if act.etag:
        headers["If-Match"] = _of_a_form(act.etag)
    answer = (
        gateway()
        .clients[service]
        .request("POST", quote(path), principal=caller(), json_body=dict(act.body), headers=headers)
    )
    return checked(answer)


def send(service: str, call: Call) -> Answer:
    """Send something that is not JSON. Raises: NotFound; Refused; Unavailable; OnlyShown."""
    _refuse_when_only_shown()
    headers = {**_headers(), **call.headers}
    return checked(gateway().clients[service].forward(replace(call, headers=headers), caller()))


def _refuse_when_only_shown() -> None:
    if g.get("only_shows"):
        raise OnlyShown()


def _of_a_form(value: str) -> str:
    """A value that we wrote into a form, nothing where it comes back as what no header can carry."""
    return value if value.isascii() and value.isprintable() else ""


def _headers() -> dict[str, str]:
    return {
        "Accept-Language": "en" if language() == "en" else "zh-CN",
        "X-Request-Id": g.get("request_id", ""),
    }


def checked(answer: Answer) -> Answer:
    """The answer, if it is a good one. Raises: NotFound; Throttled; Refused; Unavailable."""
    if answer.is_ok:
        return answer
    problem = _problem(answer)
    if answer.status == 404:
        raise NotFound()
    if answer.status == 429:
        raise _throttled(problem)
    if answer.status in {502, 503, 504}:
        raise Unavailable()
    raise Refused(answer.status, problem)


def _throttled(problem: Mapping[str, Any]) -> Throttled:
    retry_at = problem.get("retry_at")
    if isinstance(retry_at, str):
        return Throttled(datetime.fromisoformat(retry_at), problem.get("code"))
    return Throttled(gateway().clock.now() + timedelta(minutes=1), problem.get("code"))


def _problem(answer: Answer) -> Mapping[str, Any]:
    try:
        problem = json.loads(answer.body)
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}

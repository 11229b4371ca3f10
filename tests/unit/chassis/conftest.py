"""The demo service in this process, and people who call it."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from chassis.app_factory import create_service_app
from chassis.clock import FixedClock
from chassis.identity import TokenSigner
from chassis.principal import Principal, service_principal
from chassis.service import Service
from deploy.local_servers.postgres import PostgresCluster
from tests.support.demo.service import NAME, SQLITE, build_demo

SATURDAY_MORNING = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
NOTES = "/api/v1/notes"
on_both_databases = pytest.mark.parametrize(
    "database",
    ["sqlite", pytest.param("postgres", marks=pytest.mark.integration)],
    indirect=True,
)


class Caller:
    """Somebody who calls the demo over HTTP; without a token a visitor."""

    def __init__(self, client: Client, token: Callable[[], str] | None) -> None:
        self._client = client
        self._token = token
        self._keys = 0

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = dict(options.pop("headers", {}))
        if self._token is not None:
            headers.setdefault("Authorization", f"Bearer {self._token()}")
        return self._client.open(path, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.ask("GET", path, **options)

    def post(self, path: str, *, key: str = "", **options: Any) -> TestResponse:
        headers = self._with_key(key, options.pop("headers", {}))
        return self.ask("POST", path, headers=headers, **options)

    def pins(self, title: str, **fields: Any) -> TestResponse:
        return self.post(NOTES, json={"title": title, **fields})

    def retitles(
        self, note_id: str, title: str, *, headers: Mapping[str, str] | None = None
    ) -> TestResponse:
        headers = self._with_key("", headers or {})
        return self.ask("PATCH", f"{NOTES}/{note_id}", json={"title": title}, headers=headers)

    def _with_key(self, key: str, headers: Mapping[str, str]) -> dict[str, str]:
        self._keys += 1
        return {"Idempotency-Key": key or f"key-{id(self)}-{self._keys}", **headers}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(SATURDAY_MORNING)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty database; SQLite unless a module asks for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield SQLITE
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    name = f"c{secrets.token_hex(6)}"
    cluster.create_database(name)
    yield cluster.url(name)
    cluster.drop_database(name)


@pytest.fixture
def demo(tmp_path: Path, clock: FixedClock, database: str) -> Iterator[Service]:
    service = build_demo(tmp_path, clock, database=database)
    yield service
    service.engine.dispose()


@pytest.fixture
def app(demo: Service) -> Flask:
    return create_service_app(demo)


@pytest.fixture
def signer(demo: Service, clock: FixedClock) -> TokenSigner:
    """The gateway's."""
    return TokenSigner("gateway", demo.keyring, clock)


@pytest.fixture
def person(app: Flask, signer: TokenSigner) -> Callable[..., Caller]:
    """Makes somebody with a name and roles, as the gateway vouches for them."""

    def make(name: str, *roles: str) -> Caller:
        principal = Principal(subject=f"staff:{name}", roles=frozenset(roles))
        return Caller(Client(app), lambda: signer.sign(principal, NAME))

    return make


@pytest.fixture
def author(person: Callable[..., Caller]) -> Caller:
    return person("wangfang", "author")


@pytest.fixture
def visitor(app: Flask) -> Caller:
    return Caller(Client(app), None)


@pytest.fixture
def reader_service(app: Flask, demo: Service, clock: FixedClock) -> Caller:
    """A service that acts for itself."""
    own = TokenSigner("reader", demo.keyring, clock)
    return Caller(Client(app), lambda: own.sign(service_principal("reader"), NAME))

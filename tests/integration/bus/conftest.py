"""Grounds for speakers and listeners: databases of their own, and a broker without old messages."""

import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chassis.messages import Subscription
from deploy.local_servers.postgres import PostgresCluster
from deploy.local_servers.rabbitmq import RabbitNode
from tests.support.speaking.air import Air, Channel, air_over, clear, raw_channel
from tests.support.speaking.services import LISTENER, SPEAKER, Ground


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a short name: wake-up sockets live in it."""
    with tempfile.TemporaryDirectory(prefix="hh-") as name:
        yield Path(name)


@pytest.fixture
def postgres_url(postgres: PostgresCluster) -> Iterator[str]:
    """A URL with ``{service}`` in it, and empty databases behind it."""
    prefix = f"b{secrets.token_hex(4)}_"
    names = [prefix + service for service in (SPEAKER, LISTENER)]
    for name in names:
        postgres.create_database(name)
    yield postgres.url(prefix + "{service}")
    for name in names:
        postgres.drop_database(name)


@pytest.fixture
def amqp_url(rabbitmq: RabbitNode) -> Iterator[str]:
    clear(rabbitmq.url)
    yield rabbitmq.url
    clear(rabbitmq.url)


@pytest.fixture
def feed_on_sqlite(short_folder: Path) -> Ground:
    return Ground(short_folder)


@pytest.fixture
def feed_on_postgres(short_folder: Path, postgres_url: str) -> Ground:
    return Ground(short_folder, postgres_url)


@pytest.fixture
def broker_on_postgres(short_folder: Path, postgres_url: str, amqp_url: str) -> Ground:
    return Ground(short_folder, postgres_url, "amqp", amqp_url)


@pytest.fixture
def make_air(request: pytest.FixtureRequest) -> Iterator[Callable[..., Air]]:
    """Makes the air over a ground; gives the connections back at the end."""
    made: list[Air] = []

    def make(ground: Ground, *subscriptions: Subscription) -> Air:
        made.append(air_over(ground, *subscriptions))
        return made[-1]

    yield make
    for air in made:
        air.close()


@pytest.fixture
def air(make_air: Callable[..., Air], broker_on_postgres: Ground) -> Air:
    """A speaker and a listener with RabbitMQ between them."""
    return make_air(broker_on_postgres)


@pytest.fixture
def hands(amqp_url: str) -> Iterator[Channel]:
    """A channel of our own at the same broker."""
    with raw_channel(amqp_url) as channel:
        yield channel

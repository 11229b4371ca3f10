"""The production processes on one machine without Docker: local RabbitMQ and PostgreSQL, and per
service one api and one worker process, the gateway in front."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from chassis.settings import CoreSettings, load_settings
from deploy import preparation
from deploy.demo_people import demo_password
from deploy.embedded import GUNICORN_CONF, announce_when_up, local_mailbox
from deploy.free_port import free_port
from deploy.local_servers.postgres import PostgresCluster
from deploy.local_servers.rabbitmq import RabbitNode
from deploy.names import GATEWAY, SERVICES
from deploy.supervisor import Child, Supervisor, python_command


def run() -> None:
    """Serve until told to stop. Servers named by HUHANG_AMQP_URL and HUHANG_DATABASE_URL are used;
    those that are not named are started here."""
    settings = load_settings(CoreSettings)
    environment = dict(os.environ) | {"HUHANG_DATA": str(settings.data), "HUHANG_BUS": "amqp"}
    with servers(settings.data / "servers", environment):
        mailbox = local_mailbox(settings, environment)
        password = prepare(environment)
        supervisor = Supervisor(children(environment), say=lambda line: click.echo(line, err=True))
        supervisor.run(lambda: announce_when_up(settings, password))
        if mailbox:
            mailbox.stop()


@contextmanager
def servers(folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Start the servers that the environment does not name; stop them afterwards."""
    postgres = broker = None
    try:
        if "HUHANG_DATABASE_URL" not in environment:
            postgres = PostgresCluster(folder.resolve() / "postgres").start()
            for service in (GATEWAY, *SERVICES):
                postgres.create_database(f"huhang_{service}")
            environment["HUHANG_DATABASE_URL"] = postgres.url("huhang_{service}")
        if "HUHANG_AMQP_URL" not in environment:
            broker = RabbitNode(folder.resolve() / "rabbitmq").start()
            environment["HUHANG_AMQP_URL"] = broker.url
        yield
    finally:
        if broker:
            broker.stop()
        if postgres:
            postgres.stop()


def prepare(environment: dict[str, str]) -> str:
    """Keys, schemas and demo data with the settings of ``environment``; returns the demo password."""
    os.environ.update(environment)
    settings = load_settings(CoreSettings)
    preparation.create_keys(settings)
    preparation.migrate_all(settings)
    password = demo_password(settings)
    preparation.seed_demo(password)
    return password


STAND_BACK = {"notification": 10, "documents": 19}
"""Workers that may be late when the processors are busy: nobody waits for a mail or a paper as for
a page, or for an event that the next service must hear."""


def children(environment: dict[str, str]) -> list[Child]:
    """One api and one worker process for each service, and the gateway."""
    binds = {name: f"127.0.0.1:{free_port()}" for name in SERVICES}
    urls = ",".join(f"{name}=http://{bind}" for name, bind in binds.items())
    shared = environment | {"HUHANG_SERVICE_URLS": urls}
    found = [
        Child(
            f"{name}-api",
            _gunicorn(f"deploy.wsgi:service('{name}')"),
            shared | {"HUHANG_BIND": bind},
        )
        for name, bind in binds.items()
    ]
    found.append(Child("gateway", _gunicorn("deploy.wsgi:gateway()"), shared))
    found += [
        Child(
            f"{name}-worker",
            python_command("-m", "deploy.cli", "worker", name),
            shared,
            nice=STAND_BACK.get(name, 0),
        )
        for name in SERVICES
    ]
    return found


def _gunicorn(app: str) -> list[str]:
    return python_command("-m", "gunicorn", "-c", str(GUNICORN_CONF), app)

"""Servers for the measurements: PostgreSQL, RabbitMQ, and processes of our own; all of it private."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.demo.mailbox import Mailbox
from deploy.demo.performance import PASSWORD
from deploy.embedded import GUNICORN_CONF, answers
from deploy.free_port import free_port
from deploy.local_servers.postgres import PostgresCluster
from deploy.local_servers.rabbitmq import RabbitNode
from deploy.names import GATEWAY, SERVICES
from deploy.supervisor import die_with_parent, python_command


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    found = Path(tempfile.mkdtemp(prefix="huhang-bench-"))
    try:
        yield found
    finally:
        shutil.rmtree(found, ignore_errors=True)


@contextmanager
def servers() -> Iterator[tuple[PostgresCluster, RabbitNode]]:
    """A private PostgreSQL and a private RabbitMQ."""
    with folder() as base:
        postgres = PostgresCluster(base / "postgres").start()
        broker = RabbitNode(base / "rabbitmq").start()
        try:
            yield postgres, broker
        finally:
            broker.stop()
            postgres.stop()


@contextmanager
def database() -> Iterator[PostgresCluster]:
    """A private PostgreSQL alone."""
    with folder() as base:
        postgres = PostgresCluster(base / "postgres").start()
        try:
            yield postgres
        finally:
            postgres.stop()


@contextmanager
def process(command: list[str], environment: dict[str, str], ready_url: str) -> Iterator[int]:
    """A process that answers; yields its pid."""
    started = subprocess.Popen(
        command,
        env=dict(os.environ) | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
    )
    try:
        if not answers(ready_url, patience=120, while_true=lambda: started.poll() is None):
            raise RuntimeError(f"{command} did not start")
        yield started.pid
    finally:
        started.terminate()
        started.wait(60)


@contextmanager
def production(postgres: PostgresCluster, broker: RabbitNode) -> Iterator[str]:
    """The production processes; yields the address of the gateway, host and port."""
    for service in (GATEWAY, *SERVICES):
        postgres.create_database(f"bench_{service}")
    mailbox = Mailbox().start()
    address = f"127.0.0.1:{free_port()}"
    with folder() as data:
        environment = {
            "HUHANG_DATA": str(data),
            "HUHANG_BIND": address,
            "HUHANG_PUBLIC_URL": f"http://{address}",
            "HUHANG_SMTP_URL": mailbox.url,
            "HUHANG_DEMO_PASSWORD": PASSWORD,
            "HUHANG_DATABASE_URL": postgres.url("bench_{service}"),
            "HUHANG_AMQP_URL": broker.url,
            "HUHANG_LOG_LEVEL": "WARNING",
            "HUHANG_RATE_FILING": "0/1",
        }
        command = python_command("-m", "deploy.cli", "run-production")
        with process(command, environment, f"http://{address}"):
            yield address
    mailbox.stop()


@contextmanager
def bare(postgres: PostgresCluster) -> Iterator[str]:
    """The bare framework under the same server; yields its address."""
    import psycopg

    url = postgres.create_database("bench_bare")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bare (id serial PRIMARY KEY, body jsonb)")
    address = f"127.0.0.1:{free_port()}"
    command = python_command("-m", "gunicorn", "-c", str(GUNICORN_CONF), "bench.bare:app")
    environment = {"BENCH_DATABASE_URL": url, "HUHANG_BIND": address}
    with process(command, environment, f"http://{address}"):
        yield address

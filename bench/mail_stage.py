"""Notification's worker between a real intake and a mail server, each a process that may be killed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bench.stage import folder, process
from chassis.clock import SystemClock
from chassis.deliver import deliver
from chassis.identity import Keyring
from chassis.messages import Actor, Envelope, converter
from chassis.migrations import migrate
from chassis.settings import CoreSettings, load_settings
from contracts.intake import SubmissionClosedV1
from deploy import composition, preparation
from deploy.demo.matters import complaint
from deploy.embedded import GUNICORN_CONF
from deploy.free_port import free_port
from deploy.local_servers.postgres import PostgresCluster
from deploy.supervisor import die_with_parent, python_command

DOMAINS = 40
_COPIES = """
    INSERT INTO submissions (id, version, document, receipt_no, query_code_mac, kind, status,
                             filed_at, next_due_at)
    SELECT lpad(n::text, 26, '0'), 1,
           jsonb_set(jsonb_set(document, '{receipt_no}', to_jsonb(lpad(n::text, 13, '0'))),
                     '{contact,email}', to_jsonb('reader' || n || '@domain' || n %% %s || '.example')),
           lpad(n::text, 13, '0'), query_code_mac, kind, status, filed_at, next_due_at
    FROM (SELECT * FROM submissions LIMIT 1) AS one, generate_series(1, %s) AS n
"""


class MailStage:
    """``environment`` is that of the processes; ``taken`` is what the mail server has noted."""

    def __init__(self, data: Path, postgres: PostgresCluster, name: str) -> None:
        self._data = data
        self.url = postgres.url(f"{name}_{{service}}")
        self.smtp_port, self._intake_port = free_port(), free_port()
        self._notes = data / "taken"
        self._notes.touch()
        self.environment = dict(os.environ) | {
            "HUHANG_DATA": str(data),
            "HUHANG_DATABASE_URL": self.url,
            "HUHANG_SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            # Nobody is at home at the others: only intake is asked for addresses.
            "HUHANG_SERVICE_URLS": f"intake=http://127.0.0.1:{self._intake_port},"
            "mediation=http://127.0.0.1:1,referral=http://127.0.0.1:1",
            "HUHANG_LOG_LEVEL": "ERROR",
            "HUHANG_SMTP_SECONDS": "5",
        }
        preparation.create_keys(load_settings(CoreSettings, self.environment))
        for service in ("intake", "notification"):
            url = postgres.create_database(f"{name}_{service}")
            migrate(preparation.migrations_of(service), url)

    def _service(self, name: str) -> Any:
        settings = composition.settings_of(name, self.environment)
        keyring = Keyring.load(settings.keys_folder)
        clients = composition.Clients(name, keyring, {})
        return composition.build_service(name, clients, settings=settings)

    def connect(self, service: str = "notification") -> "psycopg.Connection[Any]":
        """The database of a service, as an operator sees it."""
        return psycopg.connect(self.url.format(service=service), autocommit=True)

    def fill(self, count: int) -> None:
        """So many matters at intake, and a mail to be sent about each."""
        self._file_one()
        with self.connect("intake") as connection:
            connection.execute(_COPIES, (DOMAINS, count))
            connection.execute("DELETE FROM outbox")
        service = self._service("notification")
        for first in range(1, count + 1, 200):
            numbers = range(first, min(first + 200, count + 1))
            deliver(service, [_closed(number) for number in numbers])
        service.engine.dispose()

    def _file_one(self) -> None:
        intake = self._service("intake")
        answer = (
            composition.create_app(intake)
            .test_client()
            .post(
                "/api/v1/submissions",
                json=complaint("") | {"evidence": []},
                headers={"Idempotency-Key": "one"},
            )
        )
        if answer.status_code >= 300:
            raise RuntimeError(answer.text)
        intake.engine.dispose()

    @contextmanager
    def intake(self) -> Iterator[None]:
        """The process that knows the addresses."""
        bind = f"127.0.0.1:{self._intake_port}"
        app = "deploy.wsgi:service('intake')"
        command = python_command("-m", "gunicorn", "-c", str(GUNICORN_CONF), app)
        environment = self.environment | {"HUHANG_BIND": bind}
        with process(command, environment, f"http://{bind}"):
            yield

    def starts_server(self) -> "subprocess.Popen[bytes]":
        """The mail server."""
        return self._start(
            sys.executable, "-m", "bench.mail_sink", str(self.smtp_port), str(self._notes)
        )

    def starts_worker(self) -> "subprocess.Popen[bytes]":
        """The one worker that is measured."""
        return self._start(*python_command("-m", "deploy.cli", "worker", "notification"))

    def _start(self, *command: str) -> "subprocess.Popen[bytes]":
        with (self._data / "log").open("ab") as log:
            return subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, preexec_fn=die_with_parent
            )

    def taken(self) -> list[str]:
        """The Message-IDs of all mails that the server took, in order."""
        return self._notes.read_text().split()

    def wait_for(self, happened: Callable[[], bool], seconds: float = 120.0) -> None:
        """Raises: TimeoutError with what the processes have said."""
        deadline = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > deadline:
                raise TimeoutError((self._data / "log").read_text()[-3000:])
            time.sleep(0.02)


def _closed(number: int) -> Envelope:
    event = SubmissionClosedV1(
        receipt_no=f"{number:013d}", result="closed", closed_at=SystemClock().now()
    )
    return Envelope(
        id=f"{number:026d}",
        source="huhang/intake",
        type=event.TYPE,
        subject=f"{number:026d}",
        subjectversion=1,
        time=event.closed_at,
        actor=Actor(role="officer", id="staff:bench"),
        data=converter.unstructure(event),
        traceparent="",
    )


@contextmanager
def mail_stage(postgres: PostgresCluster, name: str) -> Iterator[MailStage]:
    """A stage of its own, gone afterwards."""
    with folder() as data:
        yield MailStage(data, postgres, name)

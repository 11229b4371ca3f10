"""Mail server and worker die in the middle of two thousand mails: each arrives once, or is named."""

import os
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator

import pytest

from bench.mail_stage import MailStage, mail_stage
from deploy.local_servers.postgres import PostgresCluster

pytestmark = pytest.mark.fault
MAILS = 2_000
KILLS = (("server", 150), ("worker", 230), ("server", 120), ("worker", 210), ("worker", 170))
"""Who dies after how many further mails."""
_HOLD_UP = "SELECT count(*) FROM notices WHERE state NOT IN ('sent', 'uncertain')"


@pytest.fixture
def stage(postgres: PostgresCluster) -> Iterator[MailStage]:
    with mail_stage(postgres, "fault_mail") as stage, stage.intake():
        stage.fill(MAILS)
        yield stage
    for service in ("intake", "notification"):
        postgres.drop_database(f"fault_mail_{service}")


def test_each_mail_arrives_exactly_once_or_is_reported_as_uncertain(stage: MailStage) -> None:
    _everything_is_sent_while_processes_die(stage)

    arrived = Counter(each.split("@")[0] for each in stage.taken())
    states = _states(stage)
    twice = {notice: times for notice, times in arrived.items() if times > 1}
    told = {notice for notice, state in states.items() if state == "sent"}
    uncertain = {notice for notice, state in states.items() if state == "uncertain"}
    assert len(states) == MAILS
    assert twice == {}
    assert told <= arrived.keys()
    assert told | uncertain == states.keys()
    assert _reported(stage) == len(uncertain)
    assert 0 < len(uncertain) < MAILS / 10


def _everything_is_sent_while_processes_die(stage: MailStage) -> None:
    running = {"server": stage.starts_server(), "worker": stage.starts_worker()}
    start = {"server": stage.starts_server, "worker": stage.starts_worker}
    try:
        for name, further in KILLS:
            _wait_for_mails(stage, len(stage.taken()) + further)
            _kill(running[name])
            if name == "worker":
                _its_leases_run_out(stage)
            running[name] = start[name]()
        _until_nothing_waits(stage)
    finally:
        for each in running.values():
            _kill(each)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)


def _wait_for_mails(stage: MailStage, count: int) -> None:
    def are_there() -> bool:
        _retries_fall_due(stage)
        return len(stage.taken()) >= count

    stage.wait_for(are_there)


def _its_leases_run_out(stage: MailStage) -> None:
    """A minute goes by, without the test having to wait for it."""
    with stage.connect() as connection:
        connection.execute("UPDATE jobs SET leased_until = now() WHERE state = 'running'")


def _until_nothing_waits(stage: MailStage) -> None:
    def is_done() -> bool:
        _retries_fall_due(stage)
        with stage.connect() as connection:
            row = connection.execute(_HOLD_UP).fetchone()
        return row is not None and row[0] == 0

    stage.wait_for(is_done)


def _retries_fall_due(stage: MailStage) -> None:
    with stage.connect() as connection:
        connection.execute("UPDATE jobs SET run_at = now() WHERE state = 'ready'")


def _states(stage: MailStage) -> dict[str, str]:
    with stage.connect() as connection:
        return dict(connection.execute("SELECT id, state FROM notices").fetchall())


def _reported(stage: MailStage) -> int:
    with stage.connect() as connection:
        row = connection.execute(
            "SELECT count(*) FROM outbox WHERE type LIKE '%notice.uncertain%'"
        ).fetchone()
    return int(row[0]) if row else 0

"""Mails from one worker to a mail server on the same machine, addresses asked for over HTTP."""

import time

from bench.load import spread
from bench.mail_stage import MailStage, mail_stage
from bench.processor import of_process
from deploy.local_servers.postgres import PostgresCluster

MAILS = 4_000


def measure(postgres: PostgresCluster, rounds: int) -> None:
    """Print mails per second from the first to the last, and what one costs the worker."""
    rates, costs = [], []
    for number in range(rounds):
        with mail_stage(postgres, f"bench_mail{number}") as stage, stage.intake():
            stage.fill(MAILS)
            rate, cost = _run(stage)
        rates.append(rate)
        costs.append(cost)
    print(f"\nnotices by mail, {MAILS} waiting, one worker")
    print(f"  mails per second             {spread(rates, 0)}   (aim 200)")
    print(f"  processor time of the worker {spread(costs)} ms per mail")


def _run(stage: MailStage) -> tuple[float, float]:
    server, worker = stage.starts_server(), stage.starts_worker()
    try:
        stage.wait_for(lambda: len(stage.taken()) > 0)
        began, had, used = time.perf_counter(), len(stage.taken()), of_process(worker.pid)
        stage.wait_for(lambda: _written_down(stage) == MAILS)
        sent, seconds = MAILS - had, time.perf_counter() - began
        return sent / seconds, (of_process(worker.pid) - used) / sent
    finally:
        for each in (worker, server):
            each.terminate()
            each.wait(30)


def _written_down(stage: MailStage) -> int:
    with stage.connect() as connection:
        row = connection.execute("SELECT count(*) FROM notices WHERE state = 'sent'").fetchone()
    return int(row[0]) if row else 0

"""Mails from one worker to a mail server on the same machine, addresses asked for over HTTP."""

import asyncio
import time

import aiosmtplib

from bench.load import spread
from bench.mail_stage import MailStage, mail_stage
from bench.processor import of_process
from deploy.local_servers.postgres import PostgresCluster
from services.notification.messaging.smtp import CONNECTIONS

MAILS = 4_000


def measure(postgres: PostgresCluster, rounds: int) -> None:
    """Print mails per second from the first to the last, and what one costs the worker."""
    rates, costs, limits = [], [], []
    for number in range(rounds):
        with mail_stage(postgres, f"bench_mail{number}") as stage, stage.intake():
            stage.fill(MAILS)
            rate, cost = _run(stage)
            limits.append(_bare(stage))
        rates.append(rate)
        costs.append(cost)
    print(f"\nnotices by mail, {MAILS} waiting, one worker")
    print(f"  mails per second             {spread(rates, 0)}   (aim 200)")
    print(f"  bare aiosmtplib, ready mails {spread(limits, 0)}")
    ratios = [ours / limit for ours, limit in zip(rates, limits, strict=True)]
    print(f"  ratio                        {spread(ratios)}")
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


def _bare(stage: MailStage) -> float:
    """The limit: one finished mail again and again, handed over on as many connections."""
    server = stage.starts_server()
    began_with = len(stage.taken())
    try:
        began = asyncio.run(_hand_over(stage.smtp_port))
        return (len(stage.taken()) - began_with) / (time.perf_counter() - began)
    finally:
        server.terminate()
        server.wait(30)


async def _hand_over(port: int) -> float:
    mail = b"Message-ID: <bare@bench>\r\nSubject: bench\r\n\r\n" + b"x" * 70 + b"\r\n" * 40
    clients = [aiosmtplib.SMTP(hostname="127.0.0.1", port=port) for _ in range(CONNECTIONS)]
    for client in clients:
        await _connected(client)
    began = time.perf_counter()

    async def work(client: aiosmtplib.SMTP) -> None:
        for number in range(MAILS // CONNECTIONS):
            await client.sendmail("a@bench.example", [f"reader{number}@bench.example"], mail)

    await asyncio.gather(*map(work, clients))
    return began


async def _connected(client: aiosmtplib.SMTP) -> None:
    while True:
        try:
            await client.connect()
            return
        except OSError:
            await asyncio.sleep(0.05)

"""From a routed matter to an open mediation case, through the broker, at twenty a second."""

import json
import time
from datetime import datetime

import psycopg

from bench import processor
from bench.load import percentiles
from bench.stage import production
from deploy.demo.client import ApiClient, until
from deploy.demo.matters import complaint
from deploy.demo.performance import PASSWORD
from deploy.local_servers.postgres import PostgresCluster
from deploy.local_servers.rabbitmq import RabbitNode
from deploy.names import SERVICES

MATTERS = 120
EVERY = 1 / 20


def measure(postgres: PostgresCluster, broker: RabbitNode) -> None:
    """Print median and 99th percentile between the two events' own times."""
    with production(postgres, broker) as address:
        visitor = ApiClient(f"http://{address}")
        officer = visitor.signed_in("zhangwei", PASSWORD)
        matters = [_accepted(visitor, officer) for _ in range(MATTERS)]
        until(
            lambda: _at_rest(postgres), "what filing and accepting caused to be done", patience=120
        )
        before = processor.milliseconds()
        for matter in matters:
            began = time.perf_counter()
            officer.act(matter, "routing", {"route": "mediation", "reason": "转入调解"})
            time.sleep(max(0.0, EVERY - (time.perf_counter() - began)))
        lags = until(lambda: _lags(postgres), "every case to be open")
        until(lambda: _at_rest(postgres), "what routing caused to be done", patience=120)
        spent = processor.milliseconds() - before
    p50, p99 = percentiles(lags)
    print(f"\nrouted → mediation case open, {len(lags)} matters at up to 20/s through RabbitMQ")
    print(f"  p50 {p50:.0f} ms   p99 {p99:.0f} ms   (aim p99 150 ms)")
    print(
        f"  processor time per matter, all that follows included: {processor.said(spent, MATTERS)}"
    )


def _accepted(visitor: ApiClient, officer: ApiClient) -> str:
    body = complaint("") | {"evidence": []}
    filed = visitor.post("/api/v1/submissions", body, expect=201).json()
    matter = f"/api/v1/submissions/{filed['receipt_no']}"
    officer.act(matter, "acceptance", {})
    return matter


def _lags(postgres: PostgresCluster) -> list[float]:
    routed = _times(postgres, "intake", "huhang.intake.submission.routed.v1")
    opened = _times(postgres, "mediation", "huhang.mediation.case.opened.v1")
    if not routed or routed.keys() - opened.keys():
        return []
    return [(opened[number] - at).total_seconds() for number, at in routed.items()]


def _at_rest(postgres: PostgresCluster) -> bool:
    """Nothing is left to do now in any service."""
    for service in SERVICES:
        with psycopg.connect(postgres.url(f"bench_{service}")) as connection:
            due = "SELECT 1 FROM jobs WHERE state <> 'dead' AND run_at <= now() LIMIT 1"
            if connection.execute(due).fetchone():
                return False
    return True


def _times(postgres: PostgresCluster, service: str, kind: str) -> dict[str, datetime]:
    with psycopg.connect(postgres.url(f"bench_{service}")) as connection:
        rows = connection.execute(
            "SELECT envelope, created_at FROM outbox WHERE type = %s", [kind]
        ).fetchall()
    return {json.loads(envelope)["data"]["receipt_no"]: at for envelope, at in rows}

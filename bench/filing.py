"""Filing a complaint of fifteen fields through the gateway, beside the bare framework and the database."""

import http.client
import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg

from bench import processor
from bench.load import Figures, load, spread
from bench.stage import bare, production
from deploy.demo.matters import complaint
from deploy.local_servers.postgres import PostgresCluster
from deploy.local_servers.rabbitmq import RabbitNode

CONCURRENCY = (1, 8, 32)
SECONDS = 3.0
OURS = "through the gateway"
HEADERS = {"Content-Type": "application/json"}
BODY = json.dumps(complaint("") | {"evidence": []}).encode()


def measure(postgres: PostgresCluster, broker: RabbitNode, rounds: int) -> None:
    """Print rates and times of interleaved rounds, and the ratios of each round."""
    with production(postgres, broker) as ours, bare(postgres) as limit:
        targets: dict[str, Callable[[int], Figures]] = {
            OURS: lambda n: load(ours, _file, concurrency=n, seconds=SECONDS),
            "bare framework, one insert": lambda n: load(
                limit, _insert, concurrency=n, seconds=SECONDS
            ),
            "database alone, one insert": lambda n: _commits(postgres.url("bench_bare"), n),
        }
        for concurrency in CONCURRENCY:
            found: dict[str, list[Figures]] = {name: [] for name in targets}
            spent: Counter[str] = Counter()
            for _ in range(rounds):
                for name, run in targets.items():
                    before = processor.milliseconds()
                    found[name].append(run(concurrency))
                    if run is targets[OURS]:
                        spent += processor.milliseconds() - before
            _print(concurrency, found)
            _print_processors(spent, sum(each.rate * SECONDS for each in found[OURS]))


def _print(concurrency: int, found: dict[str, list[Figures]]) -> None:
    print(f"\nfiling, concurrency {concurrency}")
    for name, figures in found.items():
        rate = spread([each.rate for each in figures], 0)
        p50, p99 = (spread([getattr(f, p) for f in figures], 1) for p in ("p50", "p99"))
        failed = sum(each.failed for each in figures)
        print(f"  {name:<28} {rate:>18}/s   p50 {p50} ms   p99 {p99} ms   failed {failed}")
    ours, limit, _database = found.values()
    ratios = [a.rate / b.rate for a, b in zip(ours, limit, strict=True)]
    print(f"  ratio to the bare framework  {spread(ratios)}   (aim 0.50)")


def _print_processors(spent: Counter[str], filings: float) -> None:
    """What a filing costs and where: carrying, hearing and mailing its event go on meanwhile."""
    print(f"  processor time per filing    {processor.said(spent, filings)}")


def _file(connection: http.client.HTTPConnection) -> int:
    headers = HEADERS | {"Idempotency-Key": secrets.token_hex(12)}
    connection.request("POST", "/api/v1/submissions", BODY, headers)
    return _status(connection)


def _insert(connection: http.client.HTTPConnection) -> int:
    connection.request("POST", "/insert", BODY, HEADERS)
    return _status(connection)


def _status(connection: http.client.HTTPConnection) -> int:
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _commits(url: str, concurrency: int) -> Figures:
    """Single-row commits on open connections."""
    times: list[float] = []
    deadline = time.perf_counter() + SECONDS
    row: Any = BODY.decode()

    def work() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while time.perf_counter() < deadline:
                began = time.perf_counter()
                connection.execute("INSERT INTO bare (body) VALUES (%s)", [row])
                times.append(time.perf_counter() - began)

    threads = [threading.Thread(target=work) for _ in range(concurrency)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ordered = sorted(times)
    middle, last = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return Figures(len(times) / SECONDS, middle * 1000, last * 1000, 0)

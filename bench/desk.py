"""The hotline's desk with a million calls, and large files in parts against a plain copy."""

import io
import json
import os
import resource
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import urllib3
from werkzeug import Request, Response
from werkzeug.serving import WSGIRequestHandler, make_server

from bench.lists import FIRST_DAY
from bench.stage import database, folder
from chassis.database import is_postgres, open_engine
from chassis.documents import _dump
from chassis.identity import Keyring
from chassis.migrations import migrate
from deploy import composition
from deploy.preparation import migrations_of
from services.intake.app import create_app
from services.intake.domain.call import Call
from services.intake.settings import IntakeSettings
from services.intake.storage.calls import caller
from services.intake.storage.tables import calls

MANY = 1_000_000
NUMBERS = 250_000
CHUNK = 10_000
PART, PARTS = 8 * 1024 * 1024 - 64 * 1024, 13
MEGABYTE = 1024 * 1024


def measure(rounds: int = 5) -> None:
    """Print the 95th percentile of looking a caller up, and uploads as a ratio to a plain copy."""
    _uploads(rounds)
    with folder() as base:
        _lookups("sqlite", f"sqlite:///{base / 'calls'}.db")
    with database() as postgres:
        _lookups("postgresql", postgres.create_database("calls"))


def _lookups(name: str, url: str, repeats: int = 200) -> None:
    migrate(migrations_of("intake"), url)
    engine = open_engine(url)
    with engine.begin() as connection:
        if is_postgres(connection):
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        for start in range(0, MANY, CHUNK):
            connection.execute(calls.insert(), [_row(n) for n in range(start, start + CHUNK)])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    taken = []
    for n in range(repeats):
        started = time.perf_counter()
        with engine.connect() as connection:
            found = caller(connection, _number(n * 7919))
        taken.append(time.perf_counter() - started)
        assert len(found.calls) == MANY // NUMBERS
    engine.dispose()
    p95 = sorted(taken)[int(repeats * 0.95)] * 1000
    print(
        f"desk {name}: caller among {MANY} calls: p95 {p95:.1f} ms, "
        f"median {statistics.median(taken) * 1000:.1f} ms (at most 300)",
        flush=True,
    )


def _number(n: int) -> str:
    return f"138{n % NUMBERS:08d}"


def _row(n: int) -> dict[str, Any]:
    began_at = FIRST_DAY + timedelta(seconds=n * 100)
    call = Call(
        id=f"{n:026d}",
        cti_id="",
        number=_number(n),
        operator="staff:hotline",
        began_at=began_at,
        state="ended",
        wrap_up="registered",
        draft={"kind": "report", "contact_name": "周明"},
    )
    return {
        "id": call.id,
        "version": 1,
        "document": _dump(call),
        "cti_id": None,
        "number": call.number,
        "operator": call.operator,
        "state": call.state,
        "began_at": began_at,
        "answered_at": began_at,
        "saved_at": began_at,
        "ended_at": began_at,
        "is_incomplete": False,
        "call_back_at": None,
    }


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def _served(app: Any) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def _uploads(rounds: int) -> None:
    part = b"\x00\x00\x00\x18ftypisom" + bytes(PART - 12)
    with folder() as base:
        Keyring.create(base / "keys", ["gateway", "intake"])
        url = f"sqlite:///{base}/intake.db"
        migrate(migrations_of("intake"), url)
        service = composition.build_service(
            "intake", {}, settings=IntakeSettings(data=base, database_url=url)
        )
        with _served(create_app(service)) as ours, _served(_plain_copy(base / "copy")) as bare:
            pool = urllib3.PoolManager()
            _copy(pool, bare, part)
            before = _peak()
            pairs = [
                (_timed(lambda: _send(pool, ours, part)), _timed(lambda: _copy(pool, bare, part)))
                for _ in range(rounds)
            ]
            grown = _peak() - before
        service.engine.dispose()
    ratio = statistics.median(copied / sent for sent, copied in pairs)
    size = PART * PARTS / MEGABYTE
    speed = size / statistics.median(sent for sent, _copied in pairs)
    print(
        f"desk upload of {size:.0f} MB in parts: {speed:.0f} MB/s, {ratio:.0%} of a plain copy over"
        f" the same server (at least 70%); peak memory grew by {grown / MEGABYTE:.0f} MiB (at most 20)",
        flush=True,
    )


def _send(pool: urllib3.PoolManager, base: str, part: bytes) -> None:
    key = {"Idempotency-Key": str(time.monotonic_ns())}
    begun = pool.request("POST", f"{base}/api/v1/uploads", headers=key).json()
    address = f"{base}/api/v1/uploads/{begun['upload_id']}"
    for n in range(PARTS):
        body, kind = urllib3.encode_multipart_formdata({"file": ("part", part)})
        answer = pool.request(
            "POST",
            f"{address}/parts?offset={n * PART}",
            body=io.BytesIO(body),
            headers={"Content-Type": kind, "Content-Length": str(len(body))},
        )
        assert answer.status == 200, answer.data
    done = pool.request(
        "POST",
        f"{address}/completion",
        body=json.dumps({"name": "film.mp4"}),
        headers=key | {"Content-Type": "application/json"},
    )
    assert done.status == 201, done.data


def _copy(pool: urllib3.PoolManager, base: str, part: bytes) -> None:
    for _ in range(PARTS):
        body, kind = urllib3.encode_multipart_formdata({"file": ("part", part)})
        pool.request(
            "POST",
            base,
            body=io.BytesIO(body),
            headers={"Content-Type": kind, "Content-Length": str(len(body))},
        )


def _plain_copy(target: Path) -> Callable[..., Any]:
    @Request.application
    def app(request: Request) -> Response:
        with target.open("ab") as file:
            request.files["file"].save(file)
            file.flush()
            os.fsync(file.fileno())
        return Response()

    return app


def _timed(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

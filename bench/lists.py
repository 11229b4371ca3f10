"""Officers' lists and search: a million matters against ten thousand, on SQLite and PostgreSQL."""

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from bench.stage import database, folder
from chassis.database import open_engine
from chassis.documents import _dump
from chassis.migrations import migrate
from deploy.preparation import migrations_of
from services.intake.domain.kind import KINDS
from services.intake.domain.likeness import likeness
from services.intake.domain.parties import Contact, Holder, Respondent
from services.intake.domain.receipt import receipt_number
from services.intake.domain.search_words import words_of
from services.intake.domain.submission import Submission
from services.intake.storage.lists import list_page
from services.intake.storage.repositories import NOTHING_DUE

FEW, MANY = 10_000, 1_000_000
FIRST_DAY = datetime(2023, 1, 1, 1, tzinfo=UTC)
CHUNK = 5_000
TEMPLATES = 4_000
"""Distinct matters that are repeated under other numbers: making a million anew would take an hour."""

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_WORDS = (
    "红星",
    "鹰城",
    "宏达",
    "鼎盛",
    "金鑫",
    "永兴",
    "恒通",
    "万家",
    "天成",
    "瑞丰",
    "华泰",
    "东方",
)
_TRADES = (
    "五金商行",
    "电器店",
    "建材商行",
    "服装店",
    "食品有限公司",
    "商贸有限公司",
    "机械有限公司",
)
_PLACES = (
    "新华区建设路",
    "卫东区东安路",
    "湛河区南环路",
    "石龙区人民路",
    "叶县昆阳街道",
    "宝丰县迎宾路",
)
QUESTIONS = {
    "by deadline": {},
    "open reports": {"status": "received", "kind": "report"},
    "frequent word": {"q": "五金"},
    "two words": {"q": "红星 建设路"},
    "initials": {"q": "hxwj"},
    "rare number": {"q": "78123456"},
    "nothing": {"q": "量子纠缠"},
}


def measure(repeats: int = 40) -> None:
    """Print the 95th percentile of each question and how it grows from 10 000 to 1 000 000."""
    with folder() as base:
        _compare("sqlite", lambda name: f"sqlite:///{base / name}.db", repeats)
    with database() as postgres:
        _compare("postgresql", postgres.create_database, repeats)


def _compare(name: str, address: Callable[[str], str], repeats: int) -> None:
    figures = {}
    for size in (FEW, MANY):
        url = address(f"lists_{size}")
        started = time.perf_counter()
        _fill(url, size)
        print(
            f"lists {name}: {size} matters filled in {time.perf_counter() - started:.0f} s",
            flush=True,
        )
        figures[size] = _ask(url, repeats)
    for question in QUESTIONS:
        few, many = figures[FEW][question], figures[MANY][question]
        print(
            f"lists {name}: {question}: p95 {many[1] * 1000:.1f} ms at {MANY}, "
            f"{few[1] * 1000:.1f} ms at {FEW}; median ratio {many[0] / few[0]:.2f}",
            flush=True,
        )


def _ask(url: str, repeats: int) -> dict[str, tuple[float, float]]:
    engine = open_engine(url)
    found = {}
    for question, asked in QUESTIONS.items():
        taken = []
        for _ in range(repeats):
            started = time.perf_counter()
            with engine.connect() as connection:
                list_page(connection, {"limit": 50, "cursor": "", **asked})
            taken.append(time.perf_counter() - started)
        found[question] = (statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)])
    engine.dispose()
    return found


def _fill(url: str, size: int) -> None:
    migrate(migrations_of("intake"), url)
    engine = open_engine(url)
    is_postgres = engine.dialect.name == "postgresql"
    rows = _rows(size)
    with engine.begin() as connection:
        if is_postgres:
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            connection.exec_driver_sql("DROP INDEX submission_search_words")
        while chunk := [row for _, row in zip(range(CHUNK), rows, strict=False)]:
            _insert(connection, chunk, is_postgres=is_postgres)
        if is_postgres:
            connection.exec_driver_sql(
                "CREATE INDEX submission_search_words ON submission_search USING gin (words)"
            )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if is_postgres:
            connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _insert(connection: sa.Connection, chunk: list[dict[str, Any]], *, is_postgres: bool) -> None:
    names = [name for name in chunk[0] if name != "words"]
    if is_postgres:
        _copy(connection, "submissions", names, [[row[n] for n in names] for row in chunk])
        words = [[row["receipt_no"], row["words"]] for row in chunk]
        _copy(connection, "submission_search", ["receipt_no", "words"], words)
        return
    columns, places = ", ".join(names), ", ".join(f":{name}" for name in names)
    connection.execute(
        sa.text(f"INSERT INTO submissions ({columns}) VALUES ({places})"),  # noqa: S608 - own names
        [{name: row[name] for name in names} for row in chunk],
    )
    connection.execute(
        sa.text("INSERT INTO submission_search (rowid, words) VALUES (:no, :words)"),
        [{"no": int(row["receipt_no"]), "words": row["words"]} for row in chunk],
    )


def _copy(connection: sa.Connection, table: str, columns: list[str], rows: list[list[Any]]) -> None:
    cursor = connection.connection.driver_connection.cursor()  # type: ignore[union-attr]
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _rows(size: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(7)
    templates = _templates()
    states = ("received", "accepted", "in_progress", "closed", "closed", "closed", "refused")
    for number in range(size):
        template = templates[number % len(templates)]
        filed_at = FIRST_DAY + timedelta(seconds=number * 100)
        receipt_no = receipt_number(filed_at.date(), f"{number % 1_000_000:06d}")
        status = chance.choice(states)
        due = NOTHING_DUE if status in {"closed", "refused"} else filed_at + timedelta(days=9)
        yield template | {
            "id": f"{number:026d}",
            "receipt_no": receipt_no,
            "code_of": receipt_no,
            "status": status,
            "filed_at": _instant(filed_at),
            "next_due_at": _instant(due),
            "words": f"{template['words']} {receipt_no}",
        }


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


@cache
def _templates() -> list[dict[str, Any]]:
    chance = random.Random(11)
    return [_template(chance, n) for n in range(TEMPLATES)]


def _template(chance: random.Random, number: int) -> dict[str, Any]:
    kind = chance.choice(tuple(KINDS))
    shop = (
        chance.choice(_WORDS)
        + chance.choice(_SURNAMES) * (number % 3 == 0)
        + chance.choice(_TRADES)
    )
    place = chance.choice(_PLACES)
    submission = Submission(
        id="0" * 26,
        receipt_no="0" * 13,
        kind=kind,
        channel="web",
        language="zh",
        right_type="trademark",
        right_number=str(10_000_000 + number * 17),
        holder=Holder(name=f"平顶山市{chance.choice(_WORDS)}实业有限公司", role="self"),
        respondent=Respondent(name=shop, address=f"平顶山市{place}{number % 200}号"),
        happened_on="2026-10",
        place=place,
        facts=f"{shop}销售假冒{chance.choice(_WORDS)}商标的产品，价格不到正品一半。",
        requests=("stop",),
        agrees_to_mediation=True,
        contact=Contact(name=chance.choice(_SURNAMES) + "明", phone=f"138{number:08d}"),
        evidence=(),
        filed_at=FIRST_DAY,
    )
    if number == 0:
        submission = replace(submission, right_number="78123456")
    return {
        "version": 1,
        "document": json.dumps(_dump(submission), ensure_ascii=False),
        "query_code_mac": "0" * 64,
        "kind": kind,
        "identity": "named",
        "lane": "",
        "assignee": "",
        **likeness(submission),
        "words": " ".join(words_of(submission)),
    }

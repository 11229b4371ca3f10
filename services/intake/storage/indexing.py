"""Giving matters of earlier versions what newer ones have beside their document: words, marks, their end."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.database import is_postgres
from chassis.documents import load_document
from services.intake.domain.likeness import likeness
from services.intake.domain.search_words import words_of
from services.intake.domain.submission import Submission
from services.intake.storage.search import SearchIndex
from services.intake.storage.tables import submissions

BATCH = 200
_t = submissions.c


def index_after(connection: Connection, receipt_no: str) -> str:
    """Index some matters behind a number; the last number looked at, empty when there are no more."""
    rows = list(
        connection.execute(
            sa.select(_t.id, _t.receipt_no, _t.version, _t.document)
            .where(_t.receipt_no > receipt_no)
            .order_by(_t.receipt_no)
            .limit(BATCH)
        )
    )
    known = _indexed(connection, [int(row.receipt_no) for row in rows])
    index = SearchIndex(connection)
    for row in rows:
        submission = load_document(Submission, row.document)
        as_read = sa.and_(_t.id == row.id, _t.version == row.version)
        ended = submissions.update().where(as_read).values(ended_at=submission.closed_at)
        connection.execute(ended)
        if int(row.receipt_no) in known:
            continue
        index.add(row.receipt_no, words_of(submission))
        marks = submissions.update().where(_t.id == row.id)
        connection.execute(marks.values(**likeness(submission)))
    return rows[-1].receipt_no if rows else ""


def _indexed(connection: Connection, numbers: list[int]) -> set[int]:
    if not numbers:
        return set()
    column = "receipt_no" if is_postgres(connection) else "rowid"
    query = sa.text(
        f"SELECT {column} FROM submission_search WHERE {column} IN :numbers"  # noqa: S608 - a name of ours
    ).bindparams(sa.bindparam("numbers", expanding=True))
    return set(connection.execute(query, {"numbers": numbers}).scalars())

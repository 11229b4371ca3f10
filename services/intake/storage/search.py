"""The index of words: FTS5 on SQLite, a GIN index on PostgreSQL; both under the receipt number.

Receipt numbers begin with the day, so walking them backwards shows the newest first and stops when
a page is full, however many matters have the word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.database import is_postgres

Wanted = Sequence[tuple[str, bool]]
_SAMPLE = 2000
_COMMON = 0.02


@dataclass
class SearchIndex:
    """The words of all matters in one transaction."""

    connection: Connection

    def add(self, receipt_no: str, words: Sequence[str]) -> None:
        """Make a new matter findable."""
        if is_postgres(self.connection):
            text = (
                "INSERT INTO submission_search (receipt_no, words)"
                " VALUES (:no, array_to_tsvector(CAST(:words AS text[])))"
            )
            values = {"no": int(receipt_no), "words": list(words)}
        else:
            text = "INSERT INTO submission_search (rowid, words) VALUES (:no, :words)"
            values = {"no": int(receipt_no), "words": " ".join(words)}
        self.connection.execute(sa.text(text), values)

    def replace(self, receipt_no: str, before: Sequence[str], after: Sequence[str]) -> None:
        """The words of a matter have changed. ``before``: exactly those that were added."""
        number = int(receipt_no)
        if is_postgres(self.connection):
            text = "DELETE FROM submission_search WHERE receipt_no = :no"
            self.connection.execute(sa.text(text), {"no": number})
        else:
            # The index keeps no texts; it unlearns the words that it is told.
            text = (
                "INSERT INTO submission_search (submission_search, rowid, words)"
                " VALUES ('delete', :no, :words)"
            )
            self.connection.execute(sa.text(text), {"no": number, "words": " ".join(before)})
        self.add(receipt_no, after)


def numbers_with(connection: Connection, wanted: Wanted, *, before: int | None) -> sa.Select[int]:
    """A query for the receipt numbers, as integers in a column ``number``, that have every word.

    ``before``: only numbers below this one.
    """
    if is_postgres(connection):
        number: sa.ColumnElement[int] = sa.literal_column("receipt_no", sa.BigInteger)
        condition = sa.text("words @@ CAST(:wanted AS tsquery)").bindparams(
            wanted=_query_of(wanted)
        )
    else:
        query = " AND ".join(f'"{word}"{"*" if starts else ""}' for word, starts in wanted)
        condition = sa.text("submission_search MATCH :wanted").bindparams(wanted=query)
        number = sa.literal_column("submission_search.rowid", sa.BigInteger)
    found = (
        sa.select(number.label("number")).select_from(sa.text("submission_search")).where(condition)
    )
    found = found if before is None else found.where(number < before)
    if is_postgres(connection) and _is_rare(connection, wanted, before):
        # Without the fence the server walks through all matters, newest first, and finds too few.
        return found.offset(0)
    return found


def _is_rare(connection: Connection, wanted: Wanted, before: int | None) -> bool:
    """Do few of the newest matters have the words? The server's own guess about beginnings is blind."""
    earlier = "" if before is None else "WHERE receipt_no < :before"
    values = {} if before is None else {"before": before}
    sample = f"""
        SELECT count(*) FROM (
            SELECT words FROM submission_search {earlier}
            ORDER BY receipt_no DESC LIMIT {_SAMPLE}) AS newest
        WHERE words @@ CAST(:wanted AS tsquery)
    """  # noqa: S608 - our own words
    hits = connection.execute(sa.text(sample), {"wanted": _query_of(wanted), **values})
    return int(hits.scalar_one()) < _SAMPLE * _COMMON


def _query_of(wanted: Wanted) -> str:
    return " & ".join(f"{_quoted(word)}{':*' if starts else ''}" for word, starts in wanted)


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''").replace("\\", "\\\\") + "'"

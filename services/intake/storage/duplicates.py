"""Matters that may be about the same thing: same respondent, right, link, contact or file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from rapidfuzz import fuzz, process
from sqlalchemy.engine import Connection

from services.intake.domain.kind import MERGED
from services.intake.domain.likeness import likeness
from services.intake.domain.submission import Submission
from services.intake.storage.tables import evidence, submissions

MOST = 10
MOST_CANDIDATES = 200
ALIKE = 85
"""Per cent of likeness from which two respondents' names are shown as perhaps the same."""
YEAR = timedelta(days=365)
_WEIGHTS: Mapping[str, int] = {
    "file": 50,
    "link": 40,
    "right": 20,
    "respondent": 40,
    "similar_respondent": 25,
    "contact": 15,
}


@dataclass(frozen=True)
class Likely:
    """A matter that may be the same, and by which marks; the strongest first."""

    receipt_no: str
    kind: str
    status: str
    filed_at: datetime
    marks: tuple[str, ...]


def duplicates_of(connection: Connection, submission: Submission) -> list[Likely]:
    """Up to ten matters that may repeat this one."""
    hashes = [each.sha256 for each in submission.evidence]
    return alike(connection, likeness(submission), hashes, but=submission.receipt_no)


def alike(
    connection: Connection, keys: Mapping[str, str], hashes: Sequence[str] = (), *, but: str = ""
) -> list[Likely]:
    """Up to ten matters with one of these marks or files. Empty marks find nothing.

    What was joined to another matter is not found: that other one is.
    """
    found: dict[str, set[str]] = {}
    for mark, numbers in _matches(connection, keys, hashes):
        for number in numbers:
            if number != but:
                found.setdefault(number, set()).add(mark)
    by_weight = sorted(found, key=lambda n: (-sum(_WEIGHTS[m] for m in found[n]), n))
    best = by_weight[:MOST]
    rows = connection.execute(
        sa.select(_t.receipt_no, _t.kind, _t.status, _t.filed_at).where(_t.receipt_no.in_(best))
    )
    facts = {row.receipt_no: row for row in rows}
    return [
        Likely(
            number,
            facts[number].kind,
            facts[number].status,
            facts[number].filed_at,
            tuple(sorted(found[number], key=lambda mark: -_WEIGHTS[mark])),
        )
        for number in best
    ]


def repeats_of_respondent(connection: Connection, submission: Submission, now: datetime) -> int:
    """How many other matters of the last year are about the same respondent."""
    name = likeness(submission)["respondent_key"]
    return repeats_of(connection, name, now, but=submission.receipt_no)


def repeats_of(connection: Connection, name: str, now: datetime, *, but: str = "") -> int:
    """How many matters of the last year are about a respondent of this distinctive name."""
    if not name:
        return 0
    query = (
        sa.select(sa.func.count())
        .select_from(submissions)
        .where(
            _t.respondent_key == name,
            _t.filed_at > now - YEAR,
            _t.receipt_no != but,
        )
    )
    return connection.execute(query).scalar_one()


_t = submissions.c
_stands_alone = _t.status != MERGED


def _matches(
    connection: Connection, keys: Mapping[str, str], hashes: Sequence[str]
) -> Iterator[tuple[str, list[str]]]:
    columns = {
        "respondent": _t.respondent_key,
        "right": _t.right_key,
        "link": _t.link_key,
        "contact": _t.contact_key,
    }
    for mark, column in columns.items():
        if keys[column.name]:
            yield mark, _newest(connection, column == keys[column.name])
    if keys["respondent_block"]:
        yield "similar_respondent", _similar(connection, keys)
    if hashes:
        query = (
            sa.select(evidence.c.receipt_no)
            .join(submissions, _t.receipt_no == evidence.c.receipt_no)
            .where(evidence.c.sha256.in_(hashes), _stands_alone)
            .limit(MOST_CANDIDATES)
        )
        yield "file", [str(each) for each in connection.scalars(query)]


def _similar(connection: Connection, keys: Mapping[str, str]) -> list[str]:
    query = (
        sa.select(_t.receipt_no, _t.respondent_key)
        .where(
            _t.respondent_block == keys["respondent_block"],
            _t.respondent_key != keys["respondent_key"],
            _stands_alone,
        )
        .order_by(_t.receipt_no.desc())
        .limit(MOST_CANDIDATES)
    )
    names: dict[str, str] = {
        row.receipt_no: row.respondent_key for row in connection.execute(query)
    }
    close: list[Any] = process.extract(
        keys["respondent_key"], names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST
    )
    return [number for _name, _score, number in close]


def _newest(connection: Connection, condition: sa.ColumnElement[bool]) -> list[str]:
    query = (
        sa.select(_t.receipt_no)
        .where(condition, _stands_alone)
        .order_by(_t.receipt_no.desc())
        .limit(MOST_CANDIDATES)
    )
    return list(connection.scalars(query))

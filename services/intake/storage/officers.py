"""Where officers are kept as assigning knows them, and how much each has in hand."""

from collections.abc import Mapping
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.documents import Documents, load_document
from chassis.errors import Stale
from services.intake.domain.officer import Officer
from services.intake.domain.submission import Submission
from services.intake.storage.repositories import NOTHING_DUE
from services.intake.storage.tables import officers, submissions

MOST = 200
"""Rulings on one page."""


class Officers(Documents[Officer]):
    """All officers."""

    table: ClassVar[sa.Table] = officers
    aggregate = Officer

    def columns(self, aggregate: Officer) -> Mapping[str, Any]:
        return {"account": aggregate.account}

    def of_account(self, account: str) -> Officer | None:
        """The officer who signs in with an account, or None."""
        return self.find(officers.c.account == account)

    def keep(self, officer: Officer) -> None:
        """Store an officer. Raises: Stale when somebody else did meanwhile."""
        if officer.version:
            self.save(officer)
            return
        try:
            with self._connection.begin_nested():
                self.add(officer)
        except sa.exc.IntegrityError:
            raise Stale() from None


def everybody(connection: Connection) -> list[Officer]:
    """All officers, by account."""
    query = sa.select(officers.c.document).order_by(officers.c.account)
    return [load_document(Officer, each) for each in connection.scalars(query)]


def awaiting_ruling(connection: Connection) -> list[Submission]:
    """Matters that were given back twice and wait for a ruling, the next to fall due first."""
    due = submissions.c.ruling_due_at
    query = sa.select(submissions.c.document).where(due.is_not(None)).order_by(due).limit(MOST)
    return [load_document(Submission, each) for each in connection.scalars(query)]


def open_matters(connection: Connection) -> dict[str, int]:
    """Account → matters in hand on which a date runs; those without any are not counted.

    Walks what is open of each officer in the index, not what they have ever had.
    """
    one = submissions.alias("one")
    running = (
        sa.select(sa.func.count())
        .select_from(one)
        .where(one.c.assignee == officers.c.account, one.c.next_due_at < NOTHING_DUE)
        .scalar_subquery()
    )
    rows = connection.execute(sa.select(officers.c.account, running))
    return {account: count for account, count in rows}

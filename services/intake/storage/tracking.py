"""Who may look at a matter by its code, and how often one may guess."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.database import upsert
from chassis.schema import Instant
from services.intake.storage.repositories import KeptCode
from services.intake.storage.tables import submissions, track_attempts

MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)


@dataclass
class Tracking:
    """Tries at receipt numbers in one transaction; absent numbers are counted like real ones."""

    connection: Connection

    def locked_until(self, receipt_no: str, now: datetime) -> datetime | None:
        """Count a try at a number; until when it is not looked at, None when it is.

        Counted before it is known whether the code fits: tries at the same moment wait for each
        other here, and none of them is free.
        """
        table = track_attempts
        this_moment = sa.literal(now, Instant)
        is_over = table.c.counted_from < now - LOCKED_FOR
        is_full = table.c.failures == MOST_FAILURES - 1
        changes = {
            "failures": sa.case((is_over, 1), else_=table.c.failures + 1),
            "counted_from": sa.case((is_over | is_full, this_moment), else_=table.c.counted_from),
        }
        row = {"receipt_no": receipt_no, "failures": 1, "counted_from": now}
        upsert(self.connection, table, row, changes)
        counted = self.connection.execute(
            sa.select(table).where(table.c.receipt_no == receipt_no)
        ).one()
        if counted.failures <= MOST_FAILURES:
            return None
        until: datetime = counted.counted_from + LOCKED_FOR
        return until

    def fits(self, receipt_no: str, codes: Sequence[KeptCode]) -> bool:
        """True when a submission with this number has one of these prints of a code.

        ``codes``: one for each pepper that counts; a print by another than the first is renewed.
        """
        kept = self.connection.execute(
            sa.select(submissions.c.query_code_mac).where(submissions.c.receipt_no == receipt_no)
        ).scalar()
        found = [hmac.compare_digest(kept or "-" * 64, each.query_code_mac) for each in codes]
        if any(found[1:]):
            mine = submissions.update().where(submissions.c.receipt_no == receipt_no)
            self.connection.execute(mine.values(**vars(codes[0])))
        return any(found)

    def code_of(self, receipt_no: str) -> str:
        """Over which number the code of a matter was made: a track shares that of its filing."""
        query = sa.select(submissions.c.code_of).where(submissions.c.receipt_no == receipt_no)
        return self.connection.execute(query).scalar() or receipt_no

    def succeeded(self, receipt_no: str) -> None:
        """Who has the code starts with a clean slate."""
        self.connection.execute(
            track_attempts.delete().where(track_attempts.c.receipt_no == receipt_no)
        )

    def forget_old(self, now: datetime) -> None:
        """Drop the counts that lock nothing any more."""
        self.connection.execute(
            track_attempts.delete().where(track_attempts.c.counted_from < now - LOCKED_FOR)
        )

"""Who may look at a matter by its code, and how often one may guess."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.database import upsert
from services.intake.storage.tables import submissions, track_attempts

MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)


@dataclass
class Tracking:
    """Tries at receipt numbers in one transaction; absent numbers are counted like real ones."""

    connection: Connection

    def locked_until(self, receipt_no: str, now: datetime) -> datetime | None:
        """Until when tries at a number are not looked at; None when they are."""
        row = self.connection.execute(
            sa.select(track_attempts).where(track_attempts.c.receipt_no == receipt_no)
        ).one_or_none()
        if row is None or row.failures < MOST_FAILURES:
            return None
        until: datetime = row.first_at + LOCKED_FOR
        return until if until > now else None

    def fits(self, receipt_no: str, code_mac: str) -> bool:
        """True when a submission with this number has this print of a code."""
        kept = self.connection.execute(
            sa.select(submissions.c.query_code_mac).where(submissions.c.receipt_no == receipt_no)
        ).scalar()
        return hmac.compare_digest(kept or "-" * 64, code_mac)

    def failed(self, receipt_no: str, now: datetime) -> None:
        """Count a wrong try; the count starts anew after the lock has passed."""
        table = track_attempts
        fresh = table.c.first_at < now - LOCKED_FOR
        changes = {
            "failures": sa.case((fresh, 1), else_=table.c.failures + 1),
            "first_at": sa.case((fresh, now), else_=table.c.first_at),
        }
        row = {"receipt_no": receipt_no, "failures": 1, "first_at": now}
        upsert(self.connection, table, row, changes)

    def succeeded(self, receipt_no: str) -> None:
        self.connection.execute(
            track_attempts.delete().where(track_attempts.c.receipt_no == receipt_no)
        )

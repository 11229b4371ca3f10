"""Where submissions are kept."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

import sqlalchemy as sa

from chassis.documents import Documents
from services.intake.domain.submission import Submission
from services.intake.storage.tables import submissions

NOTHING_DUE = datetime(9999, 12, 31, tzinfo=UTC)


class Submissions(Documents[Submission]):
    """All submissions, found by receipt number."""

    table: ClassVar[sa.Table] = submissions
    aggregate = Submission

    def file(self, submission: Submission, query_code_mac: str) -> None:
        """Store a new submission with the print of its query code; the code itself is never kept."""
        self.add(submission, query_code_mac=query_code_mac)

    def columns(self, aggregate: Submission) -> Mapping[str, Any]:
        clock = aggregate.docket.next_due("centre", "complainant", "respondent")
        return {
            "receipt_no": aggregate.receipt_no,
            "kind": aggregate.kind,
            "status": aggregate.status,
            "filed_at": aggregate.filed_at,
            "next_due_at": clock.due_at if clock else NOTHING_DUE,
        }

    def by_receipt_no(self, receipt_no: str) -> Submission:
        """Raises: NotFound."""
        return self.one(submissions.c.receipt_no == receipt_no)

    def is_taken(self, receipt_no: str) -> bool:
        query = sa.select(submissions.c.id).where(submissions.c.receipt_no == receipt_no)
        return self._connection.execute(query).first() is not None

"""Where submissions are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import sqlalchemy as sa

from chassis.documents import Documents
from services.intake.domain.likeness import likeness
from services.intake.domain.search_words import words_of
from services.intake.domain.submission import Submission
from services.intake.storage.search import SearchIndex
from services.intake.storage.tables import submissions

NOTHING_DUE = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class KeptCode:
    """What is kept of a query code: its print, and by which pepper it was made."""

    query_code_mac: str
    code_pepper: str


class Submissions(Documents[Submission]):
    """All submissions, found by receipt number."""

    table: ClassVar[sa.Table] = submissions
    aggregate = Submission

    def file(self, submission: Submission, code: KeptCode) -> None:
        """Store a new submission with the print of its query code; the code itself is never kept."""
        self.add(submission, **vars(code), code_of=submission.receipt_no)
        self._search.add(submission.receipt_no, words_of(submission))

    def file_track(self, track: Submission) -> None:
        """Store a track that was split off; the code of the filing opens it too."""
        of_filing = self._connection.execute(
            sa.select(submissions.c.query_code_mac, submissions.c.code_pepper).where(
                submissions.c.receipt_no == track.split_from
            )
        ).one()
        self.add(track, **of_filing._mapping, code_of=track.split_from)
        self._search.add(track.receipt_no, words_of(track))

    def save_reworded(self, submission: Submission, words_before: Sequence[str]) -> None:
        """Save a submission whose words have changed, so that it is found by the new ones."""
        self.save(submission)
        self._search.replace(submission.receipt_no, words_before, words_of(submission))

    def take_by_receipt_no(self, receipt_no: str) -> Submission:
        """To change it on behalf of somebody who names no version. Raises: NotFound."""
        return self.take(self.by_receipt_no(receipt_no).id)

    @property
    def _search(self) -> SearchIndex:
        return SearchIndex(self._connection)

    def columns(self, aggregate: Submission) -> Mapping[str, Any]:
        clock = aggregate.docket.next_due("centre", "complainant", "respondent")
        return {
            "receipt_no": aggregate.receipt_no,
            "kind": aggregate.kind,
            "status": aggregate.status,
            "filed_at": aggregate.filed_at,
            "ended_at": aggregate.closed_at,
            "next_due_at": clock.due_at if clock else NOTHING_DUE,
            "identity": aggregate.identity,
            "lane": aggregate.triage.lane if aggregate.triage else "",
            "assignee": aggregate.assignee,
            "ruling_due_at": aggregate.ruling_due_at,
            **likeness(aggregate),
        }

    def by_receipt_no(self, receipt_no: str) -> Submission:
        """Raises: NotFound."""
        return self.one(submissions.c.receipt_no == receipt_no)

    def is_taken(self, receipt_no: str) -> bool:
        query = sa.select(submissions.c.id).where(submissions.c.receipt_no == receipt_no)
        return self._connection.execute(query).first() is not None

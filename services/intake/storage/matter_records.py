"""Where samples and statements of matters are kept."""

from collections.abc import Mapping
from typing import Any, ClassVar

import sqlalchemy as sa

from chassis.documents import Documents
from services.intake.domain.sample import Sample
from services.intake.domain.statement import Statement
from services.intake.storage.tables import samples, statements


class Samples(Documents[Sample]):
    """All physical samples."""

    table: ClassVar[sa.Table] = samples
    aggregate = Sample

    def columns(self, aggregate: Sample) -> Mapping[str, Any]:
        return {"receipt_no": aggregate.receipt_no, "label": aggregate.label}

    def of_matter(self, receipt_no: str) -> list[Sample]:
        """Oldest first."""
        return sorted(self.all(samples.c.receipt_no == receipt_no), key=lambda each: each.label)


class Statements(Documents[Statement]):
    """All statements."""

    table: ClassVar[sa.Table] = statements
    aggregate = Statement

    def columns(self, aggregate: Statement) -> Mapping[str, Any]:
        return {"receipt_no": aggregate.receipt_no}

    def of_matter(self, receipt_no: str) -> list[Statement]:
        """Oldest first."""
        return self.all(statements.c.receipt_no == receipt_no)

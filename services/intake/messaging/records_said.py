"""What intake says of samples and statements. Words and names stay inside."""

from contracts import intake as contract
from services.intake.domain import events
from services.intake.domain.sample import Sample
from services.intake.domain.statement import Statement


def sample_moved(event: events.SampleMoved, sample: Sample) -> contract.SampleMovedV1:
    """What was done with a sample."""
    return contract.SampleMovedV1(
        receipt_no=sample.receipt_no,
        sample_id=sample.id,
        label=sample.label,
        sample_act=event.act,
        moved_at=event.at,
    )


def statement_moved(
    event: events.StatementMoved, statement: Statement
) -> contract.StatementMovedV1:
    """That words were taken down or confirmed."""
    return contract.StatementMovedV1(
        receipt_no=statement.receipt_no,
        statement_id=statement.id,
        source=event.source,
        statement_act=event.act,
        is_public=event.is_public,
        moved_at=event.at,
    )

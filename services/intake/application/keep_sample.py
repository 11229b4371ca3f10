"""Physical samples come in, are sealed, shelved, handed over."""

from dataclasses import dataclass

from services.intake.application.take_answer_file import take_answer_file
from services.intake.domain.kind import NAMED
from services.intake.domain.sample import Move, Sample, label_of
from services.intake.storage.unit_of_work import IntakeUnitOfWork


@dataclass(frozen=True, kw_only=True)
class NewSample:
    """What came, how many of it, and from whom."""

    name: str
    quantity: int
    giver: str


def take_in_sample(receipt_no: str, what: NewSample, by: str, uow: IntakeUnitOfWork) -> Sample:
    """Take a sample in under the next label of its matter. Raises: NotFound."""
    # Of two samples that come at once the second waits here, so that no label is given twice.
    submission = uow.submissions.take_by_receipt_no(receipt_no)
    sample = Sample(
        id=uow.ids.new(),
        receipt_no=receipt_no,
        label=label_of(receipt_no, len(uow.samples.of_matter(receipt_no)) + 1),
        name=what.name,
        quantity=what.quantity,
        # Whoever brings it to a report without a name may be who reported.
        giver=what.giver if submission.identity == NAMED else "",
        received_at=uow.clock.now(),
        received_by=by,
    )
    sample.take_in()
    uow.samples.add(sample)
    return sample


def move_sample(sample: Sample, move: Move, uow: IntakeUnitOfWork) -> None:
    """Note what was done with it; a photo becomes a file of the matter.

    Raises: WrongState; NotFound for a photo that was not uploaded; Stale.
    """
    sample.move(move)
    if move.photo:
        take_answer_file(sample.receipt_no, move.photo, uow)
    uow.samples.save(sample)

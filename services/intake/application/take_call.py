"""The hotline's desk: a call comes in, is written down, becomes a matter, is put aside, ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chassis.errors import Conflict
from chassis.identity import Keyring
from services.intake.application.decide import (
    answer_question,
    merge_submission,
    unmerge_submission,
)
from services.intake.application.file_submission import Filed, FileSubmission, file_submission
from services.intake.domain.call import ANSWERED, CALL_BACK, REPEATED, RINGING, TALKING, Call
from services.intake.domain.kind import ANONYMOUS, CONSULTATION
from services.intake.storage.unit_of_work import IntakeUnitOfWork

USUAL_CALL_BACK = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Written:
    """What the form amounts to. ``command`` is None when nothing is to be registered, or not yet.

    ``gaps``: fields that are missing for it. ``answer``: what the caller was told.
    """

    handling: str
    command: FileSubmission | None
    gaps: Sequence[str] = ()
    answer: str = ""
    merge_into: str = ""
    call_back_at: datetime | None = None


def begin_call(operator: str, number: str, uow: IntakeUnitOfWork) -> Call:
    """The operator takes a call that no telephone system announced; a break is over with it."""
    now = uow.clock.now()
    uow.breaks.end(operator, now)
    call = Call(
        id=uow.ids.new(),
        cti_id="",
        number=number,
        operator=operator,
        began_at=now,
        draft={"number": number},
    )
    uow.calls.add(call)
    return call


def answer_call(call: Call, operator: str, uow: IntakeUnitOfWork) -> None:
    """The operator takes a ringing call; a break is over with it. Raises: WrongState."""
    call.answer(operator, uow.clock.now())
    uow.breaks.end(operator, uow.clock.now())
    uow.calls.save(call)


def take_break(operator: str, uow: IntakeUnitOfWork) -> None:
    """The operator goes away for a while (小休). Raises: Conflict with a caller on the line."""
    if TALKING in uow.calls.states_of(operator):
        raise Conflict("call_in_hand")
    uow.breaks.begin(uow.ids.new(), operator, uow.clock.now())


def end_break(operator: str, uow: IntakeUnitOfWork) -> None:
    """The operator is back."""
    uow.breaks.end(operator, uow.clock.now())


def ring(cti_id: str, number: str, agent: str, uow: IntakeUnitOfWork) -> Call:
    """The telephone system announces a call; told twice, it is one call."""
    known = uow.calls.of_cti(cti_id)
    if known is not None:
        return known
    now = uow.clock.now()
    call = Call(
        id=uow.ids.new(),
        cti_id=cti_id,
        number=number,
        operator=agent,
        began_at=now,
        rang_at=now,
        state=RINGING,
        draft={"number": number},
    )
    return uow.calls.announce(call)


def register_call(
    call: Call, written: Written, uow: IntakeUnitOfWork, keys: Keyring
) -> Filed | None:
    """Write the call down; the matter that it became, or None.

    Raises: WrongState; NotFound or Conflict when the matter that it repeats cannot take it.
    """
    now = uow.clock.now()
    filed = None
    if written.command is not None:
        filed = file_submission(written.command, uow, keys)
    wants_call = written.handling == CALL_BACK
    call.save(
        written.handling,
        at=now,
        receipt_no=filed.submission.receipt_no if filed else "",
        gaps=tuple(written.gaps),
        call_back_at=(written.call_back_at or now + USUAL_CALL_BACK) if wants_call else None,
    )
    if written.command is not None and written.command.identity == ANONYMOUS:
        call.forget_caller()
    uow.calls.save(call)
    if filed is not None:
        _go_on(filed, written, uow)
    return filed


def _go_on(filed: Filed, written: Written, uow: IntakeUnitOfWork) -> None:
    """A question that was answered ends with its answer; what repeats a matter joins it."""
    submission = filed.submission
    if written.handling == ANSWERED and submission.kind == CONSULTATION and written.answer:
        answer_question(submission, written.answer, uow)
    if written.handling == REPEATED:
        if not written.merge_into:
            raise Conflict("repeats_what")
        merge_submission(submission, written.merge_into, "12330", uow)


def undo_merger(call: Call, uow: IntakeUnitOfWork) -> None:
    """What was joined to another matter stands alone again. Raises: NotFound, Conflict."""
    unmerge_submission(uow.submissions.take_by_receipt_no(call.receipt_no), uow)


def keep_draft(
    call: Call, draft: Mapping[str, str], draft_no: int, number: str, uow: IntakeUnitOfWork
) -> None:
    """What was typed so far; an older writing that comes late changes nothing. Raises: WrongState."""
    if call.write(draft, draft_no, number, uow.clock.now()):
        uow.calls.save(call)

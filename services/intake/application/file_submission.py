"""Somebody files."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput
from chassis.identity import Keyring
from services.intake.domain.kind import NAMED
from services.intake.domain.parties import Attachment, Contact, Holder, Respondent
from services.intake.domain.receipt import CODE_DIGITS, receipt_number
from services.intake.domain.submission import Submission
from services.intake.storage.custody import FILED
from services.intake.storage.evidence import EvidenceFile
from services.intake.storage.repositories import KeptCode
from services.intake.storage.unit_of_work import IntakeUnitOfWork

SERIAL_DIGITS = 6
TRIES = 20


@dataclass(frozen=True, kw_only=True)
class FileSubmission:
    """What somebody wrote. ``evidence``: (id of an uploaded file, description)."""

    kind: str
    channel: str
    language: str
    right_type: str
    right_number: str
    holder: Holder
    respondent: Respondent
    happened_on: str
    place: str
    facts: str
    requests: tuple[str, ...]
    agrees_to_mediation: bool
    contact: Contact
    evidence: tuple[tuple[str, str], ...]
    identity: str = NAMED
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filed:
    """What the person takes home: the number, and the code that only they know."""

    submission: Submission
    query_code: str


def file_submission(command: FileSubmission, uow: IntakeUnitOfWork, keyring: Keyring) -> Filed:
    """Store the matter, give it a number and a code, start its clocks.

    Raises: InvalidInput when a piece of evidence was not uploaded or was given away before.
    """
    now = uow.clock.now()
    receipt_no = free_number(uow)
    query_code = uow.ids.digits(CODE_DIGITS)
    values = {name: value for name, value in vars(command).items() if name != "evidence"}
    submission = Submission(
        id=uow.ids.new(),
        receipt_no=receipt_no,
        filed_at=now,
        evidence=attach(command.evidence, receipt_no, uow),
        **values,
    )
    submission.file()
    kept = KeptCode(code_print(keyring, receipt_no, query_code), pepper_mark(keyring))
    uow.submissions.file(submission, kept)
    return Filed(submission, query_code)


def code_print(keyring: Keyring, receipt_no: str, query_code: str) -> str:
    """What is kept of a query code: useless without the pepper."""
    return keyring.hmac_hex("query-code", f"{receipt_no}:{query_code}")


def pepper_mark(keyring: Keyring) -> str:
    """Tells the peppers apart by which prints were made; says nothing about them."""
    return keyring.hmac_hex("pepper-mark", "")[:8]


def free_number(uow: IntakeUnitOfWork) -> str:
    """A receipt number that nobody has."""
    today = local_date(uow.clock.now())
    for _ in range(TRIES):
        number = receipt_number(today, uow.ids.digits(SERIAL_DIGITS))
        if not uow.submissions.is_taken(number):
            return number
    raise RuntimeError("no free receipt number: more than a million filings a day?")


def attach(
    named: Sequence[tuple[str, str]], receipt_no: str, uow: IntakeUnitOfWork
) -> tuple[Attachment, ...]:
    """Give uploaded files, named as (id, description), to a matter.

    Raises: InvalidInput when one was not uploaded or was given away before.
    """
    files = {f.id: f for f in uow.evidence.attach([i for i, _ in named], receipt_no)}
    missing = [n for n, (evidence_id, _) in enumerate(named) if evidence_id not in files]
    if missing:
        raise InvalidInput([FieldError(f"/evidence/{n}/id", "evidence_unknown") for n in missing])
    uow.custody.note(FILED, [(each, files[each].sha256) for each, _ in named])
    return tuple(
        attachment_of(files[evidence_id], description) for evidence_id, description in named
    )


def attachment_of(file: EvidenceFile, description: str) -> Attachment:
    """A registered file as a submission lists it."""
    return Attachment(
        id=file.id,
        name=file.name,
        description=description,
        size=file.size,
        media_type=file.media_type,
        sha256=file.sha256,
        sm3=file.sm3,
    )

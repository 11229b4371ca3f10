"""A paper is issued: number, PDF, hash and data in one transaction, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.clock import local_date
from services.documents.application.printing import (
    BUILT_IN,
    Original,
    Printer,
    sha256_of,
    template_of,
)
from services.documents.domain.kind import Kind
from services.documents.domain.paper import Paper, Stored, check_code_of
from services.documents.rendering.pdf import CannotBeSet
from services.documents.storage.unit_of_work import DocumentsUnitOfWork


@dataclass(frozen=True, kw_only=True)
class IssuePaper:
    """What to issue, for whom, and because of what: each cause issues a kind once."""

    kind: Kind
    receipt_no: str
    values: Mapping[str, Any]
    cause: str
    by: str
    readers: tuple[str, ...]
    masked_readers: tuple[str, ...] = ()


def issue_paper(command: IssuePaper, uow: DocumentsUnitOfWork, printer: Printer) -> Paper:
    """The new paper, or the one that this cause has issued before.

    The number is taken in the transaction that stores the paper. While it is open others wait for
    the next number of the same register, so a paper that fails leaves no gap.
    Raises: CannotBeSet. (GB/T 9704-2012, 7.2.5: numbers run through the year without a gap)
    """
    before = uow.papers.of_cause(command.cause, command.kind.code)
    if before is not None:
        return before
    now = uow.clock.now()
    on, paper_id = local_date(now), uow.ids.new()
    number = str(uow.registers.take(printer.office.word, command.kind.word, on.year))
    template = template_of(command.kind, uow)
    code = check_code_of(paper_id, number, command.values)
    original = Original(
        office=printer.office,
        kind=command.kind,
        values=command.values,
        number=number,
        issued_on=on,
        check_code=code,
    )
    pdf = printer.pdf(template.content, original)
    paper = Paper(
        id=paper_id,
        receipt_no=command.receipt_no,
        kind=command.kind.code,
        title=command.kind.title,
        number=number,
        office=printer.office.name,
        cause=command.cause,
        issued_on=on,
        issued_at=now,
        issued_by=command.by,
        values=dict(command.values),
        template=template.sha256,
        template_version=template.version,
        check_code=code,
        pdf=_kept(pdf, uow),
        readers=command.readers,
        masked_readers=command.masked_readers,
        public_url=printer.office.public_url,
    )
    _kept(template.content, uow)
    paper.issue()
    uow.papers.issue(paper)
    if template.version != BUILT_IN:
        uow.word_files.keep(paper.id, _kept(_word(template.content, original, printer), uow))
    return paper


def _word(template: bytes, original: Original, printer: Printer) -> bytes:
    """The Word file of an uploaded template, at once: it may fail for this file alone, with just this
    data, and then no paper is issued rather than one whose Word file nobody can ever have.

    Raises: CannotBeSet.
    """
    try:
        return printer.word(template, original)
    except Exception as problem:  # docxtpl lets through whatever lxml or Jinja raise
        raise CannotBeSet(f"Word: {type(problem).__name__}: {problem}"[:300]) from problem


def _kept(content: bytes, uow: DocumentsUnitOfWork) -> Stored:
    stored = Stored(sha256=sha256_of(content), size=len(content))
    uow.files.keep(stored.sha256, content)
    return stored

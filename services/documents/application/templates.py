"""Uploading a template, looking at it, and putting it live."""

from dataclasses import dataclass
from datetime import date

from chassis.clock import local_date
from services.documents.application.printing import Printer, sha256_of
from services.documents.domain.kind import Kind, kinds
from services.documents.domain.template import DRAFT, Template
from services.documents.rendering.inspection import Unfit, inspect
from services.documents.storage.unit_of_work import DocumentsUnitOfWork


@dataclass(frozen=True, kw_only=True)
class UploadTemplate:
    """A Word file that is to replace the template of a kind."""

    kind: Kind
    file_name: str
    content: bytes
    by: str


def upload_template(
    command: UploadTemplate, uow: DocumentsUnitOfWork, printer: Printer
) -> Template:
    """Keep a template as a draft, after it was looked into and filled with sample data.

    Raises: Unfit.
    """
    found = inspect(command.content, command.kind)
    if not found.unknown:
        try_out(command.kind, command.content, printer, local_date(uow.clock.now()))
    template = Template(
        id=uow.ids.new(),
        kind=command.kind.code,
        number=uow.templates.next_number(command.kind.code),
        file_name=command.file_name[:120],
        sha256=sha256_of(command.content),
        size=len(command.content),
        unknown=found.unknown,
        missing=found.missing,
        uploaded_by=command.by,
        uploaded_at=uow.clock.now(),
    )
    uow.files.keep(template.sha256, command.content)
    uow.templates.add(template)
    return template


def try_out(kind: Kind, content: bytes, printer: Printer, on: date) -> None:
    """Make both files, with every fact and with only those that are never missing.

    A template may fail for one of the two alone, and only where something is left empty. Raises:
    Unfit, whose ``what`` names the file, the case and the cause.
    """
    for empty, values in (("", kind.samples()), ("，选填内容为空时", kind.sparse())):
        specimen = printer.specimen(kind, values, on)
        for name, make in (("Word", printer.word), ("PDF", printer.pdf)):
            try:
                make(content, specimen)
            except Exception as problem:  # docxtpl lets through whatever lxml or Jinja raise
                cause = str(problem).strip().splitlines()[:1] or [type(problem).__name__]
                raise Unfit("template_fails", f"{name}{empty}：{cause[0]}") from problem


def put_live(template: Template, by: str, uow: DocumentsUnitOfWork, printer: Printer) -> None:
    """Papers of its kind are made of it from now on; those issued keep theirs.

    It is tried once more: what the kind may say can have changed since it was uploaded.
    Raises: Conflict ``unknown_variables`` or ``live_already``; Unfit.
    """
    before = uow.templates.live_of(template.kind)
    template.go_live(by, uow.clock.now())
    content = uow.files.read(template.sha256)
    try_out(kind_of(template), content, printer, local_date(uow.clock.now()))
    if before is not None:
        before.replace()
        uow.templates.save(before)
    uow.templates.save(template)


def take_back(kind: Kind, uow: DocumentsUnitOfWork) -> bool:
    """Go back to the built-in template; False when it is in use already."""
    live = uow.templates.live_of(kind.code)
    if live is None:
        return False
    live.state = DRAFT
    uow.templates.save(live)
    return True


def kind_of(template: Template) -> Kind:
    return kinds()[template.kind]

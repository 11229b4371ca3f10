"""Uploading a template, looking at it, and putting it live."""

from dataclasses import dataclass

from services.documents.application.printing import Printer, sha256_of
from services.documents.domain.kind import Kind, kinds
from services.documents.domain.template import DRAFT, Template
from services.documents.rendering.inspection import Unfit, inspect
from services.documents.rendering.pdf import CannotBeSet
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
    """Keep a template as a draft, after it was looked into and filled with sample data once.

    Raises: Unfit.
    """
    found = inspect(command.content, command.kind)
    _try(command, printer, uow)
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


def _try(command: UploadTemplate, printer: Printer, uow: DocumentsUnitOfWork) -> None:
    """What cannot be filled with sample data would fail with real data as well."""
    on = uow.clock.now().date()
    specimen = printer.specimen(command.kind, command.kind.samples(), on)
    try:
        printer.word(command.content, specimen)
        printer.pdf(command.content, specimen)
    except CannotBeSet as problem:
        raise Unfit("template_broken", str(problem)) from problem
    except Exception as problem:  # docxtpl lets through whatever lxml or Jinja raise
        raise Unfit("template_broken", type(problem).__name__) from problem


def put_live(template: Template, by: str, uow: DocumentsUnitOfWork) -> None:
    """Papers of its kind are made of it from now on; those issued keep theirs.

    Raises: Conflict ``unknown_variables`` or ``live_already``.
    """
    before = uow.templates.live_of(template.kind)
    template.go_live(by, uow.clock.now())
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

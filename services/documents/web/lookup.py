"""Finding papers for a caller: what is not addressed to them is not there."""

from collections.abc import Iterator
from contextlib import contextmanager

from joserfc.jwk import OKPKey

from chassis.access import principal, reach
from chassis.errors import NotFound
from chassis.transaction import current_uow, service
from contracts.permissions import Reach
from services.documents.application.printing import Printer
from services.documents.domain.kind import Kind, kinds
from services.documents.domain.paper import Paper
from services.documents.storage.unit_of_work import DocumentsUnitOfWork

STAFF_PREFIX = "staff:"
SIDES = ("complainant", "respondent")


def sees_all() -> bool:
    return Reach.ANY in reach()


def reader_names(receipt_no: str) -> set[str]:
    """The names under which papers of a matter may be addressed to the caller."""
    caller = principal()
    names = set()
    if Reach.OWN in reach() and caller.matter == receipt_no:
        names |= {side for side in SIDES if caller.has(side)}
    if Reach.ASSIGNED in reach() and caller.subject.startswith(STAFF_PREFIX):
        names.add("mediator:" + caller.subject.removeprefix(STAFF_PREFIX))
    if Reach.DESK in reach() and caller.organisation:
        names.add("desk:" + caller.organisation)
    return names


def papers_for_caller(receipt_no: str, uow: DocumentsUnitOfWork) -> list[Paper]:
    """The papers of a matter that the caller may see, oldest first."""
    if sees_all():
        return uow.papers.of_matter(receipt_no)
    return uow.papers.open_to(reader_names(receipt_no), receipt_no)


def paper_for_caller(paper_id: str, uow: DocumentsUnitOfWork) -> Paper:
    """Raises: NotFound."""
    paper = uow.papers.get(paper_id)
    named = reader_names(paper.receipt_no)
    if not sees_all() and not named & {*paper.readers, *paper.masked_readers}:
        raise NotFound()
    return paper


def is_covered(paper: Paper) -> bool:
    """Whether the caller gets a covered copy only."""
    return not sees_all() and not reader_names(paper.receipt_no) & set(paper.readers)


def kind_named(code: str) -> Kind:
    """Raises: NotFound."""
    if code not in kinds():
        raise NotFound()
    return kinds()[code]


def signing_key() -> OKPKey:
    """The key with which documents speaks for the centre."""
    found = service()
    return found.keyring.private(found.name)


def public_key() -> OKPKey:
    """The half of it that everybody may have."""
    found = service()
    return found.keyring.public[found.name]


def printer() -> Printer:
    found: Printer = service().extras["printer"]
    return found


def papers_uow() -> DocumentsUnitOfWork:
    """The unit of work of this request."""
    uow: DocumentsUnitOfWork = current_uow()
    return uow


def documents_uow() -> DocumentsUnitOfWork:
    """A unit of work of its own."""
    uow = service().uow()
    assert isinstance(uow, DocumentsUnitOfWork)  # noqa: S101 - bootstrap built it
    return uow


@contextmanager
def looking() -> Iterator[DocumentsUnitOfWork]:
    """Everything that documents knows, to be read only."""
    with documents_uow().reading() as uow:
        yield uow

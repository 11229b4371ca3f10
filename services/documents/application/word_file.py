"""The Word file of an issued paper: made when somebody first asks for it, and kept from then on.

Nearly nobody asks, and it costs five times what the PDF costs. What it is made of was fixed when the
paper was issued: template, data, number, office. Whoever has a file got it here, so its hash is known.
"""

from collections.abc import Callable

from services.documents.application.printing import Printer, sha256_of
from services.documents.domain.paper import Paper, Stored
from services.documents.storage.unit_of_work import DocumentsUnitOfWork

Open = Callable[[], DocumentsUnitOfWork]


def word_file_of(paper: Paper, open_uow: Open, printer: Printer) -> bytes:
    """The file, as the first who asked got it. Raises: what docxtpl raises."""
    with open_uow().reading() as uow:
        kept = uow.word_files.of_papers([paper.id]).get(paper.id)
        if kept is not None:
            return uow.files.read(kept.sha256)
        template = uow.files.read(paper.template)
    made = printer.word(template, printer.again(paper, paper.values))
    with open_uow() as uow:
        stored = Stored(sha256=sha256_of(made), size=len(made))
        uow.files.keep(stored.sha256, made)
        # Of two who ask at the same moment, the second gets the file of the first.
        uow.word_files.keep(paper.id, stored)
        first = uow.word_files.of_papers([paper.id])[paper.id]
        content = uow.files.read(first.sha256)
        uow.commit()
    return content

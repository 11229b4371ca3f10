"""Where papers, their files and numbers, withdrawals and templates are kept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.database import insert_if_absent
from chassis.documents import Documents
from services.documents.domain.paper import Number, Paper, Stored, Withdrawal
from services.documents.domain.template import LIVE, Template
from services.documents.storage.tables import (
    files,
    paper_readers,
    papers,
    registers,
    templates,
    withdrawals,
    word_files,
)


class Registers:
    """The registers of document numbers: one for each office word, kind word and year."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, office_word: str, kind_word: str, year: int) -> Number:
        """The next number. It is used up when this transaction commits, and free again when it does
        not: so the register has no gap. Others who want one of the same register wait until then.
        """
        key = {"office_word": office_word, "kind_word": kind_word, "year": year}
        insert_if_absent(self._connection, registers, {**key, "last": 0})
        place = self._connection.execute(
            registers.update()
            .where(*(registers.c[name] == value for name, value in key.items()))
            .values(last=registers.c.last + 1)
            .returning(registers.c.last)
        ).scalar_one()
        return Number(office_word=office_word, kind_word=kind_word, year=year, place=place)


class Files:
    """Bytes by their SHA-256; once kept, never changed."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def keep(self, sha256: str, content: bytes) -> None:
        """Keep some bytes; what is there already stays, and is not sent again."""
        if self._has(sha256):
            return
        row = {"sha256": sha256, "content": content, "kept_at": self._clock.now()}
        insert_if_absent(self._connection, files, row)

    def _has(self, sha256: str) -> bool:
        query = sa.select(1).where(files.c.sha256 == sha256)
        return self._connection.execute(query).first() is not None

    def read(self, sha256: str) -> bytes:
        """Raises: NoResultFound for what was never kept."""
        query = sa.select(files.c.content).where(files.c.sha256 == sha256)
        return bytes(self._connection.execute(query).scalar_one())


class Papers(Documents[Paper]):
    """All issued papers; added, never saved."""

    table: ClassVar[sa.Table] = papers
    aggregate = Paper

    def columns(self, aggregate: Paper) -> Mapping[str, Any]:
        return {
            "receipt_no": aggregate.receipt_no,
            "kind": aggregate.kind,
            "number": aggregate.number,
            "check_code": aggregate.check_code,
            "pdf_sha256": aggregate.pdf.sha256,
            "cause": aggregate.cause,
            "issued_at": aggregate.issued_at,
        }

    def issue(self, paper: Paper) -> None:
        """Store a new paper and who may read it."""
        self.add(paper)
        rows = [
            {
                "paper_id": paper.id,
                "reader": reader,
                "receipt_no": paper.receipt_no,
                "is_masked": is_masked,
            }
            for readers, is_masked in ((paper.readers, False), (paper.masked_readers, True))
            for reader in readers
        ]
        if rows:
            self._connection.execute(paper_readers.insert(), rows)

    def of_cause(self, cause: str, kind: str) -> Paper | None:
        return self.find(papers.c.cause == cause, papers.c.kind == kind)

    def of_matter(self, receipt_no: str) -> list[Paper]:
        return self.all(papers.c.receipt_no == receipt_no)

    def open_to(self, readers: Iterable[str], receipt_no: str) -> list[Paper]:
        """The papers of a matter that one of these readers may see, whole or covered."""
        mine = sa.select(paper_readers.c.paper_id).where(
            paper_readers.c.reader.in_(list(readers)), paper_readers.c.receipt_no == receipt_no
        )
        return self.all(papers.c.id.in_(mine))

    def with_check_code(self, code: str) -> Paper | None:
        return self.find(papers.c.check_code == code)

    def with_file(self, sha256: str) -> Paper | None:
        """The paper one of whose files has this hash; of several that are alike, the oldest."""
        as_word = sa.select(word_files.c.paper_id).where(word_files.c.sha256 == sha256)
        found = self.all(sa.or_(papers.c.pdf_sha256 == sha256, papers.c.id.in_(as_word)))
        return found[0] if found else None


class WordFiles:
    """The Word files that somebody asked for; one for each paper."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def keep(self, paper_id: str, file: Stored) -> None:
        """Note which file is the one of a paper; what is noted already stays."""
        row = {"paper_id": paper_id, "sha256": file.sha256, "size": file.size}
        insert_if_absent(self._connection, word_files, row | {"made_at": self._clock.now()})

    def of_papers(self, paper_ids: Sequence[str]) -> dict[str, Stored]:
        """Paper → its Word file, for those that have one."""
        query = sa.select(word_files).where(word_files.c.paper_id.in_(list(paper_ids)))
        rows = self._connection.execute(query)
        return {row.paper_id: Stored(sha256=row.sha256, size=row.size) for row in rows}


class Withdrawals(Documents[Withdrawal]):
    """Which papers were declared invalid."""

    table: ClassVar[sa.Table] = withdrawals
    aggregate = Withdrawal

    def columns(self, aggregate: Withdrawal) -> Mapping[str, Any]:
        return {"paper_id": aggregate.paper_id}

    def of_papers(self, paper_ids: Sequence[str]) -> dict[str, Withdrawal]:
        """Paper → its withdrawal, for those that have one."""
        found = self.all(withdrawals.c.paper_id.in_(list(paper_ids)))
        return {each.paper_id: each for each in found}


class Templates(Documents[Template]):
    """Uploaded templates, all versions."""

    table: ClassVar[sa.Table] = templates
    aggregate = Template

    def columns(self, aggregate: Template) -> Mapping[str, Any]:
        return {"kind": aggregate.kind, "number": aggregate.number, "state": aggregate.state}

    def live_of(self, kind: str) -> Template | None:
        return self.find(templates.c.kind == kind, templates.c.state == LIVE)

    def of_kind(self, kind: str) -> list[Template]:
        return self.all(templates.c.kind == kind)

    def next_number(self, kind: str) -> int:
        query = sa.select(sa.func.max(templates.c.number)).where(templates.c.kind == kind)
        return (self._connection.execute(query).scalar() or 0) + 1

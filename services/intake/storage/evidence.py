"""The register of evidence files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.errors import NotFound
from chassis.ids import Ids
from services.intake.storage.tables import evidence

NOT_SCANNED, CLEAN, WAITING, INFECTED = "", "clean", "waiting", "infected"
QUARANTINE = frozenset({WAITING, INFECTED})
"""States in which nobody gets a file."""


@dataclass(frozen=True, kw_only=True)
class EvidenceFile:
    """A stored file. ``receipt_no`` is empty until a submission takes it."""

    id: str
    receipt_no: str | None
    name: str
    size: int
    media_type: str
    sha256: str
    sm3: str
    stored_at: datetime
    scan: str = ""


class EvidenceRegister:
    """The register in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, file: EvidenceFile) -> None:
        self._connection.execute(evidence.insert().values(**file.__dict__))

    def attach(self, ids: Sequence[str], receipt_no: str) -> list[EvidenceFile]:
        """Give loose files to a submission; each may be given once. Returns those that were loose."""
        if not ids:
            return []
        # One statement: of two submissions that name a file at the same moment, one gets it.
        taken = self._connection.execute(
            evidence.update()
            .where(evidence.c.id.in_(ids), evidence.c.receipt_no.is_(None))
            .values(receipt_no=receipt_no)
            .returning(*evidence.c)
        )
        return [EvidenceFile(**row._mapping) for row in taken]

    def loose(self, ids: Sequence[str]) -> list[EvidenceFile]:
        """Those of some files that no submission has taken, in the order of the ids."""
        rows = self._connection.execute(
            sa.select(evidence).where(evidence.c.id.in_(ids), evidence.c.receipt_no.is_(None))
        )
        found = {row.id: EvidenceFile(**row._mapping) for row in rows}
        return [found[each] for each in ids if each in found]

    def replace_content(self, evidence_id: str, size: int, sha256: str, sm3: str) -> None:
        """The file has other bytes from now on."""
        values = {"size": size, "sha256": sha256, "sm3": sm3}
        mine = evidence.c.id == evidence_id
        self._connection.execute(evidence.update().where(mine).values(**values))

    def copy(self, ids: Sequence[str], receipt_no: str, new_ids: Ids) -> list[EvidenceFile]:
        """The same files for another matter, in the same order; the bytes are kept once."""
        rows = self._connection.execute(sa.select(evidence).where(evidence.c.id.in_(ids)))
        found = {row.id: EvidenceFile(**row._mapping) for row in rows}
        copies = [replace(found[i], id=new_ids.new(), receipt_no=receipt_no) for i in ids]
        for each in copies:
            self.add(each)
        return copies

    def of_matter(self, evidence_id: str, receipt_no: str) -> EvidenceFile:
        """A file of one matter. Raises: NotFound."""
        row = self._connection.execute(
            sa.select(evidence).where(
                evidence.c.id == evidence_id, evidence.c.receipt_no == receipt_no
            )
        ).one_or_none()
        if row is None:
            raise NotFound()
        return EvidenceFile(**row._mapping)

    def ids_of(self, receipt_no: str) -> list[str]:
        """Every file of a matter, also those that a receiver answered with."""
        query = sa.select(evidence.c.id).where(evidence.c.receipt_no == receipt_no)
        return list(self._connection.scalars(query.order_by(evidence.c.id)))

    def waiting(self, sha256: str) -> list[EvidenceFile]:
        """The files of some content that wait for the scanner."""
        mine = evidence.c.sha256 == sha256, evidence.c.scan == WAITING
        rows = self._connection.execute(sa.select(evidence).where(*mine))
        return [EvidenceFile(**row._mapping) for row in rows]

    def scanned(self, sha256: str, scan: str) -> None:
        """What the scanner said of some content."""
        mine = evidence.c.sha256 == sha256
        self._connection.execute(evidence.update().where(mine).values(scan=scan))

    def quarantined(self, receipt_no: str) -> dict[str, str]:
        """The files of a matter that nobody gets, with the reason."""
        query = sa.select(evidence.c.id, evidence.c.scan).where(
            evidence.c.receipt_no == receipt_no, evidence.c.scan.in_(QUARANTINE)
        )
        return {row.id: row.scan for row in self._connection.execute(query)}

    def forget_loose(self, before: datetime) -> int:
        """Forget the files that no submission took, stored before an instant; how many they were."""
        loose = evidence.c.receipt_no.is_(None), evidence.c.stored_at < before
        return self._connection.execute(evidence.delete().where(*loose)).rowcount

    def unknown(self, hashes: Sequence[str]) -> list[str]:
        """Those of some SHA-256 hashes that no row refers to."""
        known = set(
            self._connection.scalars(
                sa.select(evidence.c.sha256).where(evidence.c.sha256.in_(hashes))
            )
        )
        return [each for each in hashes if each not in known]

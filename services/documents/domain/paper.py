"""An issued paper: written once, never changed; and its withdrawal."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from services.documents.domain.events import Issued, Withdrawn

CODE_BYTES = 10


@dataclass(frozen=True, kw_only=True)
class Number:
    """A document number (发文字号): office and kind word, year, and its place in that register."""

    office_word: str
    kind_word: str
    year: int
    place: int

    def __str__(self) -> str:
        """As printed, with hexagonal brackets and no leading zeros. (GB/T 9704-2012, 7.2.5)"""
        return f"{self.office_word}{self.kind_word}〔{self.year}〕{self.place}号"


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One stored file of a paper."""

    sha256: str
    size: int


@dataclass(kw_only=True)
class Paper:
    """One issued paper with everything it was made of.

    ``cause``: the event, or the request, that it was issued for: once each. ``values``: the data
    snapshot. ``template``: SHA-256 of the Word template. ``check_code``: printed on the paper.
    ``readers``: who may read it beside the staff, such as ``complainant`` or ``desk:court:xinhua``;
    ``masked_readers`` get a covered copy. ``public_url``: the portal's address, as it is printed. The
    Word file is made of all this when somebody first asks for it.
    """

    id: str
    receipt_no: str
    kind: str
    title: str
    number: str
    office: str
    cause: str
    issued_on: date
    issued_at: datetime
    issued_by: str
    values: Mapping[str, Any]
    template: str
    template_version: int
    check_code: str
    pdf: Stored
    readers: tuple[str, ...]
    masked_readers: tuple[str, ...] = ()
    public_url: str = ""
    version: int = 0
    events: list[object] = field(default_factory=list)

    def issue(self) -> None:
        self.events.append(Issued(self.issued_on))

    def is_open_to(self, reader: str) -> bool:
        return reader in self.readers

    def file_name(self, suffix: str) -> str:
        """As people find it again: kind, receipt number, date."""
        return f"{self.title}_{self.receipt_no}_{self.issued_on:%Y%m%d}.{suffix}"


@dataclass(kw_only=True)
class Withdrawal:
    """The centre declares a paper invalid; the check page says so from then on."""

    id: str
    paper_id: str
    receipt_no: str
    kind: str
    title: str
    number: str
    is_for_complainant: bool
    reason: str
    by: str
    at: datetime
    on: date
    version: int = 0
    events: list[object] = field(default_factory=list)

    def declare(self) -> None:
        self.events.append(Withdrawn(self.on))


def check_code_of(paper_id: str, number: str, values: Mapping[str, Any]) -> str:
    """The code printed on a paper: 80 bits of SHA-256 over its id, number and data, as 16 characters.

    The id is random, so nothing about the data can be learnt by trying.
    """
    said = json.dumps([paper_id, number, values], ensure_ascii=False, sort_keys=True)
    return base64.b32encode(hashlib.sha256(said.encode()).digest()[:CODE_BYTES]).decode()


def grouped(code: str) -> str:
    """A check code as it is printed: 4-4-4-4."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def ungrouped(text: str) -> str:
    """What people type or scan as the stored code: O for 0, I for 1, no spaces or dashes."""
    plain = "".join(c for c in text.upper() if c.isascii() and c.isalnum())
    return plain.translate(str.maketrans("01", "OI"))

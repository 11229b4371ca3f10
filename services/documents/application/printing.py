"""Making the files of a paper from a template and its data."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from services.documents.domain.kind import Kind, kinds
from services.documents.domain.paper import Paper, grouped
from services.documents.rendering.pdf import Press, Sheet
from services.documents.storage.unit_of_work import DocumentsUnitOfWork

BUILT_IN = 0
SAMPLE_CODE = "SAMPLESAMPLE2222"
SPECIMEN, COPY = "样 稿", "公开副本"


@dataclass(frozen=True, kw_only=True)
class Office:
    """Who issues papers: name, the word that begins its document numbers, and the portal's address."""

    name: str
    word: str
    public_url: str

    @property
    def check_address(self) -> str:
        """Where a paper is checked, without the scheme, as it is printed."""
        parts = urlsplit(self.public_url)
        return f"{parts.netloc}{parts.path.rstrip('/')}/check"

    def check_url(self, code: str) -> str:
        return f"{self.public_url.rstrip('/')}/check/{code}"


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A template with its version: 0 is the built-in one."""

    content: bytes
    sha256: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Original:
    """What is put on paper: a kind with its data under a number of an office."""

    office: Office
    kind: Kind
    values: Mapping[str, Any]
    number: str
    issued_on: date
    check_code: str
    watermark: str = ""


class Printer:
    """Makes Word and PDF files for an office."""

    def __init__(self, office: Office, press: Press) -> None:
        self.office = office
        self._press = press

    def word(self, template: bytes, original: Original) -> bytes:
        """The Word file. Raises: what docxtpl raises for a template that was not checked."""
        # Loaded with the first paper: a process that makes none needs no Word library.
        from services.documents.rendering.word import word_of

        url = original.office.check_url(original.check_code)
        return word_of(template, _shown(original), url)

    def pdf(self, template: bytes, original: Original) -> bytes:
        """The PDF/A. Raises: CannotBeSet."""
        sheet = Sheet(
            layout=original.kind.layout,
            title=original.kind.title,
            office=original.office.name,
            number=original.number,
            issued_on=original.issued_on,
            check_url=original.office.check_url(original.check_code),
            check_address=original.office.check_address,
            check_code=grouped(original.check_code),
            watermark=original.watermark,
        )
        return self._press.pdf(template, _shown(original), sheet)

    def specimen(self, kind: Kind, values: Mapping[str, Any], on: date) -> Original:
        """A paper that is only to be looked at: no number, and marked as such."""
        number = f"{self.office.word}{kind.word}〔{on.year}〕　号"
        return Original(
            office=self.office,
            kind=kind,
            values=values,
            number=number,
            issued_on=on,
            check_code=SAMPLE_CODE,
            watermark=SPECIMEN,
        )

    def again(self, paper: Paper, values: Mapping[str, Any], watermark: str = "") -> Original:
        """An issued paper as it was, with its own values or covered ones."""
        url = paper.public_url or self.office.public_url
        return Original(
            office=Office(name=paper.office, word=self.office.word, public_url=url),
            kind=kinds()[paper.kind],
            values=values,
            number=paper.number,
            issued_on=paper.issued_on,
            check_code=paper.check_code,
            watermark=watermark,
        )


def _shown(original: Original) -> dict[str, Any]:
    office = original.office
    return {
        **original.values,
        "number": original.number,
        "title": original.kind.title,
        "office": office.name,
        "issued_on": original.issued_on.isoformat(),
        "check_code": grouped(original.check_code),
        "check_address": office.check_address,
    }


def template_of(kind: Kind, uow: DocumentsUnitOfWork) -> Proof:
    """The template that papers of a kind are made of now."""
    live = uow.templates.live_of(kind.code)
    if live is not None:
        return Proof(content=uow.files.read(live.sha256), sha256=live.sha256, version=live.number)
    from services.documents.rendering.built_in import base_template

    content = base_template(kind)
    return Proof(content=content, sha256=sha256_of(content), version=BUILT_IN)


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

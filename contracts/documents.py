"""Events that documents publishes."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class DocumentIssuedV1:
    """An official document was issued under its number; ``title`` is the name of its kind."""

    TYPE: ClassVar[str] = "huhang.documents.document.issued.v1"
    receipt_no: str
    document_id: str
    kind: str
    title: str
    number: str
    issued_on: date
    for_complainant: bool


@dataclass(frozen=True, kw_only=True)
class DocumentWithdrawnV1:
    """An issued document was declared invalid; it stays on file."""

    TYPE: ClassVar[str] = "huhang.documents.document.withdrawn.v1"
    receipt_no: str
    document_id: str
    kind: str
    title: str
    number: str
    withdrawn_on: date
    for_complainant: bool

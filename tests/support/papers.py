"""Papers made of sample data, and what can be measured on their pages."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pypdfium2

from services.documents.application.printing import Office, Original, Printer
from services.documents.domain.kind import Kind
from services.documents.rendering.built_in import base_template
from services.documents.rendering.pdf import Press

OFFICE = Office(
    name="平顶山市知识产权维权援助中心", word="平知援", public_url="https://ipr.example.cn"
)
CODE = "ABCDEFGHJKLMNPQ2"
ON = date(2026, 11, 20)
MM = 72 / 25.4
DARK = 128


@functools.cache
def printer() -> Printer:
    """One press for the whole run: its fonts are read once."""
    return Printer(OFFICE, Press())


def original(kind: Kind, values: Mapping[str, Any] | None = None) -> Original:
    """A paper with sample data under number 7."""
    return Original(
        office=OFFICE,
        kind=kind,
        values=kind.samples() if values is None else values,
        number=f"平知援{kind.word}〔2026〕7号",
        issued_on=ON,
        check_code=CODE,
    )


def pdf_of(kind: Kind, values: Mapping[str, Any] | None = None) -> bytes:
    return printer().pdf(base_template(kind), original(kind, values))


def word_of(kind: Kind, values: Mapping[str, Any] | None = None) -> bytes:
    return printer().word(base_template(kind), original(kind, values))


sample_pdf = functools.cache(pdf_of)
"""A paper of sample data, made once for all tests that look at it."""


def squeezed(text: str) -> str:
    """Text without blanks and line ends: a page breaks lines where it must."""
    return "".join(text.split()).replace("\u200b", "")


def pdf_text(pdf: bytes) -> str:
    """All text in the order in which it was written: cell by cell in tables."""
    pages = pypdfium2.PdfDocument(pdf)
    return squeezed("".join(page.get_textpage().get_text_range() for page in pages))


@dataclass(frozen=True)
class Ink:
    """Where the ink of the type area begins and ends, in millimetres from the page's corner."""

    left: float
    top: float
    right: float
    bottom: float


def ink(pdf: bytes, page: int = 0, *, above_mm: float = 263) -> Ink:
    """The box around everything dark above the foot of a page, as it is drawn."""
    scale = 4.0
    drawn = pypdfium2.PdfDocument(pdf)[page].render(scale=scale).to_pil().convert("L")
    per_mm = scale * MM
    cut = drawn.crop((0, 0, drawn.width, int(above_mm * per_mm)))
    box = cut.point(lambda value: 255 if value < DARK else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / per_mm for edge in box)
    return Ink(left, top, right, bottom)

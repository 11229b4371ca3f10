"""The index of a bundle: what is in it, and on which pages when it is printed in this order."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any

import jinja2

INDEX = "00-证据目录.html"
_PAGE = Path(__file__).with_suffix(".html")
_PDF, _IMAGE = "application/pdf", "image/"


def page_count(media_type: str, content: IO[bytes]) -> int:
    """How many pages a file has on paper; 0 for what cannot be printed, or not be counted."""
    if media_type.startswith(_IMAGE):
        return 1
    if media_type != _PDF:
        return 0
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return len(PdfReader(content).pages)
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        # Evidence is kept as it came, also what no reader can open.
        return 0


def numbered(counts: Sequence[int]) -> list[tuple[int, int] | None]:
    """First and last page of each file, counted on from the one before; None where it has none."""
    found: list[tuple[int, int] | None] = []
    last = 0
    for count in counts:
        found.append((last + 1, last + count) if count else None)
        last += count
    return found


def index_of(manifest: Mapping[str, Any]) -> bytes:
    """The index as a page to be printed; the same bytes for the same manifest."""
    pages = max((each["pages"][1] for each in manifest["files"] if each["pages"]), default=0)
    return _template().render(**manifest, pages=pages).encode()


@cache
def _template() -> jinja2.Template:
    return jinja2.Environment(autoescape=True).from_string(_PAGE.read_text(encoding="utf-8"))

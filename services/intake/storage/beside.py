"""A redacted copy beside its original: the lines that differ, or how much of a picture was covered."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

PDF, PLAIN, IMAGE = "application/pdf", "text/plain", "image/"
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_PAGES = 60
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
"""What is drawn; others know forms that start programs."""
MOST_LINES = 3000
WIDEST = 1000
"""Pixels of a picture on a page."""
VISIBLE = 24
"""From this difference of brightness on somebody sees it; below it is the loss of compression."""


class NotShowable(Exception):
    """Nothing of it can be set beside the other: too large, broken, or of a form that has no text."""


@dataclass(frozen=True)
class Row:
    """Lines that stand at the same place in both; a number counts equal lines that are left out."""

    before: str = ""
    after: str = ""
    skipped: int = 0


def lines_of(media_type: str, content: IO[bytes]) -> list[str]:
    """The text of a file, line by line. Raises: NotShowable."""
    if media_type == PDF:
        text = _text_of_pdf(content)
    elif media_type.startswith(PLAIN):
        text = content.read(MOST_BYTES).decode("utf-8", errors="replace")
    else:
        raise NotShowable()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or len(lines) > MOST_LINES:
        raise NotShowable()
    return lines


def rows(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """What differs, in order; equal lines are only counted."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return [
        row
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        for row in (
            [Row(skipped=i2 - i1)] if tag == "equal" else _pairs(before[i1:i2], after[j1:j2])
        )
    ]


def covered_share(before: IO[bytes], after: IO[bytes]) -> float:
    """Which part of a picture differs in its copy, 0 to 1. Raises: NotShowable."""
    from PIL import ImageChops

    first, second = (_picture(each).convert("L") for each in (before, after))
    if first.size != second.size:
        second = second.resize(first.size)
    counts = ImageChops.difference(first, second).histogram()
    return sum(counts[VISIBLE:]) / max(sum(counts), 1)


def shown_picture(content: IO[bytes]) -> bytes:
    """A picture drawn anew as PNG, small enough for a page, without whatever else was in its file.

    Raises: NotShowable.
    """
    picture = _picture(content)
    target = io.BytesIO()
    picture.convert("RGB").save(target, "PNG")
    return target.getvalue()


def _picture(content: IO[bytes]) -> "Image.Image":
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        found = Image.open(content, formats=FORMATS)
        if found.width * found.height > MOST_PIXELS:
            raise NotShowable()
        picture = ImageOps.exif_transpose(found)
        picture.thumbnail((WIDEST, WIDEST * 4))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotShowable() from None
    return picture


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    for nth in range(max(len(before), len(after))):
        yield Row(before[nth] if nth < len(before) else "", after[nth] if nth < len(after) else "")


def _text_of_pdf(content: IO[bytes]) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = PdfReader(content).pages[:MOST_PAGES]
        return "\n".join(page.extract_text() for page in pages)
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise NotShowable() from None

"""The QR code of a paper: drawn here, twice, from one encoding."""

import io
from functools import lru_cache
from typing import Any

import segno

_MASK = 0
"""Any of the eight can be read; to look for the most even one takes longer than to set the paper."""


@lru_cache(maxsize=8)
def _encoded(url: str) -> Any:
    return segno.make(url, error="m", mask=_MASK)


def qr_svg(url: str) -> str:
    """The code as SVG, for the PDF."""
    drawn = io.BytesIO()
    _encoded(url).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


def qr_png(url: str) -> io.BytesIO:
    """The code as PNG, for the Word file."""
    drawn = io.BytesIO()
    _encoded(url).save(drawn, kind="png", scale=6, border=0)
    drawn.seek(0)
    return drawn

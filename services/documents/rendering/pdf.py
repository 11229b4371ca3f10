"""PDF/A from the same words: Typst sets them in the layout of GB/T 9704-2012."""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from services.documents.rendering.qr import qr_svg
from services.documents.rendering.sandbox import environment

LAYOUT = Path(__file__).parent / "paper.typ"
FONTS = Path(__file__).parent / "fonts"
STANDARD = "a-2b"


class CannotBeSet(Exception):
    """Typst refuses the paper; such as for a character that no font has."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the layout draws besides the words. ``watermark``: empty on the original."""

    layout: str
    title: str
    office: str
    number: str
    issued_on: date
    check_url: str
    check_address: str
    check_code: str
    watermark: str = ""


class Press:
    """Sets papers. The compiler with its fonts is made when the first paper comes, and kept.

    ``font_folders``: further fonts, such as licensed ones of the office.
    """

    def __init__(self, font_folders: Sequence[Path] = ()) -> None:
        self._folders = [FONTS, *font_folders]
        self._compiler: Any = None
        self._one_at_a_time = threading.Lock()

    def pdf(self, template: bytes, values: Mapping[str, Any], sheet: Sheet) -> bytes:
        """One paper as PDF/A-2b; the same bytes for the same input. Raises: CannotBeSet."""
        from services.documents.rendering.outline import blocks_of

        filled = _outline(template).render(values)
        paper = {
            "layout": sheet.layout,
            "title": sheet.title,
            "office": sheet.office,
            "number": sheet.number,
            "day": [sheet.issued_on.year, sheet.issued_on.month, sheet.issued_on.day],
            "watermark": sheet.watermark,
            "check": {
                "qr": qr_svg(sheet.check_url),
                "address": sheet.check_address,
                "code": sheet.check_code,
            },
            "blocks": blocks_of(filled),
        }
        return self._set(json.dumps(paper, ensure_ascii=False), sheet.issued_on)

    def _set(self, paper: str, on: date) -> bytes:
        import typst

        with self._one_at_a_time:
            if self._compiler is None:
                self._compiler = typst.Compiler(
                    font_paths=[str(each) for each in self._folders if each.is_dir()],
                    ignore_system_fonts=True,
                )
            try:
                made = self._compiler.compile(
                    input=_layout(),
                    format="pdf",
                    sys_inputs={"paper": paper},
                    pdf_standards=[STANDARD],
                    timestamp=datetime.combine(on, time(), UTC),
                )
            except typst.TypstError as problem:
                raise CannotBeSet(str(problem)[:300]) from problem
        return bytes(made)


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return LAYOUT.read_bytes()


@lru_cache(maxsize=64)
def _outline(template: bytes) -> Any:
    from services.documents.rendering.outline import outline_of

    return environment(for_xml=False).from_string(outline_of(template))

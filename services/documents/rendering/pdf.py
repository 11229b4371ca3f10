"""PDF/A from the same words: Typst sets them in the layout of GB/T 9704-2012."""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from services.documents.rendering.glyphs import (
    lacking,
    note,
    private_in,
    replaced,
    signs,
    texts_in,
)
from services.documents.rendering.qr import qr_svg
from services.documents.rendering.sandbox import environment

LAYOUT = Path(__file__).parent / "paper.typ"
FONTS = Path(__file__).parent / "fonts"
STANDARD = "a-2u"
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


class CannotBeSet(Exception):
    """Typst refuses the paper."""


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
    """Sets papers.

    ``font_folders``: further fonts, such as licensed ones of the office, or ones with rare characters.
    """

    def __init__(self, font_folders: Sequence[Path] = ()) -> None:
        self._folders = (FONTS, *font_folders)

    def pdf(self, template: bytes, values: Mapping[str, Any], sheet: Sheet) -> bytes:
        """One paper as PDF/A-2u; the same bytes for the same input. Raises: CannotBeSet."""
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
        texts, on = texts_in(paper["blocks"]), datetime.combine(sheet.issued_on, time(), UTC)
        with _one_at_a_time:
            try:
                return self._set(_shown(paper, private_in(texts)), on)
            except CannotBeSet:
                missing = lacking(texts, self._can_show)
                if not missing:
                    raise
                return self._set(_shown(paper, missing), on)

    def _set(self, paper: Mapping[str, Any], at: datetime) -> bytes:
        said = json.dumps(paper, ensure_ascii=False)
        return self._compile(_layout(), {"paper": said}, at)

    def _can_show(self, text: str) -> bool:
        try:
            self._compile(b"#sys.inputs.text", {"text": text}, _ANY_DAY)
        except CannotBeSet:
            return False
        return True

    def _compile(self, source: bytes, data: Mapping[str, str], at: datetime) -> bytes:
        import typst

        try:
            made = _compiler(self._folders).compile(
                input=source,
                format="pdf",
                sys_inputs=dict(data),
                pdf_standards=[STANDARD],
                timestamp=at,
            )
        except typst.TypstError as problem:
            raise CannotBeSet(str(problem)[:300]) from problem
        return bytes(made)


_one_at_a_time = threading.Lock()


@cache
def _compiler(font_folders: tuple[Path, ...]) -> Any:
    # Made for the first paper and kept: reading the fonts takes longer than setting twenty papers.
    import typst

    folders = [str(each) for each in font_folders if each.is_dir()]
    return typst.Compiler(font_paths=folders, ignore_system_fonts=True)


def _shown(paper: Mapping[str, Any], missing: Sequence[str]) -> dict[str, Any]:
    blocks = replaced(paper["blocks"], signs(missing)) if missing else paper["blocks"]
    return {**paper, "blocks": blocks, "note": note(missing)}


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return LAYOUT.read_bytes()


@lru_cache(maxsize=64)
def _outline(template: bytes) -> Any:
    from services.documents.rendering.outline import outline_of

    return environment(for_xml=False).from_string(outline_of(template))

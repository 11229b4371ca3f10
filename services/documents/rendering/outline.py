"""A Word template read for its words: paragraphs by style and tables, in one Jinja source.

The PDF is set from this, so it says what the Word file says, in the layout of the standard. Pictures,
text boxes and free formatting of a template are seen in the Word file alone.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

RECORD, UNIT = "\x1e", "\x1f"
STYLES = {
    "公文标题": "title",
    "公文字号": "number",
    "公文主送": "left",
    "公文左": "left",
    "公文居中": "center",
    "公文右": "right",
    "公文一级": "heading",
    "公文二级": "subheading",
    "公文署名": "signature",
    "公文正文": "body",
    "公文机关": "",
    "公文查验": "",
}
"""Style → block. What has no block is drawn by the layout itself."""

TO_WRITE_IN = re.compile(r"[\s年月日时]*")
"""A cell that the template itself leaves empty, but for the words between which a date is written."""
_CONTROL = re.compile(r"\{%-?\s*(?:p|tr)\s+(.*?)\s*-?%\}", re.DOTALL)
_ALIGNED = {"center": "center", "right": "right", "end": "right"}


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    head: bool
    cells: list[dict[str, Any]]


def outline_of(template: bytes) -> str:
    """The Jinja source that, filled, ``blocks_of`` takes apart. Raises: what python-docx raises."""
    document = Document(io.BytesIO(template))
    return RECORD.join(_records(document))


def _records(document: Any) -> Iterator[str]:
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            yield from _paragraph(Paragraph(element, document))
        elif element.tag == qn("w:tbl"):
            yield from _table(Table(element, document))


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    text = paragraph.text.strip()
    control = _CONTROL.search(text)
    if control:
        yield f"{{% {_quotes(control.group(1))} %}}"
        return
    style = paragraph.style.name if paragraph.style is not None else ""
    block = STYLES.get(str(style), _by_alignment(paragraph))
    if block and text:
        yield UNIT.join(("P", block, _quotes(text)))


def _by_alignment(paragraph: Paragraph) -> str:
    alignment = paragraph._p.find(f".//{qn('w:jc')}")
    value = alignment.get(qn("w:val")) if alignment is not None else ""
    return _ALIGNED.get(str(value), "body")


def _table(table: Table) -> Iterator[str]:
    element = table._tbl
    grid = element.tblGrid.findall(qn("w:gridCol"))
    widths = [max(int(col.get(qn("w:w")) or 1), 1) for col in grid]
    yield UNIT.join(("T", *map(str, widths)))
    for row in element.tr_lst:
        text = "".join(node.text or "" for node in row.iter(qn("w:t")))
        control = _CONTROL.search(text)
        if control:
            yield f"{{% {_quotes(control.group(1))} %}}"
            continue
        is_head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        cells = [_cell(cell) for cell in row.tc_lst]
        yield UNIT.join(("H" if is_head else "R", *cells))
    yield "E"


def _cell(cell: Any) -> str:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    alignment = cell.find(f".//{qn('w:jc')}")
    is_centred = alignment is not None and alignment.get(qn("w:val")) == "center"
    paragraphs = cell.findall(qn("w:p"))
    text = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)
    count = span.get(qn("w:val")) if span is not None else "1"
    shape = "w" if TO_WRITE_IN.fullmatch(text) else "c" if is_centred else "l"
    return f"{count}{shape}{_quotes(text)}"


def _quotes(text: str) -> str:
    """Word makes quotation marks curly, inside tags too; Jinja wants them straight."""
    straight = str.maketrans("“”‘’", "\"\"''")
    return re.sub(r"\{[{%].*?[%}]\}", lambda tag: tag.group(0).translate(straight), text)


def blocks_of(filled: str) -> list[dict[str, Any]]:
    """The blocks of a filled outline, as ``paper.typ`` sets them."""
    blocks: list[dict[str, Any]] = []
    table: dict[str, Any] | None = None
    for record in filled.split(RECORD):
        mark, *units = record.strip("\n").split(UNIT)
        if mark == "P":
            _add_paragraph(blocks, *units)
        elif mark == "T":
            table = {"kind": "table", "widths": [int(each) for each in units], "rows": []}
        elif mark in {"H", "R"} and table is not None:
            table["rows"].append({"head": mark == "H", "cells": [_shown(each) for each in units]})
        elif mark == "E" and table is not None:
            if any(not row["head"] for row in table["rows"]):
                blocks.append(table)
            table = None
    return blocks


def _add_paragraph(blocks: list[dict[str, Any]], kind: str, text: str) -> None:
    if kind == "signature":
        if blocks and blocks[-1]["kind"] == "signature":
            blocks[-1]["lines"].append(text)
        else:
            blocks.append({"kind": kind, "lines": [text]})
        return
    blocks.extend({"kind": kind, "text": line} for line in text.split("\n") if line.strip())


def _shown(unit: str) -> dict[str, Any]:
    found = re.match(r"(\d+)([clw])(.*)", unit, re.DOTALL)
    span, shape, text = found.groups() if found else ("1", "l", unit)
    return {
        "span": int(span),
        "align": "center" if shape == "c" else "left",
        "to-write-in": shape == "w",
        "text": text.strip(),
    }

"""The built-in Word template of a kind, drawn from its definition: one source of truth.

A body is a list. A text is a paragraph; otherwise a mapping says what it is: ``to`` (addressee),
``heading``, ``left``, ``center``, ``right``, ``fields`` (a form's rows: label, value, label, value),
``table`` (a ``rows`` variable, with ``widths`` in percent), ``signature`` (lines). ``each`` repeats a
``text`` for each entry of a list, ``if`` leaves the entry (a ``text`` too) out where the variable is empty.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from services.documents.domain.kind import LETTER, Kind
from services.documents.rendering.outline import TO_WRITE_IN

SONG, TITLE, HEI, KAI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
TEXT_WIDTH, LINES = Mm(156), 22
_PITCH = Pt(225 / 25.4 * 72 / LINES)
_SIZE, _TITLE_SIZE, _TABLE_SIZE = Pt(16), Pt(22), Pt(12)
_RED = RGBColor(0xD0, 0x02, 0x1B)
_PLAIN = {
    "to": "公文主送",
    "heading": "公文一级",
    "text": "公文正文",
    "left": "公文左",
    "center": "公文居中",
    "right": "公文右",
}
_UNUSED_PARTS = ("/stylesWithEffects", "/customXml", "/thumbnail")
_TABLE_STYLES = frozenset({"Normal Table", "Table Grid"})
_EPOCH = (2026, 1, 1, 0, 0, 0)


@lru_cache(maxsize=64)
def base_template(kind: Kind) -> bytes:
    """The .docx; the same bytes for the same definition."""
    document = Document()
    _bare(document)
    _page(document)
    _styles(document)
    if kind.layout == LETTER:
        _rule(document.add_paragraph("{{ office }}", "公文机关"))
    document.add_paragraph("{{ number }}", "公文字号" if kind.layout == LETTER else "公文居中")
    document.add_paragraph(kind.title, "公文标题")
    for item in kind.body:
        _add(document, kind, item)
    _foot(document)
    document.core_properties.title = kind.title
    document.core_properties.author = ""
    return saved(document)


def _bare(document: Any) -> None:
    """Without what the library's own template brings and no paper uses: nine tenths of its bytes."""
    for owner in (document.part.rels, document.part.package.rels):
        for key in [key for key, each in owner.items() if each.reltype.endswith(_UNUSED_PARTS)]:
            del owner[key]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()


def saved(document: Any) -> bytes:
    """A document as bytes, without the time at which it was written."""
    written = io.BytesIO()
    document.save(written)
    out = io.BytesIO()
    with zipfile.ZipFile(written) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(8)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(_PITCH.pt * 20)))


def _foot(document: Any) -> None:
    """The page number, and below it how a reader checks the paper."""
    footer = document.sections[0].footer
    number = footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, is_field in (("— ", False), ("PAGE", True), (" —", False)):
        run = number.add_run("" if is_field else text)
        _font(run, "宋体", Pt(14))
        if is_field:
            _field(run, text)
    check = footer.add_paragraph("{{ qr }}", "公文查验")
    check.add_run("　登录 {{ check_address }} 查验真伪　校验码 {{ check_code }}")


def _field(run: Any, code: str) -> None:
    for kind in ("begin", None, "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _font(normal, SONG, _SIZE)
    for name, font, size, align, indent in (
        ("公文机关", TITLE, Pt(30), "CENTER", 0),
        ("公文字号", SONG, _SIZE, "RIGHT", 0),
        ("公文标题", TITLE, _TITLE_SIZE, "CENTER", 0),
        ("公文主送", SONG, _SIZE, "LEFT", 0),
        ("公文正文", SONG, _SIZE, "JUSTIFY", 2),
        ("公文一级", HEI, _SIZE, "JUSTIFY", 2),
        ("公文二级", KAI, _SIZE, "JUSTIFY", 2),
        ("公文左", SONG, _SIZE, "LEFT", 0),
        ("公文居中", SONG, _SIZE, "CENTER", 0),
        ("公文右", SONG, _SIZE, "RIGHT", 0),
        ("公文署名", SONG, _SIZE, "RIGHT", 0),
        ("公文表格", SONG, _TABLE_SIZE, "LEFT", 0),
        ("公文查验", HEI, Pt(8), "LEFT", 0),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, font, size)
        form = style.paragraph_format
        form.alignment = WD_ALIGN_PARAGRAPH[align]
        form.space_before = form.space_after = Pt(0)
        form.first_line_indent = Pt(size.pt * indent) if indent else None
        form.right_indent = Pt(_SIZE.pt * 4) if name == "公文署名" else None
        form.keep_with_next = name in {"公文一级", "公文二级", "公文署名"}
        if size == _SIZE:
            _tighten(style)
        if name == "公文表格":
            _off_the_grid(style)
            form.space_before = form.space_after = Pt(3)
        if size in {_SIZE, _TITLE_SIZE}:
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, _PITCH
        if name == "公文机关":
            style.font.color.rgb, style.font.bold = _RED, True
        if name == "公文标题":
            form.space_before = form.space_after = Pt(_PITCH.pt / 2)


def _off_the_grid(style: Any) -> None:
    """Rows of a table are as high as their text, not as the lines of the page."""
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:jc")


def _tighten(style: Any) -> None:
    """A quarter of a point less between characters: then 28 of them fill a line of 156 mm.

    A grid of characters says the same in Word, but other programs read it in other ways.
    """
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-5")
    style.element.get_or_add_rPr().insert_element_before(spacing, "w:sz", "w:szCs")


def _font(owner: Any, name: str, size: Any) -> None:
    """Chinese text takes the East Asian font, the rest Times New Roman."""
    owner.font.size, owner.font.name = size, "Times New Roman"
    fonts = owner.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)


def _rule(paragraph: Any) -> None:
    """The red double line below the name of the office."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "4")):
        bottom.set(qn(f"w:{name}"), value)
    bottom.set(qn("w:color"), "D0021B")
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _add(document: Any, kind: Kind, item: Any) -> None:
    if isinstance(item, str):
        document.add_paragraph(item, "公文正文")
        return
    if "if" in item:
        document.add_paragraph(f"{{%p if {item['if']} %}}", "公文正文")
    what = next(each for each in _DRAWN if each in item)
    _DRAWN[what](document, kind, item)
    if "if" in item:
        document.add_paragraph("{%p endif %}", "公文正文")


def _repeated(document: Any, _kind: Kind, item: Any) -> None:
    document.add_paragraph(f"{{%p for row in {item['each']} %}}", "公文正文")
    document.add_paragraph(item["text"], "公文正文")
    document.add_paragraph("{%p endfor %}", "公文正文")


def _signed(document: Any, _kind: Kind, item: Any) -> None:
    # The seal must not stand on a page without text: what comes before keeps the signature beside it.
    before = document.add_paragraph("", "公文正文")
    before.paragraph_format.keep_with_next = True
    for line in item["signature"]:
        document.add_paragraph(line, "公文署名")


def _styled(what: str) -> Any:
    def draw(document: Any, _kind: Kind, item: Any) -> None:
        document.add_paragraph(item[what], _PLAIN[what])

    return draw


def _form(document: Any, _kind: Kind, item: Any) -> None:
    """Label and value, once or twice in a row."""
    rows: Sequence[Sequence[str]] = item["fields"]
    widths = (25, 31, 20, 24)
    table = _table(document, len(rows), widths)
    for cells, row in zip(table.rows, rows, strict=True):
        if len(row) == 2:
            cells.cells[1].merge(cells.cells[3])
        if any(TO_WRITE_IN.fullmatch(text) for text in row):
            cells.height, cells.height_rule = Mm(14), WD_ROW_HEIGHT_RULE.AT_LEAST
        places = (0, 1) if len(row) == 2 else (0, 1, 2, 3)
        for nth, (place, text) in enumerate(zip(places, row, strict=True)):
            _write(cells.cells[place], text, is_centred=nth % 2 == 0)


def _rows(document: Any, kind: Kind, item: Any) -> None:
    """A heading that every page repeats, and a row for each entry."""
    name: str = item["table"]
    widths: Mapping[str, int] = item["widths"]
    columns = kind.variables[name].columns
    table = _table(document, 4, tuple(widths.values()))
    head = table.rows[0]._tr.get_or_add_trPr()
    repeat = OxmlElement("w:tblHeader")
    head.append(repeat)
    for cell, key in zip(table.rows[0].cells, widths, strict=True):
        _write(cell, columns[key].label, is_centred=True)
    for row, text in ((1, f"{{%tr for row in {name} %}}"), (3, "{%tr endfor %}")):
        _write(table.rows[row].cells[0], text)
    for cell, key in zip(table.rows[2].cells, widths, strict=True):
        _write(cell, f"{{{{ row.{key} }}}}", is_centred=widths[key] <= 20)


def _table(document: Any, rows: int, widths: Sequence[int]) -> Any:
    table = document.add_table(rows, len(widths), "Table Grid")
    table.autofit = False
    for column, share in zip(table.columns, widths, strict=True):
        column.width = round(TEXT_WIDTH * share / 100)
        for cell in column.cells:
            cell.width = column.width
    return table


def _write(cell: Any, text: str, *, is_centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "公文表格"
    paragraph.add_run(text)
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


_DRAWN: Mapping[str, Any] = {
    "each": _repeated,
    "fields": _form,
    "table": _rows,
    "signature": _signed,
    **{what: _styled(what) for what in _PLAIN},
}

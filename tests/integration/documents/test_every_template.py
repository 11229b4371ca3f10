"""Every kind of paper, made as Word file and as PDF/A and opened again by others than who made it."""

import functools
import io
import itertools

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from services.documents.domain.kind import FORM, LETTER, ROWS, Kind, kinds
from services.documents.rendering.built_in import base_template
from services.documents.rendering.inspection import inspect
from tests.support.papers import ink, pdf_of, pdf_text, sample_pdf, squeezed, word_of

KINDS = list(kinds().values())
ASKED_FOR = """
投诉（维权援助申请）登记表 受理通知书 不予受理通知书 补正通知书 调解邀请书 同意调解书 调解（开庭）通知书
回避申请决定书 调解笔录 调解协议书 终止调解通知书 司法确认申请书 诉调对接函 仲裁庭组成通知书 专家咨询意见书
行政裁决受理通知书 行政裁决书 案件移送函 涉嫌犯罪案件移送书 案件情况调查报告 涉案物品清单 移送回执 提请复议书
建议立案监督函 平台侵权通知 反通知转送函 送达回证 督办通知书 举报奖励告知书
"""
PLENTY = "依法及时公正处理知识产权争议保护权利人和公众的合法权益" * 40
NEAR = 1.0
A_LINE = 225 / 22


def _ids(kind: Kind) -> str:
    return kind.code


def _sample_texts(kind: Kind) -> list[str]:
    """Texts of the sample data that must be read again as they are."""
    found = []
    for name, each in kind.variables.items():
        if each.type == ROWS:
            found += [cell for row in each.sample for cell in row.values()]
        elif isinstance(each.sample, list):
            found += each.sample
        elif each.type == "line" and each.required and name in _used(kind):
            found.append(each.sample)
    return [squeezed(text) for text in found if text]


@functools.cache
def _used(kind: Kind) -> set[str]:
    return set(kind.variables) - set(inspect(base_template(kind), kind).missing)


def _docx_text(document: object) -> str:
    texts = document.element.body.iter(qn("w:t"))  # type: ignore[attr-defined]
    return squeezed("".join(each.text or "" for each in texts))


def test_all_papers_of_the_list_are_there_and_each_has_a_word_of_its_own() -> None:
    assert set(ASKED_FOR.split()) - {kind.title for kind in KINDS} == set()
    assert len({kind.word for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=_ids)
def test_the_built_in_template_uses_nothing_unknown_and_leaves_no_fact_out(kind: Kind) -> None:
    found = inspect(base_template(kind), kind)

    assert found.unknown == ()
    assert set(found.missing) <= {"approved_by", "respondent_address"}


@pytest.mark.parametrize("kind", KINDS, ids=_ids)
def test_the_word_file_says_it_all_on_a_page_of_the_standard(kind: Kind) -> None:
    document = Document(io.BytesIO(word_of(kind)))

    text = _docx_text(document)
    assert [each for each in _sample_texts(kind) if each not in text] == []
    assert kind.title in text and f"平知援{kind.word}〔2026〕7号" in text
    assert "{" not in text
    section = document.sections[0]
    assert abs(section.top_margin - Mm(37)) < Mm(NEAR)
    assert abs(section.left_margin - Mm(28)) < Mm(NEAR)
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < Mm(1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) == round(225 / 22 / 25.4 * 72 * 20)
    body = document.styles["公文正文"].element
    assert body.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "仿宋_GB2312"
    pictures = [rel for rel in section.footer.part.rels.values() if rel.reltype.endswith("/image")]
    assert len(pictures) == 1, "the QR code"


@pytest.mark.parametrize("kind", KINDS, ids=_ids)
def test_the_pdf_says_the_same_and_its_text_can_be_searched(kind: Kind) -> None:
    pdf = sample_pdf(kind)

    text = pdf_text(pdf)
    assert [each for each in _sample_texts(kind) if each not in text] == []
    assert kind.title in text and f"平知援{kind.word}〔2026〕7号" in text
    assert "ABCD-EFGH-JKLM-NPQ2" in text
    assert "{" not in text


@pytest.mark.parametrize("kind", KINDS, ids=_ids)
def test_the_pdf_has_all_its_fonts_and_pages_of_the_standard(kind: Kind) -> None:
    pdf = sample_pdf(kind)

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        fonts = {char["fontname"] for page in opened.pages for char in page.chars}
        sizes = {(round(page.width), round(page.height)) for page in opened.pages}
        embedded = _embedded_fonts(opened)
    assert sizes == {(595, 842)}
    assert fonts <= embedded, "a font of the text is not in the file"
    assert all("Noto" in name for name in fonts)
    found = ink(pdf)
    assert found.left >= (20 if kind.layout == LETTER else 28) - NEAR
    assert found.right <= (190 if kind.layout == LETTER else 184) + NEAR
    assert found.top >= (30 if kind.layout == LETTER else 37) - NEAR


def _embedded_fonts(opened: pdfplumber.PDF) -> set[str]:
    from pdfminer.pdftypes import resolve1

    found = set()
    for page in opened.pages:
        for reference in (resolve1(page.page_obj.resources["Font"]) or {}).values():
            for each in resolve1(resolve1(reference).get("DescendantFonts", [])):
                descriptor = resolve1(resolve1(each)["FontDescriptor"])
                if {"FontFile2", "FontFile3"} & set(descriptor):
                    found.add(str(descriptor["FontName"].name))
    return found


def test_a_full_page_has_twenty_two_lines_of_twenty_eight_characters_inside_the_margins() -> None:
    kind = kinds()["expert_opinion"]
    values = kind.samples() | {"opinion": [PLENTY]}

    pdf = pdf_of(kind, values)

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[1]
        lines = page.crop((0, 0, page.width, 263 / 25.4 * 72)).extract_text_lines()
    full = [line["text"] for line in lines]
    tops = [line["top"] for line in lines]
    assert len(full) == 22
    assert {len(text) for text in full} == {28}
    assert {round((b - a) / 72 * 25.4, 1) for a, b in itertools.pairwise(tops)} == {
        round(A_LINE, 1)
    }
    found = ink(pdf, 1)
    assert abs(found.left - 28) < NEAR
    assert abs(found.right - 184) < NEAR
    assert abs(found.top - 37) < NEAR


def test_a_long_table_goes_on_over_the_page_with_its_head_again() -> None:
    kind = kinds()["goods_list"]
    row = kind.variables["goods"].sample[0]
    goods = [row | {"nth": str(nth), "name": f"扳手{nth}号"} for nth in range(1, 81)]

    pdf = pdf_of(kind, kind.samples() | {"goods": goods})

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        texts = [squeezed(page.extract_text()) for page in opened.pages]
    assert len(texts) >= 3
    pages_with_goods = [text for text in texts if "扳手" in text]
    assert all("规格型号" in text for text in pages_with_goods)
    assert all(f"扳手{nth}号" in "".join(texts) for nth in range(1, 81))


def test_one_page_is_enough_for_a_short_notice_and_its_signature() -> None:
    notices = [kind for kind in KINDS if kind.layout in {LETTER, FORM}]

    pages = {}
    for kind in notices:
        with pdfplumber.open(io.BytesIO(sample_pdf(kind))) as opened:
            pages[kind.code] = len(opened.pages)

    assert {code for code, count in pages.items() if count > 1} <= {
        "registration_form",
        "administrative_ruling",
    }


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_bracket() -> None:
    kind = kinds()["refusal_notice"]
    text = "经查，（一）不属于本中心职责范围；（二）人民法院已经立案，依法不再处理。" * 12

    pdf = pdf_of(kind, kind.samples() | {"explanation": [text]})

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        lines = [line["text"] for page in opened.pages for line in page.extract_text_lines()]
    assert len(lines) > 15
    assert [line for line in lines if line[0] in "，。；：、）》〕"] == []
    assert [line for line in lines if line[-1] in "（《〔"] == []


def test_the_same_data_give_the_same_bytes() -> None:
    kind = kinds()["acceptance_notice"]

    assert pdf_of(kind) == pdf_of(kind)
    assert word_of(kind) == word_of(kind)


def test_what_people_typed_is_text_in_both_files_whatever_it_looks_like() -> None:
    kind = kinds()["refusal_notice"]
    odd = '<b>&amp;</b> {{ number }} {% for %} #import "x" $1$ \\ *粗* \x07“引”𝄞'
    values = kind.samples() | {"ground": odd.replace("𝄞", "")}

    word = Document(io.BytesIO(word_of(kind, values)))
    text = pdf_text(pdf_of(kind, values))

    for said in ("<b>&amp;</b>", "{{number}}", "{%for%}", '#import"x"', "$1$", "*粗*"):
        assert said in _docx_text(word)
        assert said in text


@pytest.mark.parametrize("lines", range(3, 20))
def test_a_signature_never_stands_on_a_page_without_text(lines: int) -> None:
    kind = kinds()["refusal_notice"]

    pdf = pdf_of(kind, kind.samples() | {"explanation": [PLENTY[: 28 * lines - 2]]})

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        last = squeezed(opened.pages[-1].extract_text())
    assert "特此通知" in last and "2026年11月20日" in last


def test_where_people_write_by_hand_there_is_room_for_it() -> None:
    kind = kinds()["service_proof"]

    with pdfplumber.open(io.BytesIO(sample_pdf(kind))) as opened:
        rows = opened.pages[0].find_tables()[2].rows
    heights = [(row.bbox[3] - row.bbox[1]) / 72 * 25.4 for row in rows]

    to_write_in = [heights[0], heights[1], heights[2], heights[4]]
    assert min(to_write_in) >= 12

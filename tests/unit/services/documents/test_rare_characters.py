"""A name that no font can show, an emoji in somebody's own words: the paper is issued all the same."""

import io

from docx import Document

from services.documents.domain.kind import kinds
from tests.support.papers import pdf_of, pdf_text, squeezed, word_of

KIND = kinds()["refusal_notice"]
JI = "\U00020bb7"
NEWER_THAN_PYTHON = "\U00031350"
PRIVATE = "\ue000"


def _values(*explanation: str) -> dict[str, object]:
    return KIND.samples() | {"explanation": list(explanation)}


def _pdf(*explanation: str) -> str:
    return pdf_text(pdf_of(KIND, _values(*explanation)))


def _word(*explanation: str) -> str:
    document = Document(io.BytesIO(word_of(KIND, _values(*explanation))))
    return squeezed("".join(each.text for each in document.paragraphs))


def test_a_sign_stands_for_a_rare_character_and_a_note_says_which_it_is() -> None:
    text = _pdf(f"申请人{JI}田某某称，{JI}田五金店属于其本人。")

    assert "申请人〓田某某称，〓田五金店属于其本人。" in text
    assert "本件所用字库未收" in text and "〓为U+20BB7" in text


def test_the_word_file_keeps_the_character_itself() -> None:
    text = _word(f"申请人{JI}田某某", f"字{NEWER_THAN_PYTHON}", f"号{PRIVATE}")

    assert f"申请人{JI}田某某" in text
    assert f"字{NEWER_THAN_PYTHON}" in text
    assert f"号{PRIVATE}" in text


def test_several_are_told_apart() -> None:
    text = _pdf(f"{JI}田与{NEWER_THAN_PYTHON}某，还是{JI}田。")

    assert "〓①田与〓②某，还是〓①田。" in text
    assert "〓①为U+20BB7，〓②为U+31350" in text


def test_an_emoji_of_many_parts_leaves_no_trace_but_its_signs() -> None:
    text = _pdf("买到假货，很生气😡\ufe0f！👨\u200d👩\u200d👧")

    assert "买到假货，很生气〓①！〓②〓③〓④" in text
    assert "〓①为U+1F621" in text


def test_a_private_character_is_never_shown_as_what_some_font_has_there() -> None:
    assert "号〓。" in _pdf(f"号{PRIVATE}。")


def test_a_paper_in_ordinary_characters_has_no_note() -> None:
    text = _pdf("普通的字，以及《通用规范汉字表》里的㑇、䶮、𬭚、𫗧。")

    assert "㑇、䶮、𬭚、𫗧" in text
    assert "字库未收" not in text


def test_more_of_them_than_there_are_numbers_in_circles() -> None:
    many = "".join(map(chr, range(0x20BB7, 0x20BB7 + 25)))

    text = _pdf(many)

    assert "〓⑳〓(21)" in text and "〓(25)为U+20BCF" in text


def test_blanks_of_any_width_part_words_and_control_characters_vanish() -> None:
    said = "甲\u3000乙\u00a0丙\t丁\x07\u202e\ufffe戊"

    document = Document(io.BytesIO(word_of(KIND, _values(said))))
    texts = [each.text for each in document.paragraphs]

    assert "甲\u3000乙 丙 丁戊" in texts

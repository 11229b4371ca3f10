"""A template shows its data and does nothing else; a file that wants more is refused."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from jinja2.exceptions import SecurityError

from services.documents.domain.kind import kinds
from services.documents.rendering.built_in import base_template
from services.documents.rendering.inspection import LARGEST, Unfit, inspect
from services.documents.rendering.sandbox import NotAllowed, environment, used_in
from tests.support.papers import ON, printer

KIND = kinds()["correction_notice"]
WANTS_MORE = {
    "attribute walk": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "attribute walk of a fact": "{{ complainant.__class__ }}",
    "method": "{{ complainant.upper() }}",
    "format string": "{{ '{0.__class__}'.format(complainant) }}",
    "item": "{{ missing[0] }}",
    "private part of a row": "{% for row in missing %}{{ row.__class__ }}{% endfor %}",
    "call of a global": "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "cycler": "{{ cycler.__init__.__globals__ }}",
    "range": "{% for n in range(999999999) %}x{% endfor %}",
    "loop in a loop": "{% for a in missing %}{% for b in missing %}x{% endfor %}{% endfor %}",
    "recursive loop": "{% for a in missing recursive %}{{ loop(missing) }}{% endfor %}",
    "endless text": "{{ 'a' * 10000000000 }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "concatenation": "{{ complainant ~ complainant }}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import 'x' as x %}",
    "extends": "{% extends 'x' %}",
    "macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "set": "{% set x = 1 %}",
    "with": "{% with x = complainant %}{{ x }}{% endwith %}",
    "call block": "{% call x() %}{% endcall %}",
    "unknown filter": "{{ missing | tojson }}",
    "attr filter": "{{ complainant | attr('__class__') }}",
    "map filter": "{{ missing | map(attribute='__class__') | list }}",
    "test": "{{ complainant is callable }}",
    "unfinished": "{{ complainant",
    "deep nesting": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "thousands of tags": "{{ complainant }}" * 3000,
}


def _with_text(text: str) -> bytes:
    document = Document(io.BytesIO(base_template(KIND)))
    document.paragraphs[4].add_run(text)
    return _bytes(document)


def _bytes(document: object) -> bytes:
    written = io.BytesIO()
    document.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def _with_part(name: str, content: bytes) -> bytes:
    """The template with one part more, or another in its place."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base_template(KIND))) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for each in before.namelist():
            if each != name:
                after.writestr(each, before.read(each))
        after.writestr(name, content)
    return out.getvalue()


def _part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(base_template(KIND))) as archive:
        return archive.read(name)


def _refusal(content: bytes) -> str:
    with pytest.raises(Unfit) as refused:
        inspect(content, KIND)
    return refused.value.code


@pytest.mark.parametrize("source", WANTS_MORE.values(), ids=WANTS_MORE)
def test_a_tag_that_wants_more_than_to_show_data_is_refused(source: str) -> None:
    with pytest.raises(NotAllowed):
        used_in(source)


@pytest.mark.parametrize("source", [WANTS_MORE["attribute walk of a fact"], WANTS_MORE["method"]])
def test_a_file_with_such_a_tag_is_refused_as_a_whole(source: str) -> None:
    assert _refusal(_with_text(source)) == "template_does_more"


def test_such_a_tag_is_found_in_a_header_and_in_the_title_too() -> None:
    in_header = Document(io.BytesIO(base_template(KIND)))
    in_header.sections[0].header.paragraphs[0].add_run("{{ ''.__class__ }}")
    in_title = Document(io.BytesIO(base_template(KIND)))
    in_title.core_properties.title = "{{ ''.__class__ }}"

    assert _refusal(_bytes(in_header)) == "template_does_more"
    assert _refusal(_bytes(in_title)) == "template_does_more"


def test_a_tag_that_word_cut_into_pieces_is_read_as_one() -> None:
    document = Document(io.BytesIO(base_template(KIND)))
    for piece in ("{", "{ comp", "lainant.__cl", "ass__ }", "}"):
        document.paragraphs[4].add_run(piece).bold = piece == "lainant.__cl"

    assert _refusal(_bytes(document)) == "template_does_more"


def test_behind_the_grammar_stands_a_sandbox_without_functions() -> None:
    sandbox = environment(for_xml=False)

    assert dict(sandbox.globals) == {}
    assert set(sandbox.filters) == {"day", "moment", "hour", "yuan", "capital"}
    with pytest.raises(SecurityError):
        sandbox.from_string("{{ x.__class__.__base__ }}").render(x="").strip()


def test_unknown_and_missing_variables_are_named() -> None:
    document = Document(io.BytesIO(base_template(KIND)))
    for paragraph in document.paragraphs:
        if "due_on" in paragraph.text:
            paragraph.clear().add_run("{{ deadline }} {%p for row in missing %}{{ row.colour }}")
            paragraph.add_run("{%p endfor %}")
    document.paragraphs[4].clear().add_run("{{ deadline }}")

    found = inspect(_bytes(document), KIND)

    assert "deadline" in found.unknown
    assert "due_on" in found.missing


def test_a_column_that_a_table_does_not_have_is_unknown() -> None:
    document = Document(io.BytesIO(base_template(KIND)))
    for cell in document.tables[0].rows[2].cells:
        cell.paragraphs[0].add_run("{{ row.colour }}")

    found = inspect(_bytes(document), KIND)

    assert found.unknown == ("missing.colour",)


def test_macros_are_refused_however_they_are_hidden() -> None:
    types = _part("[Content_Types].xml")
    enabled = types.replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"ms-word.document.macroEnabled.main+xml",
    )

    assert _refusal(_with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")) == "template_active"
    assert _refusal(_with_part("[Content_Types].xml", enabled)) == "template_active"
    assert _refusal(_with_part("word/embeddings/oleObject1.bin", b"x")) == "template_active"
    assert _refusal(_with_part("word/activeX/activeX1.xml", b"<x/>")) == "template_active"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://example.cn/evil.dotm"),
        ("image", "http://example.cn/pixel.png"),
        ("hyperlink", "file:///etc/passwd"),
    ],
)
def test_links_to_the_outside_are_refused(kind: str, target: str) -> None:
    relations = _part("word/_rels/document.xml.rels")
    link = (
        '<Relationship Id="rIdX" TargetMode="External" Target="' + target + '" Type="http://'
        "schemas.openxmlformats.org/officeDocument/2006/relationships/" + kind + '"/>'
    )
    changed = relations.replace(b"</Relationships>", link.encode() + b"</Relationships>")

    assert _refusal(_with_part("word/_rels/document.xml.rels", changed)) == "template_links_outside"


@pytest.mark.parametrize(
    "command", ['INCLUDEPICTURE "http://x/y"', "DDEAUTO c:\\\\x", "MACROBUTTON"]
)
def test_field_commands_are_refused_and_page_numbers_are_not(command: str) -> None:
    document = Document(io.BytesIO(base_template(KIND)))
    instruction = OxmlElement("w:instrText")
    instruction.text = command
    document.paragraphs[4].add_run()._r.append(instruction)

    assert _refusal(_bytes(document)) == "template_active"
    assert inspect(base_template(KIND), KIND).unknown == ()


def test_entities_of_xml_are_refused() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        b'<!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    )

    assert _refusal(_with_part("word/numbering2.xml", bomb)) == "template_active"


def test_what_is_no_word_file_is_refused() -> None:
    good = base_template(KIND)

    assert _refusal(b"") == "template_broken"
    assert _refusal(b"PK\x03\x04 but not really") == "template_broken"
    assert _refusal(good[: len(good) // 2]) == "template_broken"
    assert _refusal(_with_part("word/document.xml", b"<w:document>")) == "template_broken"
    assert _refusal(_with_part("../../etc/x.xml", b"<x/>")) == "template_broken"


def test_what_is_too_large_or_unpacks_to_too_much_is_refused() -> None:
    assert _refusal(b"0" * (LARGEST + 1)) == "template_too_large"
    assert _refusal(_with_part("word/media/big.bin", bytes(40_000_000))) == "template_bomb"


def test_a_size_that_lies_about_itself_is_found_while_reading() -> None:
    content = bytearray(_with_part("word/extra.xml", b"<x>" + b"a" * 5_000_000 + b"</x>"))
    size = (5_000_007).to_bytes(4, "little")
    lie = (10).to_bytes(4, "little")
    while size in content:
        at = content.index(size)
        content[at : at + 4] = lie

    assert _refusal(bytes(content)) in {"template_broken", "template_bomb"}


def test_a_fit_template_governs_the_words_of_both_files() -> None:
    template = _with_text("本通知一式两份。")

    found = inspect(template, KIND)
    specimen = printer().specimen(KIND, KIND.samples(), ON)

    assert found.unknown == ()
    assert "本通知一式两份" in _text_of_word(printer().word(template, specimen))
    assert printer().pdf(template, specimen).startswith(b"%PDF")


def _text_of_word(content: bytes) -> str:
    body = Document(io.BytesIO(content)).element.body
    return "".join(each.text or "" for each in body.iter(qn("w:t")))

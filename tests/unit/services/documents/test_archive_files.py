"""PDF/A-2u (ISO 19005-2), as far as another reader can see it.

The program that writes the files checks itself against the standard; no validator such as veraPDF has
confirmed it here. What stands below is looked up by a library that had no part in writing them.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from pypdf.generic import DictionaryObject, StreamObject

from services.documents.domain.kind import kinds
from tests.support.papers import sample_pdf

CODES = ("acceptance_notice", "mediation_record", "registration_form", "goods_list")
"""One of each layout, and one with a table: all are written by the same program."""
FORBIDDEN = {"/JavaScript", "/JS", "/AA", "/OpenAction", "/XFA", "/EmbeddedFiles", "/Launch", "/PS"}
OUTSIDE = {"/F", "/FFilter", "/FDecodeParms"}


def _objects(pdf: bytes) -> Iterator[Any]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    numbers = {number for xref in reader.xref.values() for number in xref}
    for number in sorted(numbers | set(reader.xref_objStm)):
        yield reader.get_object(number)


def _dictionaries(pdf: bytes) -> list[DictionaryObject]:
    return [each for each in _objects(pdf) if isinstance(each, DictionaryObject)]


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_secret_active_or_outside_the_file(code: str) -> None:
    pdf = sample_pdf(kinds()[code])

    trailer = pypdf.PdfReader(io.BytesIO(pdf)).trailer
    streams = [each for each in _dictionaries(pdf) if isinstance(each, StreamObject)]

    assert "/Encrypt" not in trailer and len(trailer["/ID"]) == 2
    assert re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", pdf)
    assert [each for each in _dictionaries(pdf) if FORBIDDEN & set(each)] == []
    assert streams
    assert [each for each in streams if OUTSIDE & set(each)] == []
    assert [each for each in streams if "LZW" in str(each.get("/Filter"))] == []


@pytest.mark.parametrize("code", CODES)
def test_every_font_is_in_the_file_and_says_which_characters_it_draws(code: str) -> None:
    fonts = [d for d in _dictionaries(sample_pdf(kinds()[code])) if d.get("/Type") == "/Font"]

    drawn = [each for each in fonts if each["/Subtype"] == "/Type0"]
    inner = [each["/DescendantFonts"][0].get_object() for each in drawn]

    assert drawn
    assert all("/ToUnicode" in each for each in drawn)
    assert all({"/FontFile2", "/FontFile3"} & set(each["/FontDescriptor"]) for each in inner)
    assert {each["/Subtype"] for each in fonts} <= {"/Type0", "/CIDFontType0", "/CIDFontType2"}


@pytest.mark.parametrize("code", CODES)
def test_its_colours_and_its_level_are_declared(code: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(sample_pdf(kinds()[code])))
    catalogue = reader.trailer["/Root"]

    [intent] = catalogue["/OutputIntents"]
    profile = intent["/DestOutputProfile"].get_object()
    metadata = catalogue["/Metadata"].get_object()
    told = metadata.get_data().decode()

    assert intent["/S"] == "/GTS_PDFA1"
    assert profile.get_data()[36:40] == b"acsp" and profile["/N"] == 3
    assert "/Filter" not in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>U</pdfaid:conformance>" in told
    assert kinds()[code].title in told and reader.metadata.title == kinds()[code].title

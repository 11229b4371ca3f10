"""Kinds of files: by content, and the name must agree."""

import pytest

from services.intake.domain.file_type import Content, NotAllowed, media_type_of

ZIP, OLE = b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"
WORD = frozenset({"[Content_Types].xml", "word/document.xml"})
SHEET = frozenset({"[Content_Types].xml", "xl/workbook.xml"})


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("照片.JPG", Content(b"\xff\xd8\xff\xe0"), "image/jpeg"),
        ("a.jpeg", Content(b"\xff\xd8\xff\xe1"), "image/jpeg"),
        ("a.png", Content(b"\x89PNG\r\n\x1a\n"), "image/png"),
        ("a.webp", Content(b"RIFF\x00\x00\x00\x00WEBPVP8 "), "image/webp"),
        ("a.heic", Content(b"\x00\x00\x00\x18ftypheic"), "image/heic"),
        ("a.mp4", Content(b"\x00\x00\x00\x18ftypisom"), "video/mp4"),
        ("a.mp3", Content(b"ID3\x04"), "audio/mpeg"),
        ("a.mp3", Content(b"\xff\xfb\x90\x00"), "audio/mpeg"),
        ("a.pdf", Content(b"%PDF-1.7"), "application/pdf"),
        ("a.doc", Content(OLE, frozenset({"WordDocument"})), "application/msword"),
        ("a.xls", Content(OLE, frozenset({"Workbook"})), "application/vnd.ms-excel"),
        ("a.wps", Content(OLE, frozenset({"WordDocument"})), "application/vnd.ms-works"),
        ("a.ofd", Content(ZIP, frozenset({"OFD.xml", "Doc_0/Document.xml"})), "application/ofd"),
        ("a.zip", Content(ZIP, frozenset({"照片/1.jpg"})), "application/zip"),
    ],
)
def test_what_we_take(name: str, content: Content, media_type: str) -> None:
    assert media_type_of(name, content) == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [("合同.docx", Content(ZIP, WORD)), ("台账.xlsx", Content(ZIP, SHEET))],
)
def test_office_files_are_known_by_their_parts(name: str, content: Content) -> None:
    assert media_type_of(name, content).startswith("application/vnd.openxmlformats-officedocument")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", Content(b"MZ\x90\x00")),
        ("virus.jpg", Content(b"MZ\x90\x00")),
        ("page.html", Content(b"<html><script>")),
        ("drawing.svg", Content(b"<svg onload='x'>")),
        ("page.pdf", Content(b"<html>%PDF-1.7")),
        ("照片.png", Content(b"\xff\xd8\xff\xe0")),
        ("照片.jpg", Content(b"\x89PNG\r\n\x1a\n")),
        ("合同.docx", Content(ZIP, SHEET)),
        ("合同.docx", Content(ZIP, frozenset({"evil.exe"}))),
        ("台账.xlsx", Content(ZIP, WORD)),
        ("台账.xls", Content(OLE, frozenset({"WordDocument"}))),
        ("setup.doc", Content(OLE)),
        ("a.ofd", Content(ZIP, frozenset({"a.txt"}))),
        ("a.mp4", Content(b"\x00\x00\x00\x18ftypheic")),
        ("a.webp", Content(b"RIFF\x00\x00\x00\x00WAVEfmt ")),
        ("a.mp3", Content(b"\xff\xfe\x41\x00")),
        ("没有扩展名", Content(b"\xff\xd8\xff\xe0")),
        ("a.tar.gz", Content(b"\x1f\x8b")),
        ("", Content(b"")),
    ],
)
def test_what_we_do_not_take(name: str, content: Content) -> None:
    with pytest.raises(NotAllowed):
        media_type_of(name, content)

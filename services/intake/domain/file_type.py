"""What kind of file is this? By its content, and its name must agree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_VIDEO = frozenset(
    {b"isom", b"iso2", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"}
)
_PHOTO = frozenset({b"heic", b"heix", b"heim", b"hevc", b"hevx", b"mif1", b"msf1"})
_LAYER_3 = 0b0000_0010  # of MPEG audio, in the second byte of a frame


@dataclass(frozen=True)
class Content:
    """What was looked at: the first bytes, and the names of the parts of a container.

    ``parts``: entries of a ZIP archive, or the well-known streams of an OLE document.
    """

    head: bytes
    parts: frozenset[str] = frozenset()


class NotAllowed(ValueError):
    """Not a kind of file that we take, or the content is not what the name says."""


def media_type_of(name: str, content: Content) -> str:
    """The media type of a file by its name and content. Raises: NotAllowed."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _KINDS:
        media_type, fits = _KINDS[suffix]
        if fits(content):
            return media_type
    raise NotAllowed(suffix)


def is_archive(head: bytes) -> bool:
    """True for everything that is a ZIP archive inside, such as DOCX and OFD."""
    return head.startswith(_ZIP)


def is_ole(head: bytes) -> bool:
    """True for the older office formats."""
    return head.startswith(_OLE)


_Fits = Callable[[Content], bool]


def _begins(*beginnings: bytes) -> _Fits:
    return lambda content: content.head.startswith(beginnings)


def _zip_with(*names: str) -> _Fits:
    return lambda content: is_archive(content.head) and content.parts.issuperset(names)


def _ole_with(*names: str) -> _Fits:
    return lambda content: is_ole(content.head) and not content.parts.isdisjoint(names)


def _boxes(brands: frozenset[bytes]) -> _Fits:
    return lambda content: content.head[4:8] == b"ftyp" and content.head[8:12] in brands


def _is_webp(content: Content) -> bool:
    return content.head[:4] == b"RIFF" and content.head[8:12] == b"WEBP"


def _is_mp3(content: Content) -> bool:
    head = content.head
    is_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0b1110_0110 == 0xE0 | _LAYER_3
    return head.startswith(b"ID3") or is_frame


def _is_wps(content: Content) -> bool:
    return _ole_with("WordDocument")(content) or _zip_with("[Content_Types].xml")(content)


_KINDS: Mapping[str, tuple[str, _Fits]] = {
    ".jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ".jpeg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ".png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    ".heic": ("image/heic", _boxes(_PHOTO)),
    ".webp": ("image/webp", _is_webp),
    ".pdf": ("application/pdf", _begins(b"%PDF-")),
    ".doc": ("application/msword", _ole_with("WordDocument")),
    ".xls": ("application/vnd.ms-excel", _ole_with("Workbook", "Book")),
    ".wps": ("application/vnd.ms-works", _is_wps),
    ".docx": (
        f"{_OFFICE}.wordprocessingml.document",
        _zip_with("[Content_Types].xml", "word/document.xml"),
    ),
    ".xlsx": (
        f"{_OFFICE}.spreadsheetml.sheet",
        _zip_with("[Content_Types].xml", "xl/workbook.xml"),
    ),
    ".ofd": ("application/ofd", _zip_with("OFD.xml")),
    ".zip": ("application/zip", lambda content: is_archive(content.head)),
    ".mp4": ("video/mp4", _boxes(_VIDEO)),
    ".mp3": ("audio/mpeg", _is_mp3),
}

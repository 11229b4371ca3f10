"""What kind of file is this? By its content, and its name must agree."""

from pathlib import PurePath

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument"

_KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".doc": ("application/msword", (_OLE,)),
    ".xls": ("application/vnd.ms-excel", (_OLE,)),
    ".wps": ("application/vnd.ms-works", (_OLE, _ZIP)),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", (_ZIP,)),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", (_ZIP,)),
    ".ofd": ("application/ofd", (_ZIP,)),
    ".zip": ("application/zip", (_ZIP,)),
    ".mp3": ("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
}
_BOXES = {
    ".mp4": ("video/mp4", (b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"qt  ")),
    ".heic": ("image/heic", (b"heic", b"heix", b"mif1", b"msf1", b"hevc")),
}


class NotAllowed(ValueError):
    """Not a kind of file that we take, or the content is not what the name says."""


def media_type_of(name: str, head: bytes) -> str:
    """The media type of a file by its name and first bytes. Raises: NotAllowed."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _KINDS:
        media_type, beginnings = _KINDS[suffix]
        if head.startswith(beginnings):
            return media_type
    elif suffix in _BOXES and head[4:8] == b"ftyp":
        media_type, brands = _BOXES[suffix]
        if head[8:12] in brands:
            return media_type
    elif suffix == ".webp" and head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    raise NotAllowed(suffix)

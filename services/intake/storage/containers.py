"""Looking into archives and old office files without unpacking or trusting them."""

import mmap
import stat
import struct
import zipfile
from pathlib import Path, PurePosixPath

from services.intake.domain.file_type import Content, is_archive, is_ole

MOST_ENTRIES = 2000
MOST_UNPACKED = 500 * 1024 * 1024
HIGHEST_RATIO = 100
_LARGEST_DIRECTORY = 1024 * 1024
_END_MARK = b"PK\x05\x06"
_END = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 65_535
_STREAMS = ("WordDocument", "Workbook", "Book")


class UnsafeArchive(ValueError):
    """An archive that would harm whoever unpacks it, or that cannot be read at all."""


def look_into(path: Path, head: bytes) -> Content:
    """The content of a file as far as its kind depends on it. Raises: UnsafeArchive."""
    if is_archive(head):
        return Content(head, _entries(path))
    if is_ole(head):
        return Content(head, _streams(path))
    return Content(head)


def _entries(path: Path) -> frozenset[str]:
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as problem:
        raise UnsafeArchive("unreadable") from problem
    if len(entries) > MOST_ENTRIES or not all(map(_is_harmless, entries)):
        raise UnsafeArchive("entries")
    unpacked = sum(each.file_size for each in entries)
    if unpacked > min(MOST_UNPACKED, HIGHEST_RATIO * path.stat().st_size):
        raise UnsafeArchive("bomb")
    return frozenset(each.filename for each in entries)


def _check_directory(path: Path) -> None:
    """Refuse a directory of millions of entries before anything reads it into memory."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LONGEST_COMMENT - _END.size))
        tail = file.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise UnsafeArchive("unreadable")
    size_of_directory = _END.unpack_from(tail, at)[5]
    if size_of_directory > _LARGEST_DIRECTORY:
        raise UnsafeArchive("entries")


def _is_harmless(entry: zipfile.ZipInfo) -> bool:
    """No link, and a name that stays within the folder into which it is unpacked."""
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    leaves = name.is_absolute() or ".." in name.parts or ":" in entry.filename
    return not leaves and not stat.S_ISLNK(entry.external_attr >> 16)


def _streams(path: Path) -> frozenset[str]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return frozenset(
            name for name in _STREAMS if content.find(f"{name}\0".encode("utf-16-le")) >= 0
        )

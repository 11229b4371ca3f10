"""Evidence files: hashed while they arrive, kept under their own hash, never changed.

A row is written only after the file and its folder are on disk, so no row is without its file; a
file without a row (a process died in between) is swept a day later.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO

CHUNK = 256 * 1024
ALGORITHMS = ("sha256", "sm3")
_INCOMING, _LEAVING = "incoming-", "leaving-"


class TooLarge(Exception):
    """More bytes came than are allowed; nothing of them is kept."""


@dataclass(frozen=True)
class Incoming:
    """A file that has arrived and is not kept yet: its size in bytes and two independent digests."""

    path: Path
    size: int
    sha256: str
    sm3: str
    head: bytes


class EvidenceStore:
    """A folder of files named by content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def receive(self, stream: IO[bytes], limit: int) -> Iterator[Incoming]:
        """Read a stream to its end; what is not kept within the block is gone after it.

        Raises: TooLarge.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=_INCOMING)
        try:
            with os.fdopen(descriptor, "wb") as file:
                incoming = _copy(stream, file, Path(name), limit)
                file.flush()
                os.fsync(file.fileno())
            yield incoming
        finally:
            Path(name).unlink(missing_ok=True)

    @contextmanager
    def adopt(self, path: Path, known: tuple[str, str] | None = None) -> Iterator[Incoming]:
        """A file that lies beside the store already; its own name stays.

        ``known``: its SHA-256 and SM3 when they were made while it arrived, else it is read for them.
        """
        sha256, sm3 = known or _digests(path)
        own = path.with_name(f"{_INCOMING}{path.name}")
        own.unlink(missing_ok=True)
        os.link(path, own)
        try:
            with path.open("rb") as file:
                yield Incoming(own, path.stat().st_size, sha256, sm3, file.read(CHUNK))
        finally:
            own.unlink(missing_ok=True)

    def keep(self, incoming: Incoming) -> None:
        """Give a file its lasting name; it is on disk when this returns."""
        target = self.path(incoming.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        incoming.path.replace(target)
        for folder in (target.parent, self._folder):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def path(self, sha256: str) -> Path:
        """Where the content with a hash lives."""
        return self._folder / sha256[:2] / sha256

    def open(self, sha256: str) -> BinaryIO:
        """The content. Raises: FileNotFoundError."""
        return self.path(sha256).open("rb")

    def hashes_before(self, instant: datetime) -> Iterator[list[str]]:
        """The content that arrived before an instant, folder by folder."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            yield [file.name for file in sorted(folder.iterdir()) if _is_older(file, instant)]

    def forget(self, sha256: str, before: datetime) -> None:
        """Remove content, unless the same content has arrived again since ``before``."""
        leaving = self._folder / f"{_LEAVING}{sha256}"
        try:
            # Aside first: whoever brings the same content now puts it in place without losing it.
            self.path(sha256).replace(leaving)
        except FileNotFoundError:
            return
        if _is_older(leaving, before):
            leaving.unlink()
        else:
            leaving.replace(self.path(sha256))

    def forget_unfinished(self, before: datetime) -> None:
        """Remove what processes left behind that died while a file arrived."""
        for file in self._folder.glob(f"{_INCOMING}*"):
            if _is_older(file, before):
                file.unlink(missing_ok=True)


def _is_older(file: Path, instant: datetime) -> bool:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC) < instant
    except FileNotFoundError:
        return False


def _digests(path: Path) -> tuple[str, str]:
    with ThreadPoolExecutor(2) as both:
        sha256, sm3 = both.map(lambda name: _digest(path, name), ALGORITHMS)
    return sha256, sm3


def _digest(path: Path, name: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, name).hexdigest()


def _copy(stream: IO[bytes], file: BinaryIO, path: Path, limit: int) -> Incoming:
    sha256, sm3, size, head = hashlib.sha256(), hashlib.new("sm3"), 0, b""
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge()
        head = head or chunk
        sha256.update(chunk)
        sm3.update(chunk)
        file.write(chunk)
    return Incoming(path, size, sha256.hexdigest(), sm3.hexdigest(), head)

"""Evidence files: hashed while they arrive, kept under their own hash, never changed.

A row is written only after the file and its folder are on disk; a file without a row is swept.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 256 * 1024


@dataclass(frozen=True)
class StoredFile:
    """What was received: its size in bytes and two independent digests."""

    size: int
    sha256: str
    sm3: str
    head: bytes


class TooLarge(Exception):
    """More bytes came than are allowed; nothing of them is kept."""


class EvidenceStore:
    """A folder of files named by content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, stream: BinaryIO, limit: int) -> StoredFile:
        """Read a stream to its end and keep it. Raises: TooLarge."""
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, path = tempfile.mkstemp(dir=self._folder, prefix="incoming-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                stored = _copy(stream, file, limit)
                file.flush()
                os.fsync(file.fileno())
            self._move(Path(path), stored.sha256)
        except BaseException:
            Path(path).unlink(missing_ok=True)
            raise
        return stored

    def _move(self, path: Path, sha256: str) -> None:
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
        for folder in (target.parent, self._folder):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def path(self, sha256: str) -> Path:
        """Where the content with a hash lives."""
        return self._folder / sha256[:2] / sha256

    def read(self, sha256: str) -> Iterator[bytes]:
        """The content, piece by piece. Raises: FileNotFoundError."""
        with self.path(sha256).open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def forget(self, sha256: str) -> None:
        """Remove content that nothing refers to."""
        self.path(sha256).unlink(missing_ok=True)


def _copy(stream: BinaryIO, file: BinaryIO, limit: int) -> StoredFile:
    sha256, sm3, size, head = hashlib.sha256(), hashlib.new("sm3"), 0, b""
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge()
        head = head or chunk
        sha256.update(chunk)
        sm3.update(chunk)
        file.write(chunk)
    return StoredFile(size, sha256.hexdigest(), sm3.hexdigest(), head)

"""Large files that come in parts: what has come so far is a file, its length says where to go on."""

import fcntl
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO

from chassis.errors import Conflict, NotFound
from services.intake.storage.evidence_store import CHUNK, TooLarge
from services.intake.storage.running_digests import RunningDigests

# The sweep of the evidence store takes away what nobody goes on with for a day.
_PARTS, _WHOLE = "incoming-parts-", "incoming-whole-"
_ID = re.compile(r"[A-Za-z0-9_-]{43}")


class Parts:
    """Uploads under way; who knows an id may go on with it, and nobody can guess one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests = RunningDigests()

    def begin(self, upload_id: str) -> None:
        """A new upload of which nothing has come."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path(upload_id).touch(exist_ok=False)

    def offset(self, upload_id: str) -> int:
        """How many bytes have come. Raises: NotFound."""
        try:
            return self._path(upload_id).stat().st_size
        except FileNotFoundError:
            raise NotFound() from None

    def add(self, upload_id: str, offset: int, part: IO[bytes], limit: int) -> int:
        """Append a part that begins at ``offset``; the new length.

        A part that breaks off is taken back, so that a length never ends within one.
        Raises: NotFound; Conflict when other bytes are due; TooLarge beyond ``limit``.
        """
        with _opened(self._path(upload_id)) as file:
            # A client that gave up and sends again must not undo what its first try still writes.
            fcntl.flock(file, fcntl.LOCK_EX)
            if (there := os.fstat(file.fileno()).st_size) != offset:
                raise Conflict("part_elsewhere", extra={"offset": there})
            try:
                end = _append(file, offset, part, limit)
            except BaseException:
                file.truncate(offset)
                raise
            self._digests.add(upload_id, self._path(upload_id), offset, end)
            return end

    def digests(self, upload_id: str, size: int) -> tuple[str, str] | None:
        """SHA-256 and SM3 of a complete file, if all of its parts came by here."""
        return self._digests.take(upload_id, size)

    def sealed(self, upload_id: str) -> Path:
        """The file that the parts made; no part is added to it any more, and it may be asked for again.

        Raises: NotFound.
        """
        whole = self._path(upload_id, _WHOLE)
        with suppress(FileNotFoundError):
            self._path(upload_id).replace(whole)
        if not whole.exists():
            raise NotFound()
        return whole

    def _path(self, upload_id: str, prefix: str = _PARTS) -> Path:
        if not _ID.fullmatch(upload_id):
            raise NotFound()
        return self._folder / f"{prefix}{upload_id}"


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("r+b")
    except FileNotFoundError:
        raise NotFound() from None


def _append(file: BinaryIO, offset: int, part: IO[bytes], limit: int) -> int:
    file.seek(offset)
    size = offset
    while chunk := part.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge()
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return size

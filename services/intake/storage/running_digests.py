"""Digests of a large file while its parts arrive, so that its end does not wait for them.

They are made beside the requests, of what lies on disk. What this process has not seen from the
first byte on has none here; then the whole file is read when it is complete.
"""

import hashlib
import os
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

from services.intake.storage.evidence_store import ALGORITHMS

MOST_UPLOADS = 64
_CHUNK = 1024 * 1024


class _Running:
    """The digests of one upload, as far as it has come."""

    def __init__(self) -> None:
        self.length = 0
        self.hashes = [hashlib.new(name) for name in ALGORITHMS]
        self.steps: list[Future[None]] = []


class RunningDigests:
    """The digests of the uploads that go through this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._uploads: OrderedDict[str, _Running] = OrderedDict()
        # One line for each algorithm: the parts of a file are taken in the order in which they came.
        self._lines = [ThreadPoolExecutor(1, f"digest-{name}") for name in ALGORITHMS]

    def add(self, upload_id: str, path: Path, offset: int, end: int) -> None:
        """The bytes from ``offset`` to ``end`` of a file are on disk now."""
        with self._lock:
            running = _Running() if offset == 0 else self._uploads.get(upload_id)
            if running is None or running.length != offset:
                self._uploads.pop(upload_id, None)
                return
            self._uploads[upload_id] = running
            running.length = end
            for line, made in zip(self._lines, running.hashes, strict=True):
                descriptor = os.open(path, os.O_RDONLY)
                running.steps.append(line.submit(_read, made, descriptor, offset, end))
            while len(self._uploads) > MOST_UPLOADS:
                self._uploads.popitem(last=False)

    def take(self, upload_id: str, size: int) -> tuple[str, str] | None:
        """SHA-256 and SM3 of a complete file; None when they were not made here."""
        with self._lock:
            running = self._uploads.pop(upload_id, None)
        if running is None or running.length != size:
            return None
        try:
            for step in running.steps:
                step.result()
        except OSError:
            return None
        sha256, sm3 = (each.hexdigest() for each in running.hashes)
        return sha256, sm3


def _read(made: Any, descriptor: int, offset: int, end: int) -> None:
    try:
        while offset < end:
            chunk = os.pread(descriptor, min(_CHUNK, end - offset), offset)
            if not chunk:
                raise OSError("the file is shorter than was told")
            made.update(chunk)
            offset += len(chunk)
    finally:
        os.close(descriptor)

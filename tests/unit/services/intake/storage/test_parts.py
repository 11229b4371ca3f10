"""Large files that come in parts, tried again while the first try is still under way."""

import io
import threading
from pathlib import Path
from typing import Any

import pytest

from chassis.errors import Conflict
from services.intake.storage.parts import Parts

UPLOAD = "u" * 43
LIMIT = 1024


class SlowPart(io.BytesIO):
    """Gives its bytes when it is allowed to."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.asked, self.may_come = threading.Event(), threading.Event()

    def read(self, size: int | None = -1, /) -> bytes:
        self.asked.set()
        assert self.may_come.wait(10)
        return super().read(size)


class BrokenPart(io.BytesIO):
    """Breaks off after a few bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise ConnectionError
        return super().read(3)


def test_a_second_try_waits_for_the_first_and_is_told_where_to_go_on(tmp_path: Path) -> None:
    parts, slow, told = Parts(tmp_path), SlowPart(b"first part"), []
    parts.begin(UPLOAD)
    first = threading.Thread(target=lambda: parts.add(UPLOAD, 0, slow, LIMIT))

    def try_again() -> Any:
        with pytest.raises(Conflict) as refused:
            parts.add(UPLOAD, 0, BrokenPart(b"first part"), LIMIT)
        told.append(refused.value.extra["offset"])

    second = threading.Thread(target=try_again)
    first.start()
    assert slow.asked.wait(10)
    second.start()
    slow.may_come.set()
    first.join(10)
    second.join(10)

    assert told == [10]
    assert parts.sealed(UPLOAD).read_bytes() == b"first part"


def test_a_part_that_breaks_off_leaves_nothing_of_itself(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    parts.begin(UPLOAD)
    parts.add(UPLOAD, 0, io.BytesIO(b"whole"), LIMIT)

    with pytest.raises(ConnectionError):
        parts.add(UPLOAD, 5, BrokenPart(b"broken"), LIMIT)

    assert parts.offset(UPLOAD) == 5

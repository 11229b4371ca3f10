"""Digests that are made while a file arrives are those of the file on disk, or there are none."""

import hashlib
from pathlib import Path

from services.intake.storage.running_digests import RunningDigests

FILM = bytes(range(256)) * 5000
WHOLE = (hashlib.sha256(FILM).hexdigest(), hashlib.new("sm3", FILM).hexdigest())
HALF = len(FILM) // 2


def test_parts_in_their_order_give_the_digests_of_the_whole(tmp_path: Path) -> None:
    film, digests = tmp_path / "film", RunningDigests()
    film.write_bytes(FILM)

    digests.add("film", film, 0, HALF)
    digests.add("film", film, HALF, len(FILM))

    assert digests.take("film", len(FILM)) == WHOLE
    assert digests.take("film", len(FILM)) is None


def test_a_part_that_another_process_took_leaves_none(tmp_path: Path) -> None:
    film, digests = tmp_path / "film", RunningDigests()
    film.write_bytes(FILM)

    digests.add("film", film, 0, 100)
    digests.add("film", film, HALF, len(FILM))
    digests.add("other", film, HALF, len(FILM))

    assert digests.take("film", len(FILM)) is None
    assert digests.take("other", len(FILM)) is None


def test_a_file_that_is_shorter_than_it_was_told_to_be_has_none(tmp_path: Path) -> None:
    film, digests = tmp_path / "film", RunningDigests()
    film.write_bytes(FILM)

    digests.add("film", film, 0, len(FILM) + 1)

    assert digests.take("film", len(FILM) + 1) is None

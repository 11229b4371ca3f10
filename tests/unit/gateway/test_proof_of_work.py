"""A sum before filing: it counts for one draft and two hours; whoever does none files more slowly."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from chassis.identity import Keyring
from gateway.proof_of_work import LASTS, is_solved, puzzle

FRIDAY_NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path, ["gateway"])


def solved(asked: str, keyring: Keyring) -> str:
    tries = (str(n) for n in count())
    return next(n for n in tries if is_solved(asked, n, "draft", FRIDAY_NINE, keyring))


def test_a_proof_counts_for_its_draft_until_it_has_run_out(keyring: Keyring) -> None:
    asked = puzzle("draft", FRIDAY_NINE, keyring)
    answer, late = solved(asked, keyring), FRIDAY_NINE + LASTS + timedelta(seconds=1)

    assert is_solved(asked, answer, "draft", FRIDAY_NINE, keyring)
    assert not is_solved(asked, answer, "another", FRIDAY_NINE, keyring)
    assert not is_solved(asked, answer, "draft", late, keyring)


@pytest.mark.parametrize("asked", ["", "x.y", "9999999999.made-up", "²³.x"])
def test_what_is_no_sum_of_ours_proves_nothing(asked: str, keyring: Keyring) -> None:
    assert not any(is_solved(asked, str(n), "draft", FRIDAY_NINE, keyring) for n in range(9))

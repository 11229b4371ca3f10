"""Every row of the seeds, journey and sweep that we claim names a test that is really there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "seed-coverage.md"
_LINE = re.compile(r"^\| (S[0-4]-\d{2}|J\d{1,2}|A\d) \| (.+?) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
CLAIMS = _LINE.findall(LIST.read_text(encoding="utf-8"))


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("row", "shown_by"), [(row, by) for row, _what, by in CLAIMS])
def test_the_row_names_tests_that_exist(row: str, shown_by: str) -> None:
    named = _TEST.findall(shown_by)

    assert named, f"{row} names no test"
    assert [f"{path}::{name}" for path, name in named if name not in _tests_in(path)] == []


def test_every_line_of_the_tables_is_read_and_no_row_stands_there_twice() -> None:
    lines = [
        line
        for line in LIST.read_text(encoding="utf-8").splitlines()
        if re.match(r"\| [SJA]\d", line)
    ]
    rows = [row for row, _what, _by in CLAIMS]

    assert len(lines) == len(rows)
    assert len(set(rows)) == len(rows)

"""Small enough to be read in one sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("chassis", "contracts", "lawbook", "services", "gateway", "deploy", "bench")
ROOMS = (*PRODUCT, "tests")
FILE_LINES, FUNCTION_LINES, CHASSIS_LINES = 400, 50, 5000


def _sources(rooms: tuple[str, ...]) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((ROOT / room).rglob("*.py"))


def test_no_file_is_longer_than_a_sitting() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _sources(ROOMS)}

    assert {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    found = {}
    for path in _sources(PRODUCT):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > FUNCTION_LINES:
                    found[f"{path.relative_to(ROOT)}:{node.name}"] = length

    assert found == {}


def test_the_chassis_stays_small() -> None:
    # The history of the tables is not counted: it may only grow.
    files = [p for p in (ROOT / "chassis").rglob("*.py") if "migrations" not in p.parts]
    lines = sum(len(path.read_text().splitlines()) for path in files)

    assert lines <= CHASSIS_LINES

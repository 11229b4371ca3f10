"""`make test` names folders for each of its parts: no test may stand where no part looks."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def _folders(variable: str) -> list[Path]:
    found = re.search(rf"^{variable} = (.+)$", MAKEFILE, re.MULTILINE)
    assert found, variable
    return [ROOT / name for name in found[1].split()]


def _is_in(path: Path, folders: list[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def test_every_test_stands_where_a_part_looks_for_it() -> None:
    looked_at = [
        *_folders("WHERE_FAST"),
        *_folders("WHERE_SERVED"),
        ROOT / "tests/browser",
        ROOT / "tests/fault",
    ]

    lost = [path for path in ROOT.glob("tests/**/test_*.py") if not _is_in(path, looked_at)]

    assert lost == []

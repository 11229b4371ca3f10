"""What product code may not do, and why."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("chassis", "contracts", "lawbook", "services", "gateway")
SOURCES_OF_CHANCE = {
    "chassis/clock.py",
    "chassis/ids.py",
    "chassis/settings.py",
    "chassis/tracing.py",
    "chassis/identity.py",
}
FORBIDDEN = {
    "datetime.now": "the clock is injected: uow.clock.now()",
    "datetime.utcnow": "the clock is injected and aware",
    "datetime.today": "the clock is injected",
    "date.today": "the clock is injected: local_date(clock.now())",
    "uuid.uuid4": "identifiers come from chassis.ids",
    "os.environ": "settings are read once, in chassis.settings",
    "os.getenv": "settings are read once, in chassis.settings",
    "random.random": "chance comes from chassis.ids",
    "smtplib.SMTP": "mail goes out through aiosmtplib",
}
NAMES = {"utils", "helpers", "common", "misc", "base", "manager", "models", "services"}


def _sources() -> Iterator[Path]:
    for room in PRODUCT:
        found = sorted((ROOT / room).rglob("*.py"))
        yield from (path for path in found if "assets" not in path.parts)


@functools.cache
def _uses() -> list[tuple[str, str]]:
    """Every ``owner.name`` of the product, with where it stands."""
    return [
        (f"{node.value.id}.{node.attr}", f"{path.relative_to(ROOT)}:{node.lineno}")
        for path in _sources()
        if str(path.relative_to(ROOT)) not in SOURCES_OF_CHANCE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    ]


@pytest.mark.parametrize("call", FORBIDDEN)
def test_nothing_reads_chance_time_or_surroundings_by_itself(call: str) -> None:
    found = [place for used, place in _uses() if used == call]

    assert found == [], FORBIDDEN[call]


def test_no_file_is_named_for_nothing() -> None:
    assert [str(p) for p in _sources() if p.stem in NAMES] == []


def test_no_lock_names_a_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "package-lock.json"):
        text = (ROOT / name).read_text()
        assert '"resolved"' not in text
        assert "--index-url" not in text

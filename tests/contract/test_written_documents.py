"""What people wrote about the services is still true."""

import importlib
from pathlib import Path

import pytest

from contracts.permissions import ROLES
from contracts.published import PRODUCERS, published
from services.notification.domain.rules import notice_rules

ROOT = Path(__file__).parents[2]
MAP = (ROOT / "services" / "README.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
NOT_IN_THE_GLOSSARY = {"service"}


def _row(service: str) -> str:
    [row] = [line for line in MAP.splitlines() if line.startswith(f"| [{service}](")]
    return row


@pytest.mark.parametrize("service", PRODUCERS)
def test_the_map_of_services_names_every_table(service: str) -> None:
    tables = importlib.import_module(f"services.{service}.storage.tables").metadata.tables

    assert [table for table in tables if f"`{table}`" not in _row(service)] == []


@pytest.mark.parametrize("service", PRODUCERS)
def test_the_map_of_services_names_every_event(service: str) -> None:
    names = [kind.split(".")[2:4] for kind in published() if kind.split(".")[1] == service]
    says = _row(service).replace("`", " ").replace(".", " ").split()

    told = [name for thing, name in names if thing != "clock"]

    assert [name for name in told if name not in says] == []
    assert "`clock.alarm`" in MAP


@pytest.mark.parametrize("service", PRODUCERS)
def test_every_service_says_what_it_is(service: str) -> None:
    page = ROOT / "services" / service / "README.md"

    lines = page.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 120
    assert f"[{service}]({service}/README.md)" in MAP


def test_the_readme_of_notification_counts_what_it_hears() -> None:
    page = (ROOT / "services" / "notification" / "README.md").read_text(encoding="utf-8")

    assert f"\n{len(notice_rules())} events of" in page


def test_every_role_has_its_word_in_the_glossary() -> None:
    roles = set(ROLES) - NOT_IN_THE_GLOSSARY

    assert [role for role in roles if f"`{role}`" not in GLOSSARY] == []


def test_no_english_word_of_the_glossary_stands_for_two_terms() -> None:
    rows = [line.split("|")[1:4] for line in GLOSSARY.splitlines() if line.startswith("| ")]
    words = [row[1].strip() for row in rows if row[0].strip() not in {"中文", "---"}]

    assert len(words) > 80
    assert sorted({word for word in words if words.count(word) > 1}) == []

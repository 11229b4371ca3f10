"""The documents that are made from the code are as new as the code, and hold all of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker

from contracts.published import published
from contracts.readers import READERS
from docs.generate import DOCS, documents
from lawbook.rules import rulebook
from tests.support.examples import example_text

ASYNCAPI: dict[str, Any] = yaml.load(
    (DOCS / "asyncapi.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
SCHEMA = json.loads((Path(__file__).parent / "asyncapi-3.0.0.schema.json").read_text("utf-8"))


def test_the_generated_documents_are_as_new_as_the_code() -> None:
    old = [p.name for p, text in documents().items() if p.read_text(encoding="utf-8") != text]

    assert old == [], "run `make docs`"


def test_every_event_stands_in_the_list_with_all_who_hear_it() -> None:
    page = (DOCS / "events.md").read_text(encoding="utf-8")

    rows = {kind: _row(page, f"`{'.'.join(kind.split('.')[2:-1])}`", kind) for kind in published()}

    assert [kind for kind, row in rows.items() if not row] == []
    missing = [
        (kind, reader)
        for kind, who in READERS.items()
        for reader in who
        if reader not in rows[kind]
    ]
    assert missing == []


def _row(page: str, name: str, kind: str) -> str:
    section = page.split(f"\n## {kind.split('.')[1]}\n", 1)[1].split("\n## ", 1)[0]
    return next((line for line in section.splitlines() if line.startswith(f"| {name}")), "")


def test_every_rule_stands_in_the_list_with_both_its_names() -> None:
    lines = (DOCS / "rules.md").read_text(encoding="utf-8").splitlines()
    rows = {line.split("`")[1]: line for line in lines if line.startswith("| `")}

    assert set(rows) == {rule.id for rule in rulebook()}
    assert [r.id for r in rulebook() if r.name_zh not in rows[r.id]] == []
    assert [r.id for r in rulebook() if r.name_en not in rows[r.id]] == []


def test_the_description_for_programs_is_asyncapi_3() -> None:
    problems = [
        f"{list(e.path)}: {e.message[:200]}" for e in Draft7Validator(SCHEMA).iter_errors(ASYNCAPI)
    ]

    assert problems == []


def test_the_schema_that_it_is_held_to_finds_mistakes() -> None:
    broken = ASYNCAPI | {"channels": {"x": {"adress": "misspelt"}}}

    assert not Draft7Validator(SCHEMA).is_valid(broken)


def test_every_reference_in_it_leads_somewhere() -> None:
    assert [ref for ref in _references(ASYNCAPI) if not _exists(ref)] == []


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from [value] if name == "$ref" else _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _exists(reference: str) -> bool:
    node = ASYNCAPI
    for step in reference.removeprefix("#/").split("/"):
        if step not in node:
            return False
        node = node[step]
    return True


def test_it_says_who_sends_and_who_receives() -> None:
    said = {(o["action"], o["channel"]["$ref"]) for o in ASYNCAPI["operations"].values()}
    hears = [name for name in ASYNCAPI["operations"] if " hears " in name]

    assert {ref for action, ref in said if action == "send"} == {
        f"#/channels/{kind}" for kind in published()
    }
    assert len(hears) == sum(len(who) for who in READERS.values())


@pytest.mark.parametrize("kind", published())
def test_a_program_that_reads_it_accepts_the_golden_example(kind: str) -> None:
    payload = ASYNCAPI["components"]["messages"][kind]["payload"]
    validator = Draft202012Validator(
        payload | {"components": ASYNCAPI["components"]}, format_checker=FormatChecker()
    )

    example = json.loads(example_text(kind))

    assert [error.message for error in validator.iter_errors(example)] == []
    assert not validator.is_valid(example | {"type": "huhang.other.v1"})


def test_every_variable_that_the_code_reads_stands_in_the_list_of_settings() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    root = DOCS.parent
    read = {
        name
        for path in [*root.glob("deploy/**/*.py"), root / "docker-compose.yml"]
        for name in re.findall(r"HUHANG_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))
    }
    known = {name.removesuffix("_FILE") for name in read - {"HUHANG_DB_PASSWORD_FILE"}}

    assert [name for name in sorted(known) if f"`{name}`" not in page] == []

"""What was opened to one side of a matter, and what was written down of its words."""

from collections.abc import Callable
from typing import Any

from flask import g

from chassis.errors import NotFound, Unavailable
from gateway.citizens import COMPLAINANT
from gateway.clients import intake_dialogue, matter_records


def own_records(side: str) -> dict[str, list[Any]]:
    """``statements`` of the complainant, ``shared`` evidence for the respondent."""
    is_complainant = side == COMPLAINANT
    return {
        "statements": _read(matter_records.statements) if is_complainant else [],
        "shared": [] if is_complainant else _read(intake_dialogue.shared_evidence),
    }


def _read(of_matter: Callable[[str], list[Any]]) -> list[Any]:
    try:
        return of_matter(g.principal.matter)
    except (NotFound, Unavailable):
        return []

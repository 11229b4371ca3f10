"""The data of a paper: what the owners of the facts say, and what an officer typed."""

from collections.abc import Callable, Mapping
from typing import Any

from services.documents.domain.kind import PARAGRAPHS, ROWS, Kind, Variable

Facts = Mapping[str, Any]
"""``{"event": {...}, "intake": {...}, …}``: what is known, by who said it."""

_DESKS = {
    "court": "referral.confirmation.desk",
    "police": "referral.transfer.desk",
    "partner": "event.desk",
}
_MEDIATOR = "mediation.mediator_account"


def snapshot(kind: Kind, facts: Facts) -> dict[str, Any]:
    """A value for each variable of a kind; empty where nobody knows it."""
    return {name: _value(each, facts) for name, each in kind.variables.items()}


def readers_of(kind: Kind, facts: Facts) -> tuple[str, ...]:
    """Who may read a paper: sides, ``mediator:<account>``, ``desk:<code>``; nobody who is unknown."""
    found = (_reader(each, facts) for each in kind.readers)
    return tuple(dict.fromkeys(each for each in found if each))


def _reader(reader: str, facts: Facts) -> str:
    if reader in _DESKS:
        return _named("desk", at(_DESKS[reader], facts))
    if reader == "mediator":
        return _named("mediator", at(_MEDIATOR, facts))
    return str(at(reader, facts) or "") if "." in reader else reader


def _named(kind: str, name: Any) -> str:
    return f"{kind}:{name}" if name else ""


def at(path: str, facts: Facts) -> Any:
    """What stands at ``service.name.name``; None where nothing does."""
    found: Any = facts
    for step in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(step)
    return found


def _value(variable: Variable, facts: Facts) -> Any:
    found = at(variable.source, facts) if variable.source else None
    form: Callable[[Any], Any] = _FORMS.get(variable.type, _line)
    value = form(found)
    return variable.words.get(value, value) if variable.words else value


def _line(found: Any) -> str:
    if isinstance(found, list | tuple):
        return "、".join(str(each) for each in found)
    return "" if found is None else str(found)


def _paragraphs(found: Any) -> list[str]:
    lines = found if isinstance(found, list) else str(found or "").split("\n")
    return [line.strip() for line in lines if str(line).strip()]


def _rows(found: Any) -> list[dict[str, str]]:
    return [{key: _line(value) for key, value in row.items()} for row in found or ()]


_FORMS: Mapping[str, Callable[[Any], Any]] = {PARAGRAPHS: _paragraphs, ROWS: _rows}

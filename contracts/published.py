"""Every event that a service publishes, and its shape as a JSON Schema: what may not change in silence."""

import dataclasses
import hashlib
import inspect
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from contracts import documents, intake, mediation, notification, referral

PRODUCERS = ("intake", "mediation", "referral", "notification", "documents")
_MODULES = (intake, mediation, referral, notification, documents)
_SHAPES: Mapping[Any, Mapping[str, str]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


def published() -> dict[str, type[Any]]:
    """Event type → its class, in the order of producers and of their modules."""
    return {each.TYPE: each for module in _MODULES for each in _events_of(module)}


def schema_of(event_class: type[Any]) -> dict[str, Any]:
    """The JSON Schema of an event's ``data``. Fields that a reader does not know are ignored."""
    hints = typing.get_type_hints(event_class)
    names = [each.name for each in dataclasses.fields(event_class)]
    return {
        "type": "object",
        "properties": {name: _shape(hints[name]) for name in names},
        "required": [
            each.name
            for each in dataclasses.fields(event_class)
            if each.default is dataclasses.MISSING
        ],
        "additionalProperties": True,
    }


def fingerprint(event_class: type[Any]) -> str:
    """SHA-256 over the shape of an event: the same until a field is added, dropped or changed."""
    text = json.dumps(schema_of(event_class), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _events_of(module: types.ModuleType) -> list[Any]:
    found = vars(module).values()
    return [each for each in found if inspect.isclass(each) and dataclasses.is_dataclass(each)]


def _shape(hint: Any) -> dict[str, Any]:
    if isinstance(hint, types.UnionType):
        [known] = [each for each in typing.get_args(hint) if each is not types.NoneType]
        return {"anyOf": [_shape(known), {"type": "null"}]}
    return dict(_SHAPES[hint])

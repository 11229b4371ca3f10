"""The envelope in which events travel: CloudEvents 1.0 in JSON. Pure."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from cattrs.preconf.json import make_converter

converter = make_converter()
_ID_LENGTH, _LONGEST_SUBJECT = 26, 64


class Event(Protocol):
    """A contract event: a frozen dataclass with its versioned type name."""

    TYPE: ClassVar[str]


@dataclass(frozen=True)
class Actor:
    """Who caused something: a role and an opaque id, never a name."""

    role: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """One event as it is stored, published and fed.

    ``sequence`` is the position in the producer's feed; it is 0 until one was given.
    ``subjectversion`` is the version of the aggregate that the event left behind.
    In JSON the actor is two attributes, since an extension holds no object, and what is empty is
    left out (CloudEvents 1.0, sections 2.4 and 3).
    """

    id: str
    source: str
    type: str
    subject: str
    subjectversion: int
    time: datetime
    actor: Actor
    data: Mapping[str, Any]
    traceparent: str = ""
    causationid: str = ""
    sequence: int = 0
    specversion: str = "1.0"
    datacontenttype: str = "application/json"
    dataschema: str = field(default="")

    def to_mapping(self) -> dict[str, Any]:
        values = converter.unstructure(self)
        actor = values.pop("actor")
        values |= {"actorrole": actor["role"], "actorid": actor["id"]}
        return {name: value for name, value in values.items() if value != ""}

    def to_json(self) -> str:
        return json.dumps(self.to_mapping(), ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_json(text: str | bytes) -> "Envelope":
        """Raises: ValueError when the text is no envelope; it says nothing of the content."""
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as problem:
            raise ValueError(f"not JSON: {type(problem).__name__}") from None
        return Envelope.from_mapping(values)

    @staticmethod
    def from_mapping(values: Mapping[str, Any]) -> "Envelope":
        """Raises: ValueError when the mapping is no envelope."""
        try:
            actor = {"role": values["actorrole"], "id": values["actorid"]}
            envelope = converter.structure({**values, "actor": actor}, Envelope)
        except Exception as problem:
            raise ValueError(f"not an event envelope: {type(problem).__name__}") from None
        if len(envelope.id) != _ID_LENGTH or len(envelope.subject) > _LONGEST_SUBJECT:
            raise ValueError("not an event envelope: id or subject of the wrong length")
        return envelope


E = TypeVar("E", bound=Event)


def decode(event_class: type[E], envelope: Envelope) -> E:
    """The contract event in an envelope; fields that this version does not know are ignored.

    Raises: ValueError when a field is missing or of the wrong kind.
    """
    try:
        return converter.structure(envelope.data, event_class)
    except Exception as problem:
        raise ValueError(f"{envelope.type} cannot be read: {problem!r}") from problem


@dataclass(frozen=True)
class Subscription:
    """What one handler hears. ``name`` is stored in the inbox: never rename it."""

    name: str
    event_class: type[Any]
    handler: Callable[..., None]

    @property
    def type(self) -> str:
        return str(self.event_class.TYPE)


def handles(event_class: type[Any], *, name: str) -> Callable[..., Subscription]:
    """Make ``handler(event, envelope, uow)`` a subscription to one event type."""

    def wrap(handler: Callable[..., None]) -> Subscription:
        return Subscription(name, event_class, handler)

    return wrap

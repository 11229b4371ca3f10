"""The golden examples of the published events, as people send and read them."""

import dataclasses
from pathlib import Path
from typing import Any

from chassis.messages import Envelope, decode

FOLDER = Path(__file__).parents[2] / "contracts" / "examples"


def example_text(event_type: str) -> str:
    """The example of an event type as it is stored."""
    return (FOLDER / f"{event_type}.json").read_text(encoding="utf-8")


def example_envelope(event_type: str) -> Envelope:
    """The example as the bus would carry it."""
    return Envelope.from_json(example_text(event_type))


def example(event_class: type[Any], **changes: Any) -> Any:
    """The example as its reader sees it, with some facts changed."""
    known = decode(event_class, example_envelope(event_class.TYPE))
    return dataclasses.replace(known, **changes)

"""The published language does not change in silence, and every reader understands it."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from chassis.messages import Envelope, converter, decode
from contracts.published import PRODUCERS, fingerprint, published, schema_of
from contracts.readers import READERS
from services.documents.messaging.subscriptions import SUBSCRIPTIONS as DOCUMENTS
from services.intake.messaging.subscriptions import SUBSCRIPTIONS as INTAKE
from services.mediation.messaging.subscriptions import SUBSCRIPTIONS as MEDIATION
from services.notification.messaging.subscriptions import SUBSCRIPTIONS as NOTIFICATION
from services.referral.messaging.subscriptions import SUBSCRIPTIONS as REFERRAL
from tests.support.examples import FOLDER, example_envelope, example_text
from tests.support.feeds import envelopes
from tests.support.town import Town

EVENTS = published()
PINNED = FOLDER.parent / "pinned.txt"
HEARD = {
    "intake": INTAKE,
    "mediation": MEDIATION,
    "referral": REFERRAL,
    "notification": NOTIFICATION,
    "documents": DOCUMENTS,
}
TELLING = [(kind, reader) for kind, readers in READERS.items() for reader in readers]
ENVELOPE = {"specversion", "id", "source", "type", "subject", "time", "datacontenttype"}
OURS = {"subjectversion", "sequence", "traceparent", "dataschema", "actorrole", "actorid", "data"}
MAYBE = {"causationid"}
PRIVATE = ("name", "phone", "email_address", "address", "text", "facts", "uscc", "code")
NOT_PRIVATE = {"text_sha256"}


def without_data(envelope: dict[str, Any]) -> list[Any]:
    """The values of the context attributes."""
    return [value for name, value in envelope.items() if name != "data"]


def _pins() -> dict[str, tuple[str, str]]:
    lines = PINNED.read_text(encoding="utf-8").splitlines()
    split = (line.split() for line in lines if not line.startswith("#"))
    return {kind: (shape, sample) for kind, shape, sample in split}


def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(EVENTS[kind]), format_checker=FormatChecker())


def test_every_published_event_has_one_example_and_one_pin() -> None:
    examples = {path.name.removesuffix(".json") for path in Path(FOLDER).iterdir()}

    assert examples == set(_pins()) == set(EVENTS)


@pytest.mark.parametrize("kind", EVENTS)
def test_the_shape_of_a_published_version_stays_as_it_is(kind: str) -> None:
    shape, _example = _pins()[kind]

    assert fingerprint(EVENTS[kind]) == shape, (
        f"the fields of {kind} changed: publish a new version beside it; only for an optional"
        f" field that was added, pin {fingerprint(EVENTS[kind])} (contracts/README.md)"
    )


@pytest.mark.parametrize("kind", EVENTS)
def test_a_golden_example_is_never_edited(kind: str) -> None:
    _shape, example = _pins()[kind]

    assert hashlib.sha256(example_text(kind).encode()).hexdigest() == example


@pytest.mark.parametrize("kind", EVENTS)
def test_an_example_is_a_whole_envelope_of_its_type(kind: str) -> None:
    envelope = json.loads(example_text(kind))

    assert set(envelope) - MAYBE == ENVELOPE | OURS
    assert all(isinstance(each, str | int) and each != "" for each in without_data(envelope))
    assert envelope["type"] == kind
    assert envelope["source"] == f"huhang/{kind.split('.')[1]}"
    assert envelope["dataschema"] == f"urn:huhang:event:{kind}"
    assert json.loads(example_envelope(kind).to_json()) == envelope


@pytest.mark.parametrize("kind", EVENTS)
def test_an_example_is_what_the_schema_says(kind: str) -> None:
    data = json.loads(example_text(kind))["data"]

    assert [error.message for error in _validator(kind).iter_errors(data)] == []
    schema = schema_of(EVENTS[kind])
    # An example is never edited, so it does not know optional fields that were added later.
    assert set(schema["required"]) <= set(data) <= set(schema["properties"])


@pytest.mark.parametrize(("kind", "reader"), TELLING)
def test_a_reader_understands_the_example_word_for_word(kind: str, reader: str) -> None:
    envelope = example_envelope(kind)
    subscriptions = [each for each in HEARD[reader] if each.type == kind]

    understood = [decode(each.event_class, envelope) for each in subscriptions]

    assert understood
    assert all(_told(event, envelope.data) == envelope.data for event in understood)


def _told(event: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    """An event as data again, as far as the example goes."""
    data = converter.unstructure(event)
    return {name: data[name] for name in fields}


@pytest.mark.parametrize("kind", EVENTS)
def test_a_reader_passes_over_a_field_of_tomorrow(kind: str) -> None:
    today = example_envelope(kind)
    tomorrow = dataclasses.replace(today, data={**today.data, "added_later": {"by": "a producer"}})

    assert decode(EVENTS[kind], tomorrow) == decode(EVENTS[kind], today)


@pytest.mark.parametrize("kind", EVENTS)
def test_a_reader_refuses_an_event_without_its_receipt_number(kind: str) -> None:
    envelope = example_envelope(kind)
    rest = {name: value for name, value in envelope.data.items() if name != "receipt_no"}

    with pytest.raises(ValueError, match="cannot be read"):
        decode(EVENTS[kind], dataclasses.replace(envelope, data=rest))


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_carries_numbers_and_codes_but_nothing_that_people_wrote(kind: str) -> None:
    fields = set(schema_of(EVENTS[kind])["properties"]) - NOT_PRIVATE

    assert [each for each in fields if any(word in each.split("_") for word in PRIVATE)] == []


def test_the_shape_of_an_event_shows_every_change() -> None:
    known = EVENTS["huhang.intake.submission.filed.v1"]
    fields = [(each.name, each.type) for each in dataclasses.fields(known)]
    other = [(name, int if name == "kind" else kind) for name, kind in fields]
    versions = [
        dataclasses.make_dataclass("Same", fields),
        dataclasses.make_dataclass("Retyped", other),
        dataclasses.make_dataclass("Shorter", fields[:-1]),
        dataclasses.make_dataclass(
            "Longer", [*fields, ("more", str, dataclasses.field(default=""))]
        ),
    ]

    found = [fingerprint(version) for version in versions]

    assert found[0] == fingerprint(known)
    assert len(set(found)) == len(versions)


def test_what_the_services_really_say_is_what_they_published(sqlite_town: Town) -> None:
    matter = sqlite_town.files()["receipt_no"]
    sqlite_town.settle()
    sqlite_town.accepts(matter)
    sqlite_town.routes(matter, "mediation")
    sqlite_town.routes(matter, "police")

    said = [envelope for producer in PRODUCERS for envelope in _said(sqlite_town, producer)]

    assert len({envelope.type for envelope in said}) >= 6
    assert [error for envelope in said for error in _errors(envelope)] == []


def _said(town: Town, producer: str) -> list[Envelope]:
    with town.services[producer].engine.connect() as connection:
        return envelopes(connection, 0, 1_000)


def _errors(envelope: Envelope) -> list[str]:
    found: list[Any] = list(_validator(envelope.type).iter_errors(dict(envelope.data)))
    unknown = set(envelope.data) - set(schema_of(EVENTS[envelope.type])["properties"])
    return [f"{envelope.type}: {error.message}" for error in found] + sorted(unknown)

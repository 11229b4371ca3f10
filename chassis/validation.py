"""Schemas whose messages are codes: marshmallow's own English sentences never reach anybody."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate

from chassis.errors import FieldError

_INSTANT = {
    "invalid": "invalid_instant",
    "invalid_awareness": "invalid_instant",
    "format": "invalid_instant",
}
_CODES: Mapping[type[fields.Field[Any]], Mapping[str, str]] = {
    fields.Field: {"required": "required", "null": "null", "validator_failed": "invalid"},
    fields.String: {"invalid": "invalid_text", "invalid_utf8": "invalid_text"},
    fields.Number: {"invalid": "invalid_number", "too_large": "invalid_number"},
    fields.Integer: {"invalid": "invalid_number", "too_large": "invalid_number"},
    fields.Float: {"special": "invalid_number"},
    fields.Decimal: {"special": "invalid_number"},
    fields.Boolean: {"invalid": "invalid_boolean"},
    fields.List: {"invalid": "invalid_list"},
    fields.Mapping: {"invalid": "invalid_object"},
    fields.Nested: {"type": "invalid_object"},
    fields.Date: {"invalid": "invalid_date", "format": "invalid_date"},
    fields.Time: {"invalid": "invalid_time", "format": "invalid_time"},
    fields.DateTime: _INSTANT,
    fields.AwareDateTime: _INSTANT,
    fields.UUID: {"invalid_uuid": "invalid"},
    fields.Email: {"invalid": "invalid_email"},
    fields.Url: {"invalid": "invalid_url"},
    fields.Enum: {"unknown": "invalid_choice|choices={choices}"},
}
for _field, _messages in _CODES.items():
    _field.default_error_messages = {**_field.default_error_messages, **_messages}

_CODE = re.compile(r"([a-z][a-z0-9_.]*)(?:\|([a-z]+)=(.*))?", re.DOTALL)
_MOST_ERRORS = 50
_LONGEST_KEY = 80


class Strict(Schema):
    """A body that people send: unknown keys are refused, so that a typo loses no words."""

    error_messages = {  # noqa: RUF012 - as marshmallow declares it
        "unknown": "unknown_field",
        "type": "invalid_object",
    }

    class Meta:
        unknown = RAISE


class NoFields(Strict):
    """A body without fields."""


class Query(Schema):
    """The query string of a list; unknown parameters are refused as well."""

    error_messages = {"unknown": "unknown_field"}  # noqa: RUF012 - as marshmallow declares it

    class Meta:
        unknown = RAISE


class Answer(Schema):
    """A body that we send."""

    class Meta:
        unknown = EXCLUDE


class Coded(ValidationError):
    """A refusal of one field with parameters for its sentence."""

    def __init__(self, code: str, *, at: str = "_schema", **params: Any) -> None:
        super().__init__(code, at)
        self.messages = [(code, params)]


class _Length(validate.Length):
    def __call__(self, value: Any) -> Any:
        is_text = isinstance(value, str)
        size = len(value.replace("\r\n", "\n") if is_text else value)
        if is_text and size == 0 and self.min:
            raise Coded("required")
        if self.min is not None and size < self.min:
            raise Coded("too_short" if is_text else "too_few", min=self.min)
        if self.max is not None and size > self.max:
            raise Coded("too_long" if is_text else "too_many", max=self.max)
        return value


def length(minimum: int | None = None, maximum: int | None = None) -> validate.Length:
    """Characters (code points, a line break counts one) of a text, or entries of a list."""
    return _Length(minimum, maximum)


class _Range(validate.Range):
    def __call__(self, value: Any) -> Any:
        if self.min is not None and value < self.min:
            raise Coded("too_small", min=self.min)
        if self.max is not None and value > self.max:
            raise Coded("too_big", max=self.max)
        return value


def between(minimum: int | None = None, maximum: int | None = None) -> validate.Range:
    """A number within bounds, both included."""
    return _Range(minimum, maximum)


class Choice(validate.OneOf):
    """One of some codes; the refusal names them."""

    def __call__(self, value: Any) -> Any:
        if value not in self.choices:
            raise Coded("invalid_choice", choices=", ".join(map(str, self.choices)))
        return value


def field_errors(messages: Any) -> Iterator[FieldError]:
    """marshmallow's nested messages as a flat list of pointers and codes, the first fifty."""
    return islice(_flat(messages, ""), _MOST_ERRORS)


def _flat(messages: Any, pointer: str) -> Iterator[FieldError]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _flat(inner, pointer if key == "_schema" else f"{pointer}/{_token(key)}")
    elif isinstance(messages, tuple):
        code, params = messages
        yield FieldError(pointer, code, params)
    elif isinstance(messages, list):
        for each in messages:
            yield from _flat(each, pointer)
    else:
        yield _coded(pointer, str(messages))


def _token(key: Any) -> str:
    """A reference token of a JSON pointer (RFC 6901)."""
    return str(key)[:_LONGEST_KEY].replace("~", "~0").replace("/", "~1")


def _coded(pointer: str, message: str) -> FieldError:
    found = _CODE.fullmatch(message)
    if found is None:  # a sentence of marshmallow's that nobody has given a code
        return FieldError(pointer, "invalid")
    code, name, value = found.groups()
    return FieldError(pointer, code, {name: value} if name else {})

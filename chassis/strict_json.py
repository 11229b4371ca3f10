"""JSON as RFC 8259 has it and no more, so that two readers never understand a body differently."""

import json
import math
from typing import Any

from flask.json.provider import DefaultJSONProvider

from chassis.problems import BadRequest

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20


class StrictJSON(DefaultJSONProvider):
    """Flask's way to JSON, strict when reading and in plain UTF-8 when writing."""

    ensure_ascii = False
    sort_keys = False
    compact = True

    def loads(self, s: str | bytes, **_kwargs: Any) -> Any:
        return read(s.encode() if isinstance(s, str) else s)


def read(body: bytes) -> Any:
    """The value in a body.

    Refused are: other encodings than UTF-8, NaN and Infinity, repeated keys, more than
    ``MAX_DEPTH`` brackets in each other, NUL and halves of surrogate pairs.
    Raises: BadRequest, which names what is wrong.
    """
    try:
        text = body.decode()
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as problem:
        raise BadRequest("unreadable_body") from problem
    _check(value, MAX_DEPTH, has_escapes="\\u" in text)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadRequest("repeated_key", params={"key": twice[:80]})
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _too_deep() -> BadRequest:
    return BadRequest("nested_too_deep", params={"limit": MAX_DEPTH})


def _check(value: Any, left: int, *, has_escapes: bool) -> None:
    if isinstance(value, dict | list):
        if left == 0:
            raise _too_deep()
        for inner in value.values() if isinstance(value, dict) else value:
            _check(inner, left - 1, has_escapes=has_escapes)
        if isinstance(value, dict):
            _check("".join(value), left, has_escapes=has_escapes)
    elif isinstance(value, str) and has_escapes:
        # Only an escape can smuggle in what no database takes.
        _check_text(value)
    elif isinstance(value, float) and not math.isfinite(value):
        raise BadRequest("unreadable_body")


def _check_text(text: str) -> None:
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise BadRequest("unusable_character")

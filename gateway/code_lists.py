"""Intake's code lists, kept for some minutes; what was read last still serves when intake is away."""

import time

from chassis.errors import Unavailable
from gateway.clients import intake
from gateway.i18n import language

_FRESH_SECONDS = 300.0
_kept: dict[str, tuple[float, dict[str, list[dict[str, str]]]]] = {}


def codes(group: str) -> list[dict[str, str]]:
    """One list: ``{code, zh, en}`` in order. Raises: Unavailable when it was never read."""
    at, lists = _kept.get("all", (0.0, {}))
    if not lists or time.monotonic() - at > _FRESH_SECONDS:
        try:
            lists = intake.codes()
            _kept["all"] = (time.monotonic(), lists)
        except Unavailable:
            if not lists:
                raise
    return lists[group]


def options(group: str) -> list[dict[str, str]]:
    """One list as ``{value, text}`` in the page's language."""
    return [{"value": each["code"], "text": each[language()]} for each in codes(group)]


def label(group: str, code: str) -> str:
    """A code as people say it; the code itself when the list does not have it."""
    return next((each[language()] for each in codes(group) if each["code"] == code), code)

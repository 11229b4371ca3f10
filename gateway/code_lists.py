"""Intake's code lists, for choices and for words in place of codes."""

from datetime import date
from typing import Any

from gateway.clients import intake
from gateway.context import gateway
from gateway.i18n import language


def codes(group: str) -> list[dict[str, Any]]:
    """One list: ``{code, zh, en}`` in order. Raises: Unavailable when it was never read."""
    return list(gateway().code_lists.get(intake.codes)[group])


def options(group: str) -> list[dict[str, str]]:
    """One list as ``{value, text}`` in the page's language."""
    return _as_options(codes(group))


def grounds(group: str, on: date) -> list[dict[str, str]]:
    """Grounds as the law knew them on a day: ``{value, text, article}``. Raises: Unavailable."""
    return _as_options(intake.codes(on)[group])


def label(group: str, code: str) -> str:
    """A code as people say it; the code itself when the list does not have it."""
    return _word(options(group), code)


def ground_label(group: str, code: str, on: date) -> str:
    """A ground that was used under the law of a day, as people say it."""
    return _word(grounds(group, on), code)


def _as_options(entries: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "value": each["code"],
            "text": each[language()],
            "article": each.get("article", {}).get(language(), ""),
        }
        for each in entries
    ]


def _word(entries: list[dict[str, str]], code: str) -> str:
    return next((each["text"] for each in entries if each["value"] == code), code)

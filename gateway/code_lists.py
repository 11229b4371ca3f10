"""Intake's code lists, for choices and for words in place of codes."""

from gateway.clients import intake
from gateway.context import gateway
from gateway.i18n import language


def codes(group: str) -> list[dict[str, str]]:
    """One list: ``{code, zh, en}`` in order. Raises: Unavailable when it was never read."""
    return list(gateway().code_lists.get(intake.codes)[group])


def options(group: str) -> list[dict[str, str]]:
    """One list as ``{value, text}`` in the page's language."""
    return [{"value": each["code"], "text": each[language()]} for each in codes(group)]


def label(group: str, code: str) -> str:
    """A code as people say it; the code itself when the list does not have it."""
    return next((each[language()] for each in codes(group) if each["code"] == code), code)

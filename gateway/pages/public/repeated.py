"""You may have filed this before: asked only of what this very browser filed, so nobody learns of others."""

from typing import Any

from chassis.errors import Unavailable
from gateway.clients import intake
from gateway.drafts import Draft

PAGES = frozenset({"about-right", "respondent"})
"""Pages after which it is looked for."""
_ASKED = ("kind", "respondent_name", "respondent_url", "right_type", "right_number")


def filed_before(draft: Draft) -> dict[str, Any] | None:
    """What this browser filed about the same right against the same respondent: number, status, time.

    None when there is none, when they said that this is another, or while intake is away: it never
    keeps anybody from filing.
    """
    if draft.is_new:
        return None
    asked = {name: str(draft.answers.get(name, "")) for name in _ASKED}
    if not (asked["respondent_name"] or asked["respondent_url"]):
        return None
    for number in reversed(draft.earlier):
        try:
            found = intake.is_repetition(number, asked)
        except Unavailable:
            return None
        if found["is_alike"]:
            return found | {"receipt_no": number}
    return None

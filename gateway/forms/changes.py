"""What somebody has changed in a form that showed what is stored: each field goes with its ``was-`` twin."""

from collections.abc import Iterable

from flask import request

WAS = "was-"
CORRECTABLE = (
    "right_number",
    "holder_name",
    "holder_uscc",
    "respondent_name",
    "respondent_address",
    "respondent_platform",
    "respondent_url",
    "respondent_email",
    "contact_name",
    "contact_phone",
    "contact_email",
)
"""What an officer may put right in a matter, in the order of its page."""
OF_PERSON = frozenset(
    {"holder_name", "holder_uscc", "contact_name", "contact_phone", "contact_email"}
)
"""Nobody but the reporter changes these where the report is confidential."""


def changed(fields: Iterable[str], prefix: str = "") -> dict[str, str]:
    """The fields whose text differs from what the form showed, by name without the prefix.

    Only these are sent on: what somebody else has put right meanwhile is not put back.
    """
    sent = request.form
    texts = {name: sent[prefix + name].strip() for name in fields if prefix + name in sent}
    return {n: text for n, text in texts.items() if text != sent.get(WAS + prefix + n, "").strip()}

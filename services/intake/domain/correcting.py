"""Which fields of a submission can be put right after filing, and where they stand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.intake.domain.submission import Submission

_PLACES: Mapping[str, tuple[str, str]] = {
    "right_number": ("", "right_number"),
    "holder_name": ("holder", "name"),
    "holder_uscc": ("holder", "uscc"),
    "respondent_name": ("respondent", "name"),
    "respondent_address": ("respondent", "address"),
    "respondent_url": ("respondent", "url"),
    "respondent_platform": ("respondent", "platform"),
    "respondent_email": ("respondent", "email"),
    "contact_name": ("contact", "name"),
    "contact_phone": ("contact", "phone"),
    "contact_email": ("contact", "email"),
}
CORRECTABLE = tuple(_PLACES)
OF_PERSON = frozenset(
    {"holder_name", "holder_uscc", "contact_name", "contact_phone", "contact_email"}
)
"""Fields that an anonymous report does not have."""


def correctable(submission: "Submission") -> dict[str, str]:
    """The fields as they stand."""
    return {
        name: str(getattr(getattr(submission, part) if part else submission, field))
        for name, (part, field) in _PLACES.items()
    }


def put_right(submission: "Submission", changes: Mapping[str, str]) -> None:
    """Write new values. Raises: KeyError for a field that cannot be corrected."""
    for name, text in changes.items():
        part, field = _PLACES[name]
        if part:
            setattr(submission, part, replace(getattr(submission, part), **{field: text}))
        else:
            setattr(submission, field, text)

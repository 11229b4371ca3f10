"""By which marks two matters may be about the same thing."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from services.intake.domain.kind import NAMED
from services.intake.domain.names import link_key, respondent_key
from services.intake.domain.submission import Submission

REPEATED_WITHIN = timedelta(days=180)
BLOCK = 2
"""Names are compared closely when their distinctive parts begin with the same characters."""


def likeness(submission: Submission) -> dict[str, str]:
    """The marks of a matter."""
    s = submission
    # A mark would tell who reported in confidence to whoever sees a named matter beside it.
    contact = (s.contact.phone or s.contact.email.casefold()) if s.identity == NAMED else ""
    return marks(s.respondent.name, s.respondent.url, s.right_type, s.right_number, contact)


def is_repetition(own: Submission, asked: Mapping[str, str], at: datetime) -> bool:
    """Whether somebody is about to file again what is theirs already: kind, respondent (or link), right.

    ``asked``: kind, respondent_name, respondent_url, right_type, right_number.
    """
    mine = likeness(own)
    other = marks(
        asked["respondent_name"],
        asked["respondent_url"],
        asked["right_type"],
        asked["right_number"],
        "",
    )
    same = {name for name, mark in other.items() if mark and mark == mine[name]}
    about_same_right = own.right_type == asked["right_type"] and (
        not (mine["right_key"] and other["right_key"]) or "right_key" in same
    )
    is_recent = at <= own.filed_at + REPEATED_WITHIN
    against_same = bool(same & {"respondent_key", "link_key"})
    return own.kind == asked["kind"] and is_recent and about_same_right and against_same


def marks(
    respondent: str, link: str, right_type: str, right_number: str, contact: str
) -> dict[str, str]:
    """The marks that are compared: respondent, right, link, contact; empty where there is none."""
    name = respondent_key(respondent)
    number = right_number.removeprefix("ZL").replace(".", "")
    return {
        "respondent_key": name,
        "respondent_block": name[:BLOCK],
        "right_key": f"{right_type}:{number}" if number else "",
        "link_key": link_key(link),
        "contact_key": contact,
    }

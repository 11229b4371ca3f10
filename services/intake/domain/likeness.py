"""By which marks two matters may be about the same thing."""

from services.intake.domain.kind import NAMED
from services.intake.domain.names import link_key, respondent_key
from services.intake.domain.submission import Submission

BLOCK = 2
"""Names are compared closely when their distinctive parts begin with the same characters."""


def likeness(submission: Submission) -> dict[str, str]:
    """The marks of a matter."""
    s = submission
    # A mark would tell who reported in confidence to whoever sees a named matter beside it.
    contact = (s.contact.phone or s.contact.email.casefold()) if s.identity == NAMED else ""
    return marks(s.respondent.name, s.respondent.url, s.right_type, s.right_number, contact)


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

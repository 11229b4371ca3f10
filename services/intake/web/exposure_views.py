"""Evidence as one of the staff may see it: of a secret only that it is there, and who can grant it."""

from typing import Any

from lawbook.presentation import instant
from services.intake.domain.exposing import SECRET, exposure_of, goes_along, may_read
from services.intake.domain.parties import Attachment
from services.intake.domain.submission import Submission

_FACTS = ("name", "description", "media_type", "sha256", "sm3", "reason")


def evidence_view(s: Submission, account: str) -> list[dict[str, Any]]:
    """Every piece of a matter; names, words and digests of secrets are left out for who is no reader."""
    return [_piece(s, each, account) for each in s.evidence]


def _piece(s: Submission, each: Attachment, account: str) -> dict[str, Any]:
    said, is_open = exposure_of(s, each.id), may_read(s, each.id, account)
    hidden = {} if is_open else dict.fromkeys(_FACTS, "") | {"size": 0}
    return {
        **vars(each),
        **hidden,
        "may_read": is_open,
        "exposure": {
            "level": said.level,
            "readers": list(said.readers) if said.level == SECRET else [],
            "respondent_from": said.respondent_from,
            "goes_along": goes_along(s, each.id),
            "reason": said.reason if is_open else "",
            "by": said.by,
            "at": instant(said.at) if said.at else None,
        },
    }

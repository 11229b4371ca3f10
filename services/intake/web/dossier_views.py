"""Other matters, online shops, mandates and agreements, as the staff sees them."""

from typing import Any

from lawbook.presentation import instant
from services.intake.domain.dossier import Mandate
from services.intake.domain.kind import NAMED
from services.intake.domain.representing import lacking_agreement, represented
from services.intake.domain.submission import Submission


def dossier_view(s: Submission) -> dict[str, Any]:
    """All of it, oldest first."""
    own, is_named = s.dossier, s.identity == NAMED
    return {
        "links": [vars(each) | {"at": instant(each.at)} for each in own.links],
        "shop_items": [
            vars(each)
            | {
                "value_fen": each.value_fen,
                "captured_at": instant(each.captured_at),
                "at": instant(each.at),
            }
            for each in own.shop_items
        ],
        "sold_for_fen": own.value_fen,
        "mandate": _mandate(own.mandate),
        "agreements": [vars(each) | {"at": instant(each.at)} for each in own.agreements],
        "represented": list(represented(s)) if is_named else [],
        "lacking_agreement": list(lacking_agreement(s)) if is_named else [],
    }


def _mandate(mandate: Mandate | None) -> dict[str, Any] | None:
    if mandate is None:
        return None
    return {
        "scope": list(mandate.scope),
        "until": mandate.until.isoformat() if mandate.until else None,
        "by": mandate.by,
        "at": instant(mandate.at),
    }

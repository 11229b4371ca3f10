"""Calls as the desk sees them."""

from typing import Any

from chassis.catalogue import Catalogue
from chassis.problems import language
from chassis.transaction import service
from lawbook.presentation import instant
from services.intake.domain.call import Call


def call_view(call: Call) -> dict[str, Any]:
    """One call with its draft, for whoever has it in hand."""
    return call_row(call) | {
        "draft": call.draft,
        "draft_no": call.draft_no,
        "draft_at": _instant(call.draft_at),
        "possible_now": list(call.possible_now),
    }


def call_row(call: Call) -> dict[str, Any]:
    """One line of a list of the desk. What was told in confidence is not listed."""
    hidden = bool(call.draft.get("confidential"))
    return {
        "call_id": call.id,
        "state": call.state,
        "number": "" if hidden else call.number,
        "name": "" if hidden else call.draft.get("contact_name", ""),
        "is_confidential": hidden,
        "operator": call.operator,
        "kind": call.draft.get("kind", ""),
        "began_at": instant(call.began_at),
        "saved_at": _instant(call.saved_at),
        "receipt_no": "" if hidden else call.receipt_no,
        "gaps": [_gap(each) for each in call.gaps],
        "complete_by": _instant(call.complete_by),
        "wrap_up": call.wrap_up,
        "call_back_at": _instant(call.call_back_at),
        "called_back_at": _instant(call.called_back_at),
        "is_promised": call.is_promised,
        "is_late": call.is_late(service().clock.now()),
        "attempts": [
            {"at": instant(each.at), "by": each.by, "reached": each.reached}
            for each in call.attempts
        ],
        "tries_left": call.tries_left,
        "given_up_at": _instant(call.given_up_at),
        "rings": call.state == "ringing",
    }


def _gap(name: str) -> dict[str, str]:
    text = Catalogue(service().catalogue).text(f"desk_field.{name}", language(), {})
    return {"field": name, "text": text}


def _instant(at: Any) -> str | None:
    return instant(at) if at else None

"""Who handles a matter, who gave it back and who ruled, as the staff sees it."""

from typing import Any

from lawbook.presentation import instant
from services.intake.domain.jurisdiction import unit_of
from services.intake.domain.kind import RECEIVED
from services.intake.domain.records import Considered, Return
from services.intake.domain.returning import BODY, may_be_returned
from services.intake.domain.submission import Submission


def handling_view(s: Submission) -> dict[str, Any]:
    """Who has it and why, who withdrew or gave it back, and what was ruled."""
    return {
        "assignee": s.assignee,
        "assignment": _assignment(s),
        "recusals": [
            {"account": r.account, "reason": r.reason, "at": instant(r.at)} for r in s.recusals
        ],
        "returns": [_return(each) for each in s.returns],
        "rulings": [
            {"assignee": r.assignee, "reason": r.reason, "by": r.by, "at": instant(r.at)}
            for r in s.rulings
        ],
        "may_be_returned": may_be_returned(s),
        "awaits_ruling": s.awaits_ruling,
    }


def ruling_view(s: Submission) -> dict[str, Any]:
    """A matter that waits for a ruling who handles it, and who gave it back."""
    return {
        "receipt_no": s.receipt_no,
        "kind": s.kind,
        "due_at": instant(s.ruling_due_at) if s.ruling_due_at else None,
        "returns": [_return(each) for each in s.returns],
    }


def considered_view(each: Considered) -> dict[str, Any]:
    """An officer who was looked at: ``reason`` is ``fits`` or what spoke against it."""
    return {"account": each.account, "reason": each.reason, "open_matters": each.open_matters}


def _assignment(s: Submission) -> dict[str, Any] | None:
    given = s.assignment
    if given is None or not given.assignee:
        return None
    return {
        "way": given.way,
        "at": instant(given.at),
        "return_at": instant(given.return_at) if given.return_at and s.status == RECEIVED else None,
        "considered": [considered_view(each) for each in given.considered],
    }


def _return(each: Return) -> dict[str, str]:
    unit = unit_of(each.by.removeprefix(BODY)) if each.by.startswith(BODY) else None
    return {
        "by": "" if unit else each.by,
        "body": unit.name if unit else "",
        "ground": each.ground,
        "reason": each.reason,
        "proposed": each.proposed,
        "at": instant(each.at),
    }

"""Weighty acts: who does them has proved who they are within the last minutes, not only this morning."""

import re
from datetime import timedelta

from chassis.identity import Unauthenticated
from contracts.permissions import STEP_UP, reaches
from gateway.context import gateway
from gateway.sessions import Session

FRESH = timedelta(minutes=5)
_OPERATIONS = {"transfer.approve": re.compile(r"POST /api/v1/transfers/[^/]+/approval/?")}
ENDPOINTS = {"staff.approval": "transfer.approve"}
"""Forms of the staff pages that stand for such an act."""


class StepUpNeeded(Unauthenticated):
    """The token is good, but too old for this act: sign in once more (401)."""

    code = "step_up_needed"


def action_of(method: str, path: str) -> str:
    """The weighty act that a request to the API stands for; empty for any other request."""
    asked = f"{method} {path}"
    return next((each for each in STEP_UP if _OPERATIONS[each].fullmatch(asked)), "")


def is_needed(session: Session, action: str) -> bool:
    """Whether somebody who may do an act has to prove once more who they are."""
    if not action or not reaches(action, session.principal.roles):
        return False
    return session.proven_at is None or gateway().clock.now() >= session.proven_at + FRESH

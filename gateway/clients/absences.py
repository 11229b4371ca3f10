"""Asking mediation about sessions at which somebody did not appear."""

from chassis.service_client import Answer
from gateway.clients.calling import Act, Json, act, fetch_file

SERVICE = "mediation"
_CASES = "/api/v1/mediation-cases"


def explain(case_id: str, act_: Act) -> Json:
    """Why the caller's side did not come: body ``{text, files}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/absence-reasons", act_).json()
    return found


def undo(case_id: str, act_: Act) -> Json:
    """Take a note back: body ``{because}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/session/absence/undoing", act_).json()
    return found


def file(case_id: str, evidence_id: str) -> Answer:
    """A paper that came with a reason. Raises: NotFound."""
    return fetch_file(SERVICE, f"{_CASES}/{case_id}/absence-reasons/files/{evidence_id}")

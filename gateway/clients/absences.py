"""Asking mediation about sessions at which somebody did not appear."""

from gateway.clients.calling import Act, Json, act

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

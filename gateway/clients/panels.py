"""Asking mediation about the panel beside a mediator."""

from gateway.clients.calling import Act, Json, act, read

SERVICE = "mediation"
_CASES = "/api/v1/mediation-cases"


def candidates(case_id: str) -> list[Json]:
    """Who could take which ``seats``, with what stands against them."""
    return list(read(SERVICE, f"{_CASES}/{case_id}/panel/candidates")["items"])


def choices(case_id: str) -> Json:
    """``{items, pick_until}``: whom the caller's side may pick."""
    found: Json = read(SERVICE, f"{_CASES}/{case_id}/panel/choices")
    return found


def change(case_id: str, verb: str, act_: Act) -> Json:
    """Form it (an empty verb), or one of ``picks``, ``seats``, ``answers``, ``releases``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/panel/{verb}".rstrip("/"), act_).json()
    return found

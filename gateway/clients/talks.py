"""Asking mediation about what is said around a case: messages, offers, tries of contact."""

from chassis.service_client import Answer
from gateway.clients.calling import Act, Json, act, fetch_file, read

SERVICE = "mediation"
_CASES = "/api/v1/mediation-cases"


def talk(case_id: str) -> Json:
    """``{as, messages, offers, may_write, may_confide, may_offer}``; contacts for the staff."""
    found: Json = read(SERVICE, f"{_CASES}/{case_id}/talk")
    return found


def post(case_id: str, what: str, act_: Act) -> Json:
    """Say something (``messages``), propose (``offers``), answer (``offer-answers``), or note a try
    (``contacts``). Raises: Refused."""
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/talk/{what}", act_).json()
    return found


def contact_file(case_id: str, evidence_id: str) -> Answer:
    """A file that shows a try of contact. Raises: NotFound."""
    return fetch_file(SERVICE, f"{_CASES}/{case_id}/talk/contacts/files/{evidence_id}")

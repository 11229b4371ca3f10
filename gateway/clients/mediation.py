"""Asking mediation: cases, mediators, sessions and agreements."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from chassis.service_client import Answer
from gateway.clients.calling import (
    Act,
    Json,
    Page,
    Versioned,
    act,
    fetch_file,
    read,
    read_versioned,
)

SERVICE = "mediation"
_CASES = "/api/v1/mediation-cases"
_SESSIONS = "/api/v1/sessions"


def cases(query: Mapping[str, Any] | None = None) -> Page:
    """Cases that the caller may see. ``query``: receipt_no, status, limit, cursor."""
    found: Page = read(SERVICE, _CASES, query)
    return found


def case(case_id: str) -> Versioned:
    """One case: parties, consents, mediator, sessions, agreement, clocks, possible_now."""
    return read_versioned(SERVICE, f"{_CASES}/{case_id}")


def invitation(case_id: str) -> Json:
    """The link for the paper invitation: ``{link, by_email}``."""
    found: Json = read(SERVICE, f"{_CASES}/{case_id}/invitation")
    return found


def open_invitation(token: str, key: str) -> Json:
    """What an invitation leads to: ``{receipt_no, case_id}``. Raises: NotFound."""
    found: Json = act(
        SERVICE, "/api/v1/invitations/open", Act(key=key, body={"token": token})
    ).json()
    return found


def consent(case_id: str, *, agrees: bool, key: str) -> Json:
    """Agree to mediation or decline, as the side that the caller is."""
    return _acted(case_id, "consents", Act(key=key, body={"agrees": agrees}))


def candidates(case_id: str) -> list[Json]:
    """Who could mediate: ``{expert_id, name, fields, eligible, conflicts, open_cases}``."""
    return list(read(SERVICE, f"{_CASES}/{case_id}/candidates")["items"])


def propose(case_id: str, act_: Act) -> Json:
    """Propose a mediator: body ``{expert_id}``. Raises: Refused (409 conflict_of_interest)."""
    return _acted(case_id, "proposal", act_)


def answer_proposal(case_id: str, act_: Act) -> Json:
    """The mediator answers: body ``{accepts, has_conflict, statement}``."""
    return _acted(case_id, "proposal/answer", act_)


def note_performance(case_id: str, act_: Act) -> Json:
    """Note a step: body ``{number, state, note, files}``. Raises: Refused."""
    return _acted(case_id, "agreement/performance", act_)


def proof_file(case_id: str, evidence_id: str) -> Answer:
    """A file that shows a step of performance. Raises: NotFound."""
    return fetch_file(SERVICE, f"{_CASES}/{case_id}/files/{evidence_id}")


def challenge(case_id: str, act_: Act) -> Json:
    """Challenge the mediator: body ``{ground, reason}``. Raises: Refused."""
    return _acted(case_id, "challenge", act_)


def decide_challenge(case_id: str, act_: Act) -> Json:
    """Uphold or reject a challenge: body ``{upheld, decision}``."""
    return _acted(case_id, "challenge/decision", act_)


def free_slots(case_id: str, query: Mapping[str, Any] | None = None) -> list[Json]:
    """Free times: ``{starts_at, ends_at, room_id, room_name}``. ``query``: from, days."""
    return list(read(SERVICE, f"{_CASES}/{case_id}/free-slots", query)["items"])


def schedule(case_id: str, act_: Act) -> Json:
    """Book a session: body ``{room_id, starts_at, minutes}``. Raises: Refused (409 slot_taken)."""
    return _acted(case_id, "sessions", act_)


def sessions(query: Mapping[str, Any] | None = None) -> Page:
    """Sessions of the caller. ``query``: from."""
    found: Page = read(SERVICE, _SESSIONS, query)
    return found


def session(session_id: str) -> Versioned:
    """One session."""
    return read_versioned(SERVICE, f"{_SESSIONS}/{session_id}")


def record_outcome(session_id: str, act_: Act) -> Json:
    """The mediator records: body ``{outcome, minutes_text, agreement}``."""
    found: Json = act(SERVICE, f"{_SESSIONS}/{session_id}/outcome", act_).json()
    return found


def sign(case_id: str, *, code: str, key: str) -> Json:
    """Sign the agreement with a code. Raises: Refused (422 code_wrong); Throttled."""
    return _acted(case_id, "agreement/signatures", Act(key=key, body={"code": code}))


def refuse_signature(case_id: str, act_: Act) -> Json:
    """Say why one does not sign: body ``{reason}``. Raises: Refused."""
    return _acted(case_id, "agreement/refusal", act_)


def sign_on_paper(case_id: str, act_: Act) -> Json:
    """Note a signature by hand: body ``{side}``. Raises: Refused (409 not_your_turn)."""
    return _acted(case_id, "agreement/paper-signatures", act_)


def redraft(case_id: str, act_: Act) -> Json:
    """Put another text to both sides: body ``{agreement}``. Raises: Refused."""
    return _acted(case_id, "agreement/text", act_)


def correct(case_id: str, act_: Act) -> Json:
    """Put a corrected text of a signed agreement to both sides: body ``{agreement, reason}``."""
    return _acted(case_id, "agreement/corrections", act_)


def end(case_id: str, act_: Act) -> Json:
    """End a case without an agreement: body ``{ground, explanation}``."""
    return _acted(case_id, "end", act_)


def _acted(case_id: str, verb: str, act_: Act) -> Json:
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/{verb}", act_).json()
    return found


def attendance(token: str) -> dict[str, Any]:
    """The session that an attendance link is for, and what was answered. Raises: NotFound."""
    found: dict[str, Any] = read(SERVICE, f"/api/v1/attendance/{quote(token, safe='')}")
    return found


def arrive(token: str, act_: Act) -> Json:
    """Say that one is there. Raises: Refused; NotFound."""
    found: Json = act(SERVICE, f"/api/v1/attendance/{token}/arrival", act_).json()
    return found


def answer_attendance(token: str, doing: Act) -> None:
    """Say whether one comes. Raises: NotFound; Refused."""
    act(SERVICE, f"/api/v1/attendance/{quote(token, safe='')}", doing)


def appraise(case_id: str, act_: Act) -> Json:
    """Both sides commissioned an appraisal: body ``{subject, body, document, agreed_by_both}``."""
    return _acted(case_id, "appraisals", act_)


def conclude_appraisal(case_id: str, act_: Act) -> Json:
    """Its result is there: body ``{conclusion}``."""
    return _acted(case_id, "appraisal-conclusions", act_)


def present_facts(case_id: str, act_: Act) -> Json:
    """Put undisputed facts to both sides: body ``{lines}``."""
    return _acted(case_id, "agreed-facts", act_)


def sign_facts(case_id: str, act_: Act) -> Json:
    """Sign them for the caller's side: body ``{code}``. Raises: Refused; Throttled."""
    return _acted(case_id, "agreed-facts/signatures", act_)


def recommended(case_id: str) -> Json:
    """``{items, ranked}``: whom the caller's side may put in its order, and the order it gave."""
    found: Json = read(SERVICE, f"{_CASES}/{case_id}/recommended-mediators")
    return found


def rank(case_id: str, act_: Act) -> Json:
    """The order of the caller's side: body ``{ranked}``. Raises: Refused."""
    return _acted(case_id, "mediator-rankings", act_)

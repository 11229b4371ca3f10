"""Asking mediation about its expert pool and its draws."""

from typing import Any
from urllib.parse import quote

from gateway.clients.calling import Act, Json, Versioned, act, fetch, read, read_versioned

SERVICE = "mediation"
_APPLICATIONS = "/api/v1/pool-applications"
_CASES = "/api/v1/mediation-cases"


def listed() -> list[Json]:
    """The public list: ``{name, roles, fields, ipc, nice, languages, regions, qualifications}``."""
    return list(read(SERVICE, "/api/v1/expert-pool")["items"])


def members() -> Json:
    """``{items, unfairness}``: every member with load, results and what stands in the way."""
    found: Json = read(SERVICE, "/api/v1/experts")
    return found


def applications(status: str) -> list[Json]:
    """Applications of a state: received, asked, admitted or refused."""
    return list(read(SERVICE, _APPLICATIONS, {"status": status})["items"])


def application(application_id: str) -> Versioned:
    """One application."""
    return read_versioned(SERVICE, f"{_APPLICATIONS}/{application_id}")


def apply(act_: Act) -> Json:
    """Apply for the pool. Raises: Refused; Throttled."""
    found: Json = act(SERVICE, _APPLICATIONS, act_).json()
    return found


def decide(application_id: str, act_: Act) -> Json:
    """Admit or refuse: body ``{admits, reason, account, term_until}``."""
    found: Json = act(SERVICE, f"{_APPLICATIONS}/{application_id}/decision", act_).json()
    return found


def ask(application_id: str, act_: Act) -> Json:
    """Ask the applicant for more: body ``{text}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_APPLICATIONS}/{application_id}/questions", act_).json()
    return found


def asked(token: str) -> Json:
    """``{is_open, question}``: what an applicant was asked for. Raises: NotFound."""
    found: Json = read(SERVICE, f"/api/v1/pool-supplies/{quote(token, safe='')}")
    return found


def supply(token: str, act_: Act) -> Json:
    """The applicant's answer: body ``{text}``. Raises: NotFound; Refused."""
    found: Json = act(SERVICE, f"/api/v1/pool-supplies/{quote(token, safe='')}", act_).json()
    return found


def suspend(expert_id: str, act_: Act) -> Json:
    """No new cases: body ``{reason}``; an empty reason lifts it."""
    found: Json = act(SERVICE, f"/api/v1/experts/{expert_id}/suspension", act_).json()
    return found


def member(expert_id: str) -> Versioned:
    """One member with ratings and what ends before long."""
    return read_versioned(SERVICE, f"/api/v1/experts/{expert_id}")


def keep(expert_id: str, what: str, act_: Act) -> Json:
    """Renew the ``term`` or note one of the ``qualifications``. Raises: Refused."""
    found: Json = act(SERVICE, f"/api/v1/experts/{expert_id}/{what}", act_).json()
    return found


def rate(case_id: str, act_: Act) -> Json:
    """Rate the mediator's work in a case: body ``{score, note}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/rating", act_).json()
    return found


def draws(case_id: str) -> list[Json]:
    """The draws of a case, as they were announced."""
    return list(read(SERVICE, f"{_CASES}/{case_id}/draws")["items"])


def announce_draw(case_id: str, act_: Act) -> Json:
    """Publish list and commitment. Raises: Refused (409 too_few_for_a_draw)."""
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/draws", act_).json()
    return found


def hold_draw(case_id: str, act_: Act) -> Json:
    """Draw: body ``{public_word}``."""
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/draws/result", act_).json()
    return found


def proof(draw_id: str) -> tuple[bytes, dict[str, Any]]:
    """A proof: its bytes as they are verified, and read. Raises: NotFound."""
    answer = fetch(SERVICE, f"/api/v1/draws/{draw_id}")
    return answer.body, answer.json()

"""Asking mediation about time: slots, holds, changed sessions, availability, rooms."""

from collections.abc import Mapping
from typing import Any

from gateway.clients.calling import Act, Json, Versioned, act, read, read_versioned

SERVICE = "mediation"
_CASES = "/api/v1/mediation-cases"
_PLANS = "/api/v1/session-plans"
_AVAILABILITY = "/api/v1/availability"


def slots(case_id: str, query: Mapping[str, Any] | None = None) -> Json:
    """``{items, blocked_by}``: the best slots with reasons, or the fewest rules that leave none."""
    found: Json = read(SERVICE, f"{_CASES}/{case_id}/free-slots", query)
    return found


def check(case_id: str, at: str) -> Json:
    """``{at, objections, passed_over, items}``: what stands against a time, and the nearest slots."""
    found: Json = read(SERVICE, f"{_CASES}/{case_id}/slot-check", {"at": at})
    return found


def change(case_id: str, verb: str, act_: Act) -> Json:
    """One of ``hold``, ``hold/confirmation``, ``session/move``, ``session/cancellation``,
    ``session/absence``, ``availability``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/{verb}", act_).json()
    return found


def schedule_series(case_id: str, act_: Act) -> Json:
    """Book several sessions: body ``{room_id, starts_at, minutes, count, every_days}``. Raises: Refused."""
    return change(case_id, "session-series", act_)


def availability() -> Versioned:
    """The caller's own week, exceptions, habits and feed."""
    return read_versioned(SERVICE, _AVAILABILITY)


def set_availability(verb: str, act_: Act) -> None:
    """Save the week (an empty verb), take in a ``calendar``, or renew the ``feed``."""
    act(SERVICE, f"{_AVAILABILITY}/{verb}".rstrip("/"), act_)


def plans() -> list[Json]:
    """The newest plans of sessions."""
    return list(read(SERVICE, _PLANS)["items"])


def plan(plan_id: str) -> Versioned:
    """One plan: what would be held where, who has no place and why."""
    return read_versioned(SERVICE, f"{_PLANS}/{plan_id}")


def ask_for_plan(act_: Act) -> Json:
    """Have a plan computed: body ``{days}``."""
    found: Json = act(SERVICE, _PLANS, act_).json()
    return found


def approve_plan(plan_id: str, act_: Act) -> Json:
    """Book a plan."""
    found: Json = act(SERVICE, f"{_PLANS}/{plan_id}/approval", act_).json()
    return found


def rooms(on: str) -> Json:
    """``{on, items}``: every room with its sessions of a day."""
    found: Json = read(SERVICE, "/api/v1/rooms", {"on": on})
    return found


def watch() -> Json:
    """``{stuck, waiting}``: promises around sessions that do not hold, and the waiting list."""
    found: Json = read(SERVICE, "/api/v1/session-watch")
    return found

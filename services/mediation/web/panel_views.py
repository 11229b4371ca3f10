"""A panel as people see it."""

from datetime import date
from typing import Any

from services.mediation.domain.panel import Panel, Seat
from services.mediation.domain.parties import SIDES


def ids_of(panel: Panel | None) -> list[str]:
    """Everybody of the pool who is named on a panel."""
    return [each.expert_id for each in (*panel.seats, *panel.alternates)] if panel else []


def panel_view(
    panel: Panel | None, names: dict[str, str], today: date, *, for_staff: bool
) -> dict[str, Any] | None:
    """Who sits in which role; who would stand in is for the staff. ``names``: of members by id."""
    if panel is None:
        return None
    alternates = [_seat(each, names) for each in panel.alternates]
    return {
        "size": panel.size,
        "by_parties": panel.by_parties,
        "pick_until": panel.pick_until.isoformat(),
        "may_pick": [side for side in SIDES if panel.may_pick(side, today)],
        "silent": [side for side in SIDES if panel.is_silent(side, today)],
        "vacancies": max(0, panel.vacancies),
        "is_complete": panel.is_complete,
        "seats": [_seat(each, names) for each in panel.seats],
        "alternates": alternates if for_staff else [],
    }


def own_seat(seat: Seat | None) -> dict[str, Any] | None:
    """The seat of the caller."""
    return {"role": seat.role, "has_accepted": seat.has_accepted} if seat else None


def _seat(seat: Seat, names: dict[str, str]) -> dict[str, Any]:
    return {
        "expert_id": seat.expert_id,
        "name": names[seat.expert_id],
        "role": seat.role,
        "side": seat.side,
        "is_picked": bool(seat.picked_by),
        "has_accepted": seat.has_accepted,
    }

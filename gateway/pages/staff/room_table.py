"""Rooms × time of one day: what is taken by whom, and moving a session to a free place."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import g, render_template, request

from chassis.clock import SHANGHAI, local_date
from chassis.errors import NotFound
from contracts.permissions import reaches
from gateway.clients import mediation, scheduling
from gateway.context import gateway
from gateway.pages.staff.room import room
from gateway.pages.staff.schedule import HALF_HOURS

HALF_AN_HOUR = timedelta(minutes=30)


@room.get("/rooms")
def rooms() -> str:
    """Rooms and half hours of one day.

    ``move``: a case whose session may be put elsewhere; then each free place is a button, and ``slot``
    is the place on which the session was dropped.
    """
    day = _day(request.args.get("on", ""))
    found = scheduling.rooms(day.isoformat())
    moving = _moving(request.args.get("move", ""))
    return render_template(
        "staff/rooms.html",
        on=day,
        before=(day - timedelta(days=1)).isoformat(),
        after=(day + timedelta(days=1)).isoformat(),
        rooms=found["items"],
        times=[f"{at:%H:%M}" for at in HALF_HOURS],
        taken={each["room_id"]: _by_half_hour(each["sessions"]) for each in found["items"]},
        spots=_places(day, found["items"]),
        moving=moving,
        dropped=_dropped(request.args.get("slot", ""), found["items"]) if moving else None,
        may_move=bool(reaches("session.schedule", g.principal.roles)),
    )


def slot_of(session: dict[str, Any]) -> str:
    """Room and start together, as forms carry them."""
    return f"{session['room_id']}|{session['starts_at']}"


def _moving(case_id: str) -> dict[str, Any] | None:
    """The case whose session is to be moved, with the session; None when it cannot be."""
    if not case_id:
        return None
    try:
        case = mediation.case(case_id)
    except NotFound:
        return None
    live = [each for each in case["sessions"] if each["is_live"] and not each["held_until"]]
    if "move" not in case["possible_now"] or not live:
        return None
    return {"case": case, "session": live[-1], "was": slot_of(live[-1])}


def _dropped(slot: str, items: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Where a session was dropped: ``{slot, starts_at, ends_at, room_name}``; None for no place."""
    room_id, _bar, starts_at = slot.partition("|")
    names = {each["room_id"]: each["name"] for each in items}
    try:
        since = datetime.fromisoformat(starts_at)
    except ValueError:
        return None
    if room_id not in names or since.tzinfo is None:
        return None
    until = (since + timedelta(hours=1)).isoformat()
    return {
        "slot": slot,
        "starts_at": starts_at,
        "ends_at": until,
        "room_name": names[room_id],
    }


def _places(day: date, items: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Room → half hour → the place as forms carry it."""
    starts = {f"{at:%H:%M}": datetime.combine(day, at, SHANGHAI).isoformat() for at in HALF_HOURS}
    return {
        each["room_id"]: {at: f"{each['room_id']}|{start}" for at, start in starts.items()}
        for each in items
    }


def _by_half_hour(sessions: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The session that takes each half hour of a day."""
    found = {}
    for each in sessions:
        since = datetime.fromisoformat(each["starts_at"]).astimezone(SHANGHAI)
        until = datetime.fromisoformat(each["ends_at"]).astimezone(SHANGHAI)
        for at in HALF_HOURS:
            begins = datetime.combine(since.date(), at, SHANGHAI)
            if since < begins + HALF_AN_HOUR and begins < until:
                found[f"{at:%H:%M}"] = each
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return local_date(gateway().clock.now())

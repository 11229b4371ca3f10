"""Time for the staff: changing sessions, and a mediator's own availability."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from chassis.clock import SHANGHAI
from gateway.clients import scheduling
from gateway.pages.staff import acting, cases
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.pool_words import INTERESTS

HALF_HOURS = [time(hour, minute) for hour in range(8, 20) for minute in (0, 30)]
TWICE = (1, 2)
HABITS = ("buffer_minutes", "notice_days", "most_a_day")
NEW_ROWS = 2


@room.post("/cases/<case_id>/hold")
def hold(case_id: str) -> Any:
    """Keep a slot for a day."""
    return _change(case_id, "hold", _slot() | {"hours": 24}, _("已暂留 24 小时"))


@room.post("/cases/<case_id>/hold/confirmation")
def confirm_hold(case_id: str) -> Any:
    """The hold becomes the session."""
    return _change(case_id, "hold/confirmation", {}, _("会议已排定，日程邀请已发出"))


@room.post("/cases/<case_id>/move")
def move_session(case_id: str) -> Any:
    """Another time or room."""
    stood = request.form.get("was", "")
    return acting.do(
        lambda act: scheduling.change(case_id, "session/move", act),
        _slot() | _which(),
        done=_("会议已改期，新的日程邀请已发出"),
        onward=url_for("staff.case", case_id=case_id, was=stood or None),
        show=lambda errors: cases.show(case_id, errors),
    )


@room.post("/cases/<case_id>/cancellation")
def cancel_session(case_id: str) -> Any:
    """Call the session off."""
    body = acting.typed("reason") | _which()
    return _change(case_id, "session/cancellation", body, _("会议已取消，各方已通知"))


@room.post("/cases/<case_id>/beginning")
def begin_session(case_id: str) -> Any:
    """Let in who waits."""
    return _change(case_id, "session/beginning", {}, _("会议已开始，签到的人会看到请他们进入"))


@room.post("/cases/<case_id>/absence")
def absence(case_id: str) -> Any:
    """Somebody did not appear."""
    body = {"absent": request.form.getlist("absent"), "note": request.form.get("note", "").strip()}
    return _change(case_id, "session/absence", body, _("已记录缺席，可以另行排期"))


@room.get("/availability")
def availability() -> str:
    """The mediator's own week, exceptions and calendars."""
    return _availability([])


@room.post("/availability")
def save_availability() -> Any:
    """Replace week, exceptions and habits."""
    wrong, body = _week()
    if wrong:
        return _availability(wrong), 422
    return _own("", body, _("已保存"))


@room.post("/availability/calendar")
def take_in_calendar() -> Any:
    """Block what is busy in a calendar file."""
    file = request.files.get("calendar")
    text = file.stream.read(200_001).decode("utf-8", "replace") if file else ""
    return _own("calendar", {"calendar": text}, _("已按日历文件占用时间"))


@room.post("/availability/interests")
def declare_interests() -> Any:
    """Persons and firms to whom the mediator has a tie."""
    return _own("interests", {"interests": _interests()}, _("已保存申报"))


@room.post("/availability/feed")
def renew_feed() -> Any:
    """Another secret address."""
    return _own("feed", {}, _("订阅地址已更换，旧地址作废"))


def _change(case_id: str, verb: str, body: Mapping[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: scheduling.change(case_id, verb, act),
        body,
        done=done,
        onward=url_for("staff.case", case_id=case_id),
        show=lambda errors: cases.show(case_id, errors),
    )


def _slot() -> dict[str, Any]:
    room_id, _bar, starts_at = request.form.get("slot", "").partition("|")
    return {"room_id": room_id, "starts_at": starts_at, "minutes": 60}


def _which() -> dict[str, str]:
    """Which planned session of a series is meant; the next one without a choice."""
    chosen = request.form.get("which", "")
    return {"which": "all"} if chosen == "all" else {"session_id": chosen}


def _own(verb: str, body: Mapping[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: scheduling.set_availability(verb, act),
        body,
        done=done,
        onward=url_for("staff.availability"),
        show=_availability,
    )


def _week() -> tuple[Errors, dict[str, Any]]:
    form, errors = request.form, []
    hours = []
    for weekday in range(7):
        for n in TWICE:
            since, until = form.get(f"from-{weekday}-{n}", ""), form.get(f"until-{weekday}-{n}", "")
            if since and until > since:
                hours.append({"weekday": weekday, "from": since, "until": until})
            elif since or until:
                text = _("结束时间须晚于开始时间")
                errors.append({"text": text, "href": f"#from-{weekday}-{n}"})
    absences = []
    for n, row in enumerate(_typed_absences(), 1):
        if not row["from"] and not row["until"]:
            continue
        span = _span(row["from"], row["until"] or row["from"])
        if span is None:
            text = _("请按 2026-12-01 这样填写日期，结束不早于开始")
            errors.append({"text": text, "href": f"#away-from-{n}"})
        else:
            absences.append(span | {"reason": row["why"]})
    habits = {name: acting.pieces(name) for name in HABITS}
    return errors, {"hours": hours, "absences": absences} | habits


def _rows(name: str) -> list[str]:
    """The numbers of the rows whose first field begins with ``name``."""
    return [each.removeprefix(name) for each in request.form if each.startswith(name)]


def _typed_absences() -> list[dict[str, str]]:
    form = request.form
    return [
        {part: form.get(f"away-{part}-{n}", "").strip() for part in ("from", "until", "why")}
        for n in _rows("away-from-")
    ]


def _span(first: str, last: str) -> dict[str, str] | None:
    """Whole days, or instants as ``2026-12-01 14:00``."""
    try:
        since, until = datetime.fromisoformat(first), datetime.fromisoformat(last)
        if len(last) <= len("2026-12-01"):
            until += timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    if since.tzinfo or until.tzinfo or until <= since:
        return None
    return {
        "starts_at": since.replace(tzinfo=SHANGHAI).isoformat(),
        "ends_at": until.replace(tzinfo=SHANGHAI).isoformat(),
    }


def _interests() -> list[dict[str, str]]:
    """What was typed about ties, without empty rows."""
    return [
        {"name": name, "ground": request.form.get(f"ground-{n}", "")}
        for n in _rows("interest-")
        if (name := request.form.get(f"interest-{n}", "").strip())
    ]


def _availability(errors: Errors) -> str:
    found = scheduling.availability()
    week: dict[str, str] = {}
    for weekday in range(7):
        own = [each for each in found["hours"] if each["weekday"] == weekday]
        for n, each in enumerate(own[:2], 1):
            week |= {f"from-{weekday}-{n}": each["from"], f"until-{weekday}-{n}": each["until"]}
    kept = [_typed(each) for each in found["absences"]] + [{}] * NEW_ROWS
    return render_template(
        "staff/availability.html",
        found=found,
        week=request.form if errors and set(HABITS) & set(request.form) else week,
        habits={name: request.form.get(name, found[name]) for name in HABITS},
        interests=[*(_interests() or found["interests"]), *[{}] * NEW_ROWS],
        interest_grounds=INTERESTS,
        absences=_typed_absences() or kept,
        times=[f"{at:%H:%M}" for at in HALF_HOURS],
        twice=TWICE,
        errors=errors,
        has_errors=bool(errors),
    )


def _typed(absence: Mapping[str, str]) -> dict[str, str]:
    """An exception as it is typed: days where it covers whole days."""
    since = datetime.fromisoformat(absence["starts_at"]).astimezone(SHANGHAI)
    until = datetime.fromisoformat(absence["ends_at"]).astimezone(SHANGHAI)
    if since.time() == until.time() == time.min:
        first, last = since.date(), until.date() - timedelta(days=1)
        return {"from": first.isoformat(), "until": last.isoformat(), "why": absence["reason"]}
    shown = "%Y-%m-%d %H:%M"
    return {
        "from": since.strftime(shown),
        "until": until.strftime(shown),
        "why": absence["reason"],
    }

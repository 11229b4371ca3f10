"""Sessions that an officer should look at, and the waiting list."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from gateway.clients import notification, scheduling
from gateway.pages.staff import acting, cases
from gateway.pages.staff.log import NEED_SOMEBODY
from gateway.pages.staff.room import room

ABOUT_SESSIONS = frozenset({"session_scheduled", "session_cancelled", "session_reminder"})
MOST_NOTICES = 50


@room.get("/session-watch")
def session_watch() -> str:
    """Promises that do not hold, notices that did not arrive, and who waits for a slot."""
    found = scheduling.watch()
    return render_template(
        "staff/session_watch.html",
        stuck=found["stuck"],
        waiting=found["waiting"],
        notices=_not_arrived(),
    )


@room.post("/cases/<case_id>/waiting")
def wait_for_slot(case_id: str) -> Any:
    """Put a case on the waiting list."""
    return _change(case_id, "waiting", _("已列入候补，有空闲时段会自动保留一天"))


@room.post("/cases/<case_id>/waiting/end")
def stop_waiting(case_id: str) -> Any:
    """Take it off."""
    return _change(case_id, "waiting/end", _("已移出候补"))


def _change(case_id: str, verb: str, done: str) -> Any:
    return acting.do(
        lambda act: scheduling.change(case_id, verb, act),
        {},
        done=done,
        onward=url_for("staff.case", case_id=case_id),
        show=lambda errors: cases.show(case_id, errors),
    )


def _not_arrived() -> list[dict[str, Any]]:
    """Notices about sessions that nobody has told on another way since."""
    return [
        each
        for state in NEED_SOMEBODY
        for each in notification.notices({"state": state, "limit": MOST_NOTICES})["items"]
        if each["template"] in ABOUT_SESSIONS and not each["told_by_hand"]
    ]

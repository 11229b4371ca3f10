"""What was sent to whom, and what waits for a person."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.clock import local_date
from chassis.errors import NotFound, Unavailable
from contracts.permissions import reaches
from gateway.clients import failures as parked
from gateway.clients import notification
from gateway.clients.calling import Act
from gateway.context import gateway
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room

NEED_SOMEBODY = ("failed", "uncertain", "no_address")


@room.get("/notices")
def notices() -> str:
    """The delivery log."""
    asked = {name: request.args.get(name, "").strip() for name in ("receipt_no", "state")}
    if asked["state"] not in NEED_SOMEBODY:
        asked["state"] = ""
    found = notification.notices(asked)["items"]
    return render_template(
        "staff/notices.html", notices=found, asked=asked, need_somebody=NEED_SOMEBODY
    )


@room.get("/submissions/<receipt_no>/notices")
def service_report(receipt_no: str) -> str:
    """What was sent to whom in one matter, when, and with which result; fit to be printed."""
    return _report(receipt_no, [])


@room.post("/submissions/<receipt_no>/notices/<notice_id>/resend")
def resend(receipt_no: str, notice_id: str) -> Any:
    """Send one of them again."""
    return acting.do(
        lambda act: notification.resend(notice_id, act),
        {},
        done=_("已重新安排发送"),
        onward=url_for("staff.service_report", receipt_no=receipt_no),
        show=lambda errors: _report(receipt_no, errors),
    )


@room.post("/submissions/<receipt_no>/notices/<notice_id>/told")
def tell_by_hand(receipt_no: str, notice_id: str) -> Any:
    """Note that it was told by telephone, letter or face to face."""
    return acting.do(
        lambda act: notification.tell_by_hand(notice_id, act),
        acting.typed("way", "on", "note"),
        done=_("已记入送达情况"),
        onward=url_for("staff.service_report", receipt_no=receipt_no),
        show=lambda errors: _report(receipt_no, errors),
    )


def _report(receipt_no: str, errors: Errors) -> str:
    found = notification.notices({"receipt_no": receipt_no})["items"]
    if not found:
        raise NotFound()
    return render_template(
        "staff/service_report.html",
        receipt_no=receipt_no,
        notices=found,
        may_resend=bool(reaches("notice.resend", g.principal.roles)),
        need_somebody=NEED_SOMEBODY,
        today=local_date(gateway().clock.now()).isoformat(),
        printed_at=gateway().clock.now(),
        errors=errors,
        has_errors=bool(errors),
    )


@room.get("/failures")
def failures() -> str:
    """What every service has given up on."""
    found: dict[str, Any] = {}
    for service in parked.SERVICES:
        try:
            found[service] = parked.parked(service)
        except Unavailable:
            found[service] = None
    return render_template("staff/failures.html", found=found)


@room.post("/failures/<service>")
def redrive(service: str) -> Any:
    """Try again what a service has parked."""
    if service in parked.SERVICES:
        key = request.form.get("form_key", "")
        freed = parked.redrive(service, Act(key=key, body={"id": request.form.get("id") or None}))
        flash(_("%(count)s 项已重新排队", count=freed["freed"]))
    return redirect(url_for("staff.failures"), 303)

"""What was sent to whom, and what waits for a person."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import Unavailable
from gateway.clients import failures as parked
from gateway.clients import notification
from gateway.clients.calling import Act
from gateway.pages.staff.room import room


@room.get("/notices")
def notices() -> str:
    """The delivery log."""
    number = request.args.get("receipt_no", "").strip()
    found = notification.notices({"receipt_no": number})["items"]
    return render_template("staff/notices.html", notices=found, number=number)


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

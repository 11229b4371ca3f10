"""Should it go to the police? Asked of every matter; and the matters that should have gone."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from gateway.clients import intake, referral
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.earlier_acts import EARLIER_ROWS, typed_earlier
from gateway.pages.staff.figures import FIGURES, offences, typed_figures
from gateway.pages.staff.room import room


@room.get("/submissions/<receipt_no>/crime-check")
def crime_check(receipt_no: str) -> str:
    """What was concluded about a matter, and the form to conclude anew."""
    return _show(receipt_no, [])


@room.post("/submissions/<receipt_no>/crime-check")
def check_crime(receipt_no: str) -> Any:
    """Conclude."""
    figures, errors = typed_figures(request.form.get("offence", ""))
    earlier, wrong = typed_earlier()
    errors += wrong
    if errors:
        return _show(receipt_no, errors), 422
    body = {
        "receipt_no": receipt_no,
        **acting.typed("offence", "answer", "reason"),
        "figures": figures,
        "earlier": earlier,
        **{n: acting.ticked(n) for n in ("repeat", "two_or_more", "reasonable_suspicion")},
    }
    return acting.do(
        referral.check_crime,
        body,
        done=_("结论已记录"),
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: _show(receipt_no, errors),
    )


@room.get("/crime-alarms")
def crime_alarms() -> str:
    """Matters above a line that did not go to the police."""
    asked = {"alarms": "true", "cursor": request.args.get("cursor", ""), "limit": 50}
    return render_template("staff/crime_alarms.html", page=referral.crime_checks(asked))


def _show(receipt_no: str, errors: Errors) -> str:
    matter = intake.submission(receipt_no)
    found = referral.crime_checks({"receipt_no": receipt_no})["items"]
    return render_template(
        "staff/crime_check.html",
        matter=matter,
        earlier_rows=EARLIER_ROWS,
        amounts=FIGURES,
        answers=found[0]["answers"] if found else [],
        offences=offences(),
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )

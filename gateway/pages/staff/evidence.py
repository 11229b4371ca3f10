"""Evidence of one matter: who may see a piece, and a redacted copy beside its original."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from gateway.clients import intake, intake_dialogue
from gateway.pages.staff import acting
from gateway.pages.staff.room import room
from gateway.pages.staff.submissions import show_submission


@room.post("/submissions/<receipt_no>/evidence/<evidence_id>/exposure")
def matter_exposure(receipt_no: str, evidence_id: str) -> Any:
    """谁可以看."""
    form = request.form
    is_secret = form.get("exposure-level") == "secret"
    body = {
        "level": form.get("exposure-level", ""),
        "readers": form.getlist("exposure-readers") if is_secret else [],
        "respondent_from": form.get("exposure-respondent_from", ""),
        "goes_along": not is_secret or acting.ticked("exposure-goes_along"),
        "reason": form.get("exposure-reason", "").strip(),
    }
    return acting.do(
        lambda act: intake_dialogue.do(receipt_no, f"evidence/{evidence_id}/exposure", act),
        body,
        done=_("已保存查阅范围"),
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: show_submission(receipt_no, errors),
    )


@room.get("/submissions/<receipt_no>/evidence/<evidence_id>/comparison")
def redaction_compared(receipt_no: str, evidence_id: str) -> str:
    """A redacted copy beside its original, for whoever may see both; both looks are recorded."""
    found = intake_dialogue.redaction_compared(receipt_no, evidence_id)
    pieces = {each["id"]: each for each in intake.submission(receipt_no)["fields"]["evidence"]}
    return render_template(
        "staff/matter/redaction.html",
        number=receipt_no,
        found=found,
        original=pieces[found["original_id"]],
        copy=pieces[found["copy_id"]],
    )


@room.get("/submissions/<receipt_no>/evidence/<evidence_id>/picture")
def evidence_picture(receipt_no: str, evidence_id: str) -> Response:
    """A picture of the evidence, drawn anew."""
    answer = intake_dialogue.picture(receipt_no, evidence_id)
    return Response(answer.body, content_type="image/png")

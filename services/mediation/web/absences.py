"""Somebody did not appear: the note, the reason with its papers, taking it back."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import transactional
from chassis.validation import Choice, Strict, length
from services.mediation.application.note_absence import (
    NoteAbsence,
    explain_absence,
    note_absence,
    undo_absence,
)
from services.mediation.domain.case import ATTENDING
from services.mediation.web.cases import shown
from services.mediation.web.evidence import MOST_FILES, taken_in
from services.mediation.web.lookup import (
    case_uow,
    notice_days,
    side,
    to_change,
)

absences = Blueprint("absences", __name__, description="Sessions at which somebody did not appear")


class AbsentBody(Strict):
    """Who did not appear."""

    absent = fields.List(
        fields.String(validate=Choice(ATTENDING)), required=True, validate=length(1, 3)
    )
    note = fields.String(load_default="", validate=length(0, 2000))


class ReasonBody(Strict):
    """Why a side did not come, with the ids of uploaded files."""

    text = fields.String(required=True, validate=length(2, 2000))
    files = fields.List(
        fields.String(validate=length(1, 40)), load_default=list, validate=length(0, MOST_FILES)
    )


class UndoBody(Strict):
    """Why the note was a mistake."""

    because = fields.String(required=True, validate=length(2, 500))


@absences.route("/api/v1/mediation-cases/<case_id>/session/absence")
class Absent(MethodView):
    """A session at which somebody did not appear."""

    @transactional
    @permitted("session.record")
    @absences.arguments(AbsentBody)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Keep it on record; another date is kept for three days, and the side may say why."""
        uow = case_uow()
        case = to_change(case_id, uow)
        note_absence(case, NoteAbsence(**asked, notice_days=notice_days()), uow)
        return shown(case, uow)


@absences.route("/api/v1/mediation-cases/<case_id>/session/absence/undoing")
class Undoing(MethodView):
    """A note that was a mistake."""

    @transactional
    @permitted("session.record")
    @absences.arguments(UndoBody)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Take it back, within a day."""
        uow = case_uow()
        case = to_change(case_id, uow)
        undo_absence(case, asked["because"].strip(), uow)
        return shown(case, uow)


@absences.route("/api/v1/mediation-cases/<case_id>/absence-reasons")
class Reasons(MethodView):
    """What a side says."""

    @transactional
    @permitted("case.consent")
    @absences.arguments(ReasonBody)
    @absences.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Say why one did not come, once; the other side does not see it."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        files = taken_in(case.receipt_no, asked["files"])
        explain_absence(case, side(), asked["text"].strip(), files, uow)
        return shown(case, uow, 201)

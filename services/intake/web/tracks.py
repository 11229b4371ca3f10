"""What an officer does beside the main decision: split, answer, ask, sort, hand over, join."""

from typing import Any

from flask import Response, jsonify
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import current_uow, transactional
from chassis.validation import NoFields
from services.intake.application import converse, decide
from services.intake.application.assign import assign_many
from services.intake.application.split_submission import split_submission
from services.intake.domain.submission import Submission
from services.intake.web import act_schemas as schemas
from services.intake.web.caller import own_account
from services.intake.web.decisions import as_read, shown
from services.intake.web.exposure_views import evidence_view
from services.intake.web.views import fields_view

tracks = Blueprint("tracks", __name__, description="Legal tracks, questions, triage, hand-over")
ONE = "/api/v1/submissions/<receipt_no>"


@tracks.route(f"{ONE}/tracks")
class Tracks(MethodView):
    """分案."""

    @transactional
    @permitted("submission.decide")
    @tracks.arguments(schemas.SplitSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Let part of a filing go its own legal way, under a number of its own."""
        submission = as_read(receipt_no)
        split_submission(submission, asked["kind"], asked["reason"], current_uow())
        return shown(submission)


@tracks.route(f"{ONE}/answer")
class Answer(MethodView):
    """答复咨询."""

    @transactional
    @permitted("submission.decide")
    @tracks.arguments(schemas.AnswerSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Answer a question; the citizen reads the answer by number and code."""
        submission = as_read(receipt_no)
        decide.answer_question(submission, asked["text"], current_uow())
        return shown(submission)


@tracks.route(f"{ONE}/supplement-request")
class SupplementRequest(MethodView):
    """要求补充."""

    @transactional
    @permitted("submission.decide")
    @tracks.arguments(schemas.AskSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Ask the citizen for more; clocks stop where the law says so."""
        submission = as_read(receipt_no)
        converse.ask_citizen(submission, asked["purpose"], asked["asked_for"], current_uow())
        return shown(submission)


@tracks.route(f"{ONE}/triage")
class Triage(MethodView):
    """繁简分流."""

    @transactional
    @permitted("submission.decide")
    @tracks.arguments(schemas.TriageSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Put the matter into a lane."""
        submission = as_read(receipt_no)
        flags = tuple(dict.fromkeys(asked["flags"]))
        decide.sort_submission(submission, asked["lane"], flags, asked["reason"], current_uow())
        return shown(submission)


@tracks.route(f"{ONE}/hand-over")
class HandOver(MethodView):
    """移交有处理权限的单位."""

    @transactional
    @permitted("submission.decide")
    @tracks.arguments(schemas.HandOverSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Give the matter to the competent body; the citizen reads which and why."""
        submission = as_read(receipt_no)
        decide.hand_over_submission(submission, asked["receiver"], asked["reason"], current_uow())
        return shown(submission)


@tracks.route(f"{ONE}/merger")
class Merger(MethodView):
    """并案."""

    @transactional
    @permitted("submission.decide")
    @tracks.arguments(schemas.MergerSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Join a duplicate to the matter it repeats."""
        submission = _of_two(receipt_no, asked["into"])
        decide.merge_submission(submission, asked["into"], asked["reason"], current_uow())
        return shown(submission)


@tracks.route(f"{ONE}/merger/undoing")
class MergerUndoing(MethodView):
    """撤销并案."""

    @transactional
    @permitted("submission.decide")
    @tracks.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], receipt_no: str) -> Response:
        """Undo the joining within a day."""
        joined = current_uow().submissions.by_receipt_no(receipt_no).merger
        submission = _of_two(receipt_no, joined.into if joined else receipt_no)
        decide.unmerge_submission(submission, current_uow())
        return shown(submission)


@tracks.route(f"{ONE}/identity")
class Identity(MethodView):
    """查看举报人身份."""

    @transactional
    @permitted("submission.identity")
    @tracks.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], receipt_no: str) -> Response:
        """Who reported in confidence; that somebody looked stands on the record."""
        submission = as_read(receipt_no)
        decide.show_identity(submission, current_uow())
        pieces = evidence_view(submission, own_account())
        return jsonify(fields_view(submission) | {"evidence": pieces})


@tracks.route("/api/v1/submissions/assignment")
class Assignment(MethodView):
    """批量分派."""

    @transactional
    @permitted("submission.decide")
    @tracks.arguments(schemas.AssignmentSchema)
    def post(self, asked: dict[str, Any]) -> dict[str, int]:
        """Give several matters to one officer, all or none; or by rule, those for whom somebody fits."""
        numbers = list(dict.fromkeys(asked["receipt_nos"]))
        assignee = None if asked["by_rule"] else asked["assignee"]
        return {"changed": assign_many(numbers, assignee, current_uow())}


def _of_two(receipt_no: str, other: str) -> Submission:
    """A matter as read, when another is changed with it: the lower number is always taken first."""
    current_uow().submissions.take_by_receipt_no(min(receipt_no, other))
    return as_read(receipt_no)

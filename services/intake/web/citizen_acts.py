"""What a citizen does with a matter after filing: answer, correct, withdraw, write."""

from typing import Any

from flask import Response, jsonify
from flask.views import MethodView
from marshmallow import ValidationError

from chassis.access import permitted, principal, reach
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import InvalidInput, NotFound
from chassis.problems import language
from chassis.transaction import current_uow, reading_connection, service, transactional
from chassis.validation import field_errors
from contracts.permissions import Reach
from lawbook.presentation import instant
from services.intake.application import converse, decide
from services.intake.domain.dossier import CORRECT, MESSAGE, SUPPLY, WITHDRAW
from services.intake.domain.likeness import is_repetition
from services.intake.domain.representing import may_act
from services.intake.domain.submission import Submission
from services.intake.storage.messages import messages_of
from services.intake.web import act_schemas as schemas
from services.intake.web.decisions import as_read, shown
from services.intake.web.schemas import SubmissionFields
from services.intake.web.submissions import visible
from services.intake.web.views import citizen_view

citizen_acts = Blueprint("citizen_acts", __name__, description="What a citizen does after filing")
ONE = "/api/v1/submissions/<receipt_no>"


@citizen_acts.route(f"{ONE}/supplement")
class Supplement(MethodView):
    """补充材料."""

    @transactional
    @permitted("submission.supply")
    @citizen_acts.arguments(schemas.SupplySchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Answer what was asked, with files or without."""
        submission = _own(receipt_no, SUPPLY)
        files = [(each["id"], each["description"]) for each in asked["evidence"]]
        store = service().extras["evidence_store"]
        converse.supply(submission, asked["answer"], files, store, current_uow())
        return _shown(submission)


@citizen_acts.route(f"{ONE}/withdrawal")
class Withdrawal(MethodView):
    """撤回."""

    @transactional
    @permitted("submission.supply")
    @citizen_acts.arguments(schemas.ReasonSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Take the matter back; for others only with their agreement."""
        submission = _own(receipt_no, WITHDRAW)
        decide.withdraw_submission(submission, asked["reason"], current_uow())
        return _shown(submission)


@citizen_acts.route(f"{ONE}/rating")
class Rating(MethodView):
    """满意度和回访."""

    @transactional
    @permitted("submission.rate")
    @citizen_acts.arguments(schemas.RatingSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Once it is over: how content the citizen is; an officer notes what was said when called."""
        submission = _own(receipt_no)
        by = "centre" if Reach.ANY in reach() else "citizen"
        decide.rate_submission(submission, asked["score"], asked["words"], by, current_uow())
        return _shown(submission)


@citizen_acts.route(f"{ONE}/likeness")
class Likeness(MethodView):
    """也许已经提交过."""

    @permitted("submission.read")
    @citizen_acts.arguments(schemas.LikenessSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> dict[str, Any]:
        """Is what somebody is about to file the same as a matter that is theirs? Nothing is kept."""
        own = visible(receipt_no)
        is_alike = is_repetition(own, asked, service().clock.now())
        return {"is_alike": is_alike, "status": own.status, "filed_at": instant(own.filed_at)}


@citizen_acts.route(f"{ONE}/correction")
class Correction(MethodView):
    """更正."""

    @transactional
    @permitted("submission.correct")
    @citizen_acts.arguments(schemas.CorrectionSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Put fields right; what stood there before stays on record. Officers name their version."""
        submission = as_read(receipt_no) if Reach.ANY in reach() else _own(receipt_no, CORRECT)
        changes = _checked(submission, asked["fields_"])
        decide.correct_submission(submission, changes, current_uow())
        return _shown(submission)


@citizen_acts.route(f"{ONE}/messages")
class Messages(MethodView):
    """留言."""

    @permitted("submission.message")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """All messages, oldest first; citizens see no names of officers."""
        visible(receipt_no)
        for_staff = Reach.ANY in reach()
        with reading_connection() as connection:
            found = messages_of(connection, receipt_no)
        return {
            "items": [
                {
                    "message_id": each.id,
                    "at": instant(each.at),
                    "side": each.side,
                    "author_id": each.author_id if for_staff and each.side == "centre" else "",
                    "text": each.words,
                }
                for each in found
            ]
        }

    @transactional
    @permitted("submission.message")
    @citizen_acts.arguments(schemas.MessageSchema)
    @citizen_acts.response(201)
    def post(self, asked: dict[str, Any], receipt_no: str) -> dict[str, str]:
        """Write to the other side."""
        submission = _own(receipt_no, MESSAGE)
        from_citizen = Reach.ANY not in reach()
        converse.post_message(
            submission, asked["text"], from_citizen=from_citizen, uow=current_uow()
        )
        return {"receipt_no": receipt_no}


def _own(receipt_no: str, act: str = "") -> Submission:
    """The matter, locked; a foreign one looks like one that is not there.

    Raises: NotFound; Conflict when the citizen acts for others who did not want this ``act`` done.
    """
    is_citizen = Reach.ANY not in reach()
    if is_citizen and principal().matter != receipt_no:
        raise NotFound()
    found: Submission = current_uow().submissions.take_by_receipt_no(receipt_no)
    if is_citizen and act:
        may_act(found, act, local_date(service().clock.now()))
    return found


def _checked(submission: Submission, changes: dict[str, Any]) -> dict[str, str]:
    """The new values as filing would take them. Raises: InvalidInput."""
    known = SubmissionFields().fields
    try:
        loaded = SubmissionFields(
            only=[name for name in changes if name in known] or ["kind"]
        ).load(
            {name: value for name, value in changes.items() if name in known}
            or {"kind": submission.kind}
        )
    except ValidationError as error:
        raise InvalidInput(list(field_errors(error.messages))) from None
    return {name: loaded.get(name, "") for name in changes}


def _shown(submission: Submission) -> Response:
    """As the caller may see it: an officer learns nothing of who reported in confidence."""
    if Reach.ANY in reach():
        return shown(submission)
    return jsonify(citizen_view(submission, language(), service().clock.now()))

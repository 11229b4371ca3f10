"""What an officer decides."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import Stale
from chassis.etag import check_etag, etag_of, set_etag
from chassis.problems import language
from chassis.transaction import current_uow, service, transactional
from chassis.validation import NoFields
from services.intake.application import decide
from services.intake.domain.submission import Submission
from services.intake.web import act_schemas as schemas
from services.intake.web.caller import own_account
from services.intake.web.views import staff_view

decisions = Blueprint("decisions", __name__, description="Accept, refuse, route, close")


@decisions.route("/api/v1/submissions/<receipt_no>/acceptance")
class Acceptance(MethodView):
    """受理."""

    @transactional
    @permitted("submission.decide")
    @decisions.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], receipt_no: str) -> Response:
        """Accept; the clocks of both parties start."""
        submission = as_read(receipt_no)
        decide.accept_submission(submission, current_uow())
        return shown(submission)


@decisions.route("/api/v1/submissions/<receipt_no>/refusal")
class Refusal(MethodView):
    """不予受理."""

    @transactional
    @permitted("submission.decide")
    @decisions.arguments(schemas.RefusalSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Refuse on a ground of the law."""
        submission = as_read(receipt_no)
        decide.refuse_submission(submission, asked["ground"], asked["explanation"], current_uow())
        return shown(submission)


@decisions.route("/api/v1/submissions/<receipt_no>/extension")
class Extension(MethodView):
    """延长核查期限."""

    @transactional
    @permitted("submission.extend")
    @decisions.arguments(schemas.ReasonSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Grant fifteen working days more for the verification of a report."""
        submission = as_read(receipt_no)
        decide.extend_submission(submission, asked["reason"], current_uow())
        return shown(submission)


@decisions.route("/api/v1/submissions/<receipt_no>/routing")
class Routing(MethodView):
    """分流."""

    @transactional
    @permitted("submission.decide")
    @decisions.arguments(schemas.RoutingSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Send the matter to mediation or to the police."""
        submission = as_read(receipt_no)
        decide.route_submission(submission, asked["route"], asked["reason"], current_uow())
        return shown(submission)


@decisions.route("/api/v1/submissions/<receipt_no>/closing")
class Closing(MethodView):
    """办结."""

    @transactional
    @permitted("submission.decide")
    @decisions.arguments(schemas.ClosingSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """End a matter that nobody else will end, such as one that was withdrawn."""
        submission = as_read(receipt_no)
        decide.close_submission(submission, asked["result"], asked["explanation"], current_uow())
        return shown(submission)


def as_read(receipt_no: str) -> Submission:
    """The submission in the version that the caller has seen; nobody changes it meanwhile.

    Raises: NotFound; Stale with the matter as it stands now, so that the two can be compared.
    """
    submission: Submission = current_uow().submissions.take_by_receipt_no(receipt_no)
    try:
        check_etag(submission.version)
    except Stale:
        now = {"etag": etag_of(submission.version), "current": _staff_view(submission)}
        raise Stale(extra=now) from None
    return submission


def shown(submission: Submission) -> Response:
    """It as the staff sees it, with its new version."""
    response = make_response(jsonify(_staff_view(submission)))
    set_etag(response, submission.version)
    return response


def _staff_view(submission: Submission) -> dict[str, Any]:
    return staff_view(submission, language(), service().clock.now(), own_account())

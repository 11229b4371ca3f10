"""Filing, finding and reading submissions."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, make_response, request
from flask.views import MethodView
from marshmallow import ValidationError
from sqlalchemy.engine import Connection

from chassis.access import permitted, principal, reach
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.clock import local_date
from chassis.documents import load_document
from chassis.errors import InvalidInput, NotFound
from chassis.etag import set_etag
from chassis.pagination import listing
from chassis.problems import language
from chassis.transaction import current_uow, reading_connection, service, transactional
from chassis.validation import field_errors
from contracts.permissions import STAFF_ROLES, Reach
from lawbook.presentation import clock_view, instant
from services.intake.application.clean_evidence import clean_evidence
from services.intake.application.file_submission import FileSubmission, file_submission
from services.intake.application.track_submission import track_submission
from services.intake.domain.expecting import expectation
from services.intake.domain.kind import ANONYMOUS, COMPLAINT, REPORT
from services.intake.domain.submission import Submission
from services.intake.storage.evidence import EvidenceRegister
from services.intake.storage.history import needed_lately
from services.intake.storage.lists import list_page
from services.intake.storage.tables import submissions as table
from services.intake.storage.timeline import Timeline
from services.intake.storage.unit_of_work import opened
from services.intake.web import schemas
from services.intake.web.act_schemas import TrackSchema
from services.intake.web.caller import own_account
from services.intake.web.competent import competent_body
from services.intake.web.lists import ListQuery
from services.intake.web.story import timeline_view
from services.intake.web.views import citizen_view, row_view, staff_view

STAFF = frozenset(STAFF_ROLES)
submissions = Blueprint("submissions", __name__, description="File a matter and follow it")


@submissions.route("/api/v1/submissions")
class Submissions(MethodView):
    """All submissions."""

    @transactional
    @permitted("submission.file")
    @submissions.arguments(schemas.FileSubmissionSchema)
    @submissions.response(201)
    def post(self, command: FileSubmission) -> dict[str, Any]:
        """File a matter; the answer is the receipt: number, code, and the date of the answer."""
        if command.identity == ANONYMOUS:
            ids = [each for each, _ in command.evidence]
            clean_evidence(ids, service().extras["evidence_store"], current_uow())
        if _is_program():
            command = replace(command, channel="api")
        filed = file_submission(command, current_uow(), service().keyring)
        answer = filed.submission.docket.newest(filed.submission.rules.answer_rule)
        assert answer is not None  # noqa: S101 - filing starts this clock
        return {
            "receipt_no": filed.submission.receipt_no,
            "kind": filed.submission.kind,
            "query_code": filed.query_code,
            "status": filed.submission.status,
            "filed_at": instant(filed.submission.filed_at),
            "answer_clock": clock_view(answer, language(), service().clock.now()),
        }

    @permitted("submission.list")
    @submissions.arguments(ListQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> Any:
        """List submissions, the next to fall due first; those that are searched for, newest first."""
        with reading_connection() as connection:
            rows, cursor = list_page(connection, asked)
        now = service().clock.now()
        return listing(
            rows,
            cursor,
            lambda row: row_view(load_document(Submission, row.document), language(), now),
        )


@submissions.route("/api/v1/submissions/check")
class Check(MethodView):
    """The rules of filing for one page of a form."""

    @permitted("submission.file")
    @submissions.arguments(schemas.CheckSchema)
    @submissions.response(204)
    def post(self, asked: dict[str, Any]) -> None:
        """Check some fields as filing would; nothing is stored."""
        try:
            schemas.SubmissionFields(only=asked["names"]).load(asked["values"])
        except ValidationError as error:
            raise InvalidInput(list(field_errors(error.messages))) from None


@submissions.route("/api/v1/submissions/track")
class Track(MethodView):
    """The citizen's way in."""

    @permitted("submission.track")
    @submissions.arguments(TrackSchema)
    @submissions.response(200)
    def post(self, asked: dict[str, Any]) -> dict[str, str]:
        """Does this code open this number? Wrong tries are counted, whoever makes them."""
        with opened(service()) as uow:
            number = track_submission(
                asked["receipt_no"],
                asked["query_code"],
                uow,
                service().keyring,
            )
            uow.commit()
        if number is None:
            raise NotFound("no_match")
        return {"receipt_no": number}


@submissions.route("/api/v1/submissions/<receipt_no>")
class One(MethodView):
    """One submission."""

    @permitted("submission.read")
    def get(self, receipt_no: str) -> Response:
        """Read it, as much of it as the caller may see."""
        submission = visible(receipt_no)
        for_staff = Reach.ANY in reach()
        now = service().clock.now()
        seen = (
            staff_view(submission, language(), now, own_account())
            if for_staff
            else citizen_view(submission, language(), now)
        )
        with reading_connection() as connection:
            seen["quarantined"] = EvidenceRegister(connection).quarantined(receipt_no)
            if submission.closed_at is None:
                seen["expected"] = _expected(submission, connection)
        if submission.kind in {COMPLAINT, REPORT}:
            seen["competent"] = competent_body(submission)
        response = make_response(jsonify(seen))
        set_etag(response, submission.version)
        return response


@submissions.route("/api/v1/submissions/<receipt_no>/timeline")
class TimelineOf(MethodView):
    """The story of one submission."""

    @permitted("submission.timeline")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Everything that happened, oldest first."""
        visible(receipt_no)
        with reading_connection() as connection:
            entries = Timeline(connection).of(receipt_no)
        return {
            "items": timeline_view(
                entries,
                Catalogue(service().catalogue),
                language(),
                for_staff=Reach.ANY in reach(),
            )
        }


def _expected(submission: Submission, connection: Connection) -> dict[str, Any] | None:
    found = expectation(
        submission.filed_at,
        needed_lately(connection, submission.kind),
        local_date(service().clock.now()),
    )
    if found is None:
        return None
    return {
        "half_by": found.half_by.isoformat(),
        "most_by": found.most_by.isoformat(),
        "counted": found.counted,
    }


def _is_program() -> bool:
    """Whether a program of somebody outside files; staff say themselves by which way a matter came."""
    return request.headers.get("X-Entrance") == "api" and not principal().roles & STAFF


def visible(receipt_no: str) -> Submission:
    """A submission if the caller may see it. Raises: NotFound, also when it is another's."""
    if Reach.ANY not in reach() and principal().matter != receipt_no:
        raise NotFound()
    with reading_connection() as connection:
        row = connection.execute(
            sa.select(table.c.document, table.c.version).where(table.c.receipt_no == receipt_no)
        ).one_or_none()
    if row is None:
        raise NotFound()
    submission: Submission = load_document(Submission, row.document)
    submission.version = row.version
    return submission

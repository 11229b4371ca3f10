"""What somebody said, and recordings with their transcripts."""

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import ValidationError, fields, validates_schema

from chassis.access import permitted, principal, reach
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.etag import check_etag, etag_of, set_etag
from chassis.transaction import current_uow, service, transactional
from chassis.validation import Choice, NoFields, Strict, between, length
from contracts.permissions import Reach
from lawbook.presentation import instant
from services.intake.application.take_statement import (
    NewStatement,
    confirm_statement,
    mark_statement,
    revise_statement,
    take_statement,
)
from services.intake.domain.kind import NAMED
from services.intake.domain.statement import (
    BY_CODE,
    COMPLAINANT,
    ORAL,
    READ_BACK,
    RECORDING,
    SIDES,
    SOURCES,
    TRANSCRIBED,
    Confirmation,
    Mark,
    Statement,
)
from services.intake.domain.submission import Submission
from services.intake.storage.unit_of_work import opened
from services.intake.web.caller import own_account
from services.intake.web.desk_form import FIELDS
from services.intake.web.normalising import Line, Paragraphs

statements = Blueprint("statements", __name__, description="Oral statements and recordings")
LONGEST = 10_000
HANDLES = frozenset({"officer", "supervisor"})
LONGEST_RECORDING = 24 * 3600
"""Seconds."""
ONE = "/api/v1/statements/<statement_id>"


class NewStatementSchema(Strict):
    """Who said what; a recording comes with its file, and its words may follow."""

    source = fields.String(required=True, validate=Choice(SOURCES))
    speaker = Line(required=True, validate=length(1, 100))
    side = fields.String(load_default=COMPLAINANT, validate=Choice(SIDES))
    words = Paragraphs(load_default="", validate=length(0, LONGEST))
    recording = fields.String(load_default="", validate=length(0, 26))

    @validates_schema(skip_on_field_errors=True)
    def _has_words_or_a_voice(self, data: dict[str, Any], **_kwargs: Any) -> None:
        needed = "recording" if data["source"] == RECORDING else "words"
        if not data[needed]:
            raise ValidationError({needed: ["required"]})


class WordsSchema(Strict):
    """Other words."""

    words = Paragraphs(required=True, validate=length(1, LONGEST))


class MarkSchema(Strict):
    """A moment of the recording, in seconds, and the field that it speaks of."""

    seconds = fields.Integer(required=True, strict=True, validate=between(0, LONGEST_RECORDING))
    name = fields.String(required=True, validate=Choice(FIELDS))
    words = Line(load_default="", validate=length(0, 200))


class ReadingBackSchema(Strict):
    """How it was read back, and what the speaker said to it."""

    note = Paragraphs(required=True, validate=length(2, 500))


@statements.route("/api/v1/submissions/<receipt_no>/statements")
class Statements(MethodView):
    """陈述和录音."""

    @permitted("statement.read")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Those of a matter, oldest first; the complainant sees their own."""
        is_staff = Reach.ANY in reach()
        if not is_staff and principal().matter != receipt_no:
            raise NotFound()
        with opened(service()).reading() as uow:
            matter = uow.submissions.by_receipt_no(receipt_no)
            found = uow.statements.of_matter(receipt_no)
        sees = _of_staff(matter) if is_staff else _is_own
        return {"items": [_view(each) for each in found if sees(each)]}

    @transactional
    @permitted("statement.take")
    @statements.arguments(NewStatementSchema)
    @statements.response(201)
    def post(self, asked: dict[str, Any], receipt_no: str) -> dict[str, Any]:
        """Write down what somebody said, or join a recording to the matter."""
        return _view(
            take_statement(receipt_no, NewStatement(**asked), own_account(), current_uow())
        )


@statements.route(f"{ONE}/words")
class Words(MethodView):
    """文字稿."""

    @transactional
    @permitted("statement.take")
    @statements.arguments(WordsSchema)
    def post(self, asked: dict[str, Any], statement_id: str) -> Response:
        """Put other words, as long as it is a draft."""
        statement = _as_read(statement_id)
        revise_statement(statement, asked["words"], current_uow())
        return _shown(statement)


@statements.route(f"{ONE}/marks")
class Marks(MethodView):
    """时间标记."""

    @transactional
    @permitted("statement.take")
    @statements.arguments(MarkSchema)
    def post(self, asked: dict[str, Any], statement_id: str) -> Response:
        """Note of which field a moment of the recording speaks."""
        statement = _as_read(statement_id)
        mark_statement(statement, Mark(**asked), current_uow())
        return _shown(statement)


@statements.route(f"{ONE}/reading-back")
class ReadingBack(MethodView):
    """宣读并确认."""

    @transactional
    @permitted("statement.take")
    @statements.arguments(ReadingBackSchema)
    def post(self, asked: dict[str, Any], statement_id: str) -> Response:
        """The words were read back and agreed to; of a transcript: compared with the recording."""
        statement, uow = _as_read(statement_id), current_uow()
        way = READ_BACK if statement.source == ORAL else TRANSCRIBED
        said = Confirmation(way, own_account(), uow.clock.now(), asked["note"])
        confirm_statement(statement, said, uow)
        return _shown(statement)


@statements.route(f"{ONE}/confirmation")
class ByCode(MethodView):
    """本人确认."""

    @transactional
    @permitted("statement.confirm")
    @statements.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], statement_id: str) -> Response:
        """Whoever holds the code of the matter says that these are their words."""
        uow = current_uow()
        statement: Statement = uow.statements.take(statement_id)
        if statement.receipt_no != principal().matter or not _is_own(statement):
            raise NotFound()
        check_etag(statement.version)
        said = Confirmation(BY_CODE, principal().subject, uow.clock.now())
        confirm_statement(statement, said, uow)
        return _shown(statement)


def _of_staff(matter: Submission) -> Callable[[Statement], bool]:
    """What the caller sees of a matter; of one without a name operators see what they wrote down."""
    if matter.identity == NAMED or principal().roles & HANDLES:
        return lambda _statement: True
    return lambda statement: statement.taken_by == own_account()


def _is_own(statement: Statement) -> bool:
    return statement.side == COMPLAINANT and statement.source == ORAL


def _as_read(statement_id: str) -> Statement:
    """The statement in the version that the caller has seen. Raises: NotFound, Stale."""
    statement: Statement = current_uow().statements.take(statement_id)
    check_etag(statement.version)
    return statement


def _shown(statement: Statement) -> Response:
    response = make_response(jsonify(_view(statement)))
    set_etag(response, statement.version)
    return response


def _view(s: Statement) -> dict[str, Any]:
    said = s.confirmation
    return {
        "statement_id": s.id,
        "receipt_no": s.receipt_no,
        "source": s.source,
        "speaker": s.speaker,
        "side": s.side,
        "words": s.words,
        "sha256": s.sha256,
        "recording": s.recording,
        "taken_at": instant(s.taken_at),
        "taken_by": s.taken_by,
        "marks": [vars(each) for each in s.marks],
        "state": s.state,
        "confirmation": vars(said) | {"at": instant(said.at)} if said else None,
        "possible_now": list(s.possible_now),
        "etag": etag_of(s.version),
    }

"""The demo's routes: one of each kind that services have."""

from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, make_response, request
from flask.views import MethodView
from marshmallow import Schema, ValidationError, fields, post_load, validate

from chassis.access import open_route, permitted, principal, takes_file
from chassis.blueprint import Blueprint
from chassis.errors import Conflict, NotFound, WrongState
from chassis.etag import check_etag, set_etag
from chassis.pagination import PageQuery, listing, page
from chassis.transaction import current_uow, reading_connection, transactional
from chassis.validation import Choice, Coded, Strict, between, length
from tests.support.demo.notes import Colour, Note, notes

board = Blueprint("board", __name__, description="A board of notes")


class PersonSchema(Strict):
    name = fields.String(required=True, validate=length(1, 20))


class NoteSchema(Strict):
    """Every kind of field that services use."""

    title = fields.String(required=True, validate=length(1, 20))
    colour = fields.Enum(Colour, by_value=True, load_default=Colour.RED)
    stars = fields.Integer(strict=True, load_default=0, validate=between(0, 5))
    tags = fields.List(fields.String(validate=length(1, 8)), validate=length(0, 3))
    mood = fields.String(validate=Choice(("calm", "busy")))
    seen_by = fields.List(fields.Nested(PersonSchema))
    pinned_on = fields.Date()
    ends_at = fields.AwareDateTime()
    is_public = fields.Boolean()
    email = fields.Email()
    plain = fields.String(validate=validate.Length(max=3))

    @post_load
    def agree(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        if data["title"] == "forbidden":
            raise Coded("title_taken", at="title")
        return data


class NoteView(Schema):
    id = fields.String()
    title = fields.String()
    colour = fields.Enum(Colour, by_value=True)
    stars = fields.Integer()


class TitleSchema(Strict):
    title = fields.String(required=True, validate=length(1, 20))


@board.route("/api/v1/notes")
class Notes(MethodView):
    """All notes."""

    @transactional
    @permitted("note.pin")
    @board.arguments(NoteSchema)
    @board.response(201, NoteView)
    def post(self, asked: dict[str, Any]) -> Note:
        """Pin a note to the board."""
        uow = current_uow()
        note = Note.pin(
            uow.ids.new(), principal().subject, asked["title"], asked["colour"], asked["stars"]
        )
        uow.notes.add(note)
        if asked["title"] == "full":
            raise Conflict("board_full", params={"limit": 3}, extra={"limit": 3})
        return note

    @permitted("note.read")
    @board.arguments(PageQuery, location="query")
    def get(self, asked: dict[str, Any]) -> Any:
        """List the notes, those with few stars first."""
        query = sa.select(notes.c.id, notes.c.title, notes.c.stars)
        with reading_connection() as connection:
            rows, cursor = page(connection, query, [notes.c.stars, notes.c.id], asked)
        return listing(rows, cursor, lambda row: {"id": row.id, "stars": row.stars})


@board.route("/api/v1/notes/<note_id>")
class OneNote(MethodView):
    """One note."""

    @permitted("note.read")
    def get(self, note_id: str) -> Response:
        """Read it; other people's notes are as if they were not there."""
        with reading_connection() as connection:
            row = connection.execute(
                sa.select(notes).where(notes.c.id == note_id, notes.c.owner == principal().subject)
            ).one_or_none()
        if row is None:
            raise NotFound()
        response = make_response(jsonify(id=row.id, title=row.title))
        set_etag(response, row.version)
        return response

    @transactional
    @permitted("note.pin")
    @board.arguments(TitleSchema)
    def patch(self, asked: dict[str, Any], note_id: str) -> dict[str, Any]:
        """Give it another title."""
        note = current_uow().notes.get(note_id)
        check_etag(note.version)
        note.title = asked["title"]
        current_uow().notes.save(note)
        return {"title": note.title}


@board.route("/api/v1/notes/<note_id>/picture")
class Picture(MethodView):
    """A picture."""

    @transactional
    @permitted("note.pin")
    @takes_file
    @board.response(201)
    def post(self, note_id: str) -> dict[str, Any]:
        """Add a picture to a note."""
        upload = request.files["file"]
        current_uow().jobs.add("picture", key=current_uow().ids.new(), subject=note_id)
        return {"size": len(upload.stream.read())}


@board.route("/api/v1/refusals/<kind>")
class Refusals(MethodView):
    """What may go wrong, on demand."""

    @open_route
    def get(self, kind: str) -> None:
        """Fail in the way that is asked for."""
        if kind == "bug":
            raise RuntimeError("张三 13800000000 is in this message")
        if kind == "database":
            raise sa.exc.OperationalError("SELECT 1", {"name": "张三"}, Exception("away"))
        if kind == "state":
            raise WrongState("closed", ["reopen"])
        raise ValidationError("never")

"""What operators answer from."""

from datetime import date
from typing import Any

from flask.views import MethodView
from marshmallow import fields, validate

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput
from chassis.transaction import current_uow, reading_connection, service, transactional
from chassis.validation import Query, Strict, length
from services.intake.storage.knowledge import Entry, entries, entry_of, put
from services.intake.web.normalising import Line, Paragraphs

knowledge = Blueprint("knowledge", __name__, description="Texts that operators answer from")
MOST_FOUND = 50


class KnowledgeQuery(Query):
    """``q``: words, pinyin initials or a code; ``all``: those that are out of use as well."""

    q = Line(load_default="", validate=length(0, 60))
    all = fields.Boolean(load_default=False)


class EntrySchema(Strict):
    """One text; it holds from ``holds_from`` to ``holds_until``, both included."""

    code = fields.String(
        required=True, validate=validate.Regexp(r"^[a-z0-9]{1,20}$", error="code_wrong")
    )
    title = Line(required=True, validate=length(1, 80))
    words = Paragraphs(required=True, validate=length(1, 2000))
    is_active = fields.Boolean(load_default=True)
    source = Line(load_default="", validate=length(0, 200))
    holds_from = fields.Date(load_default=None, allow_none=True)
    holds_until = fields.Date(load_default=None, allow_none=True)
    owner = Line(load_default="", validate=length(0, 80))


@knowledge.route("/api/v1/knowledge")
class Knowledge(MethodView):
    """All texts."""

    @permitted("knowledge.read")
    @knowledge.arguments(KnowledgeQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Those that have every word and hold today, titles first."""
        today = _today()
        with reading_connection() as connection:
            found = entries(connection, asked["q"], on=None if asked["all"] else today)
        return {"items": [_view(each, today) for each in found[:MOST_FOUND]]}

    @transactional
    @permitted("knowledge.manage")
    @knowledge.arguments(EntrySchema)
    @knowledge.response(201)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Add one."""
        return _stored(Entry(id=current_uow().ids.new(), **asked))


@knowledge.route("/api/v1/knowledge/<entry_id>/revision")
class Revision(MethodView):
    """Changing a text."""

    @transactional
    @permitted("knowledge.manage")
    @knowledge.arguments(EntrySchema)
    def post(self, asked: dict[str, Any], entry_id: str) -> dict[str, Any]:
        """Put other words in its place, or take it out of use."""
        known = entry_of(current_uow().connection, entry_id)
        return _stored(Entry(id=known.id, **asked))


def _stored(entry: Entry) -> dict[str, Any]:
    if entry.holds_from and entry.is_over(entry.holds_from):
        raise InvalidInput([FieldError("/holds_until", "ends_before_it_begins")])
    uow = current_uow()
    put(uow.connection, entry, changed_at=uow.clock.now(), changed_by=principal().subject)
    return _view(entry, _today())


def _view(entry: Entry, today: date) -> dict[str, Any]:
    found = {name: value for name, value in vars(entry).items() if name != "id"}
    days = {name: _day(found[name]) for name in ("holds_from", "holds_until")}
    holds = {"holds": entry.holds_on(today), "is_over": entry.is_over(today)}
    return {"entry_id": entry.id} | found | days | holds


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _today() -> date:
    return local_date(service().clock.now())

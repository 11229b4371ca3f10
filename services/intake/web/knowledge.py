"""What operators answer from."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields, validate

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.transaction import current_uow, reading_connection, transactional
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
    """One text."""

    code = fields.String(
        required=True, validate=validate.Regexp(r"^[a-z0-9]{1,20}$", error="code_wrong")
    )
    title = Line(required=True, validate=length(1, 80))
    words = Paragraphs(required=True, validate=length(1, 2000))
    is_active = fields.Boolean(load_default=True)


@knowledge.route("/api/v1/knowledge")
class Knowledge(MethodView):
    """All texts."""

    @permitted("knowledge.read")
    @knowledge.arguments(KnowledgeQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Those that have every word, titles first."""
        with reading_connection() as connection:
            found = entries(connection, asked["q"], all_of_them=asked["all"])
        return {"items": [_view(each) for each in found[:MOST_FOUND]]}

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
    uow = current_uow()
    put(uow.connection, entry, changed_at=uow.clock.now(), changed_by=principal().subject)
    return _view(entry)


def _view(entry: Entry) -> dict[str, Any]:
    return {"entry_id": entry.id} | {k: v for k, v in vars(entry).items() if k != "id"}

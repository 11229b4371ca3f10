"""What the centre knows between persons and firms."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields, post_load

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import transactional
from chassis.validation import Choice, NoFields, Strict, length
from lawbook.presentation import instant
from services.mediation.application.keep_relations import (
    NoteRelation,
    note_relation,
    remove_relation,
)
from services.mediation.domain.relations import KINDS, Relation
from services.mediation.web.lookup import account, case_uow, looking

relations = Blueprint("relations", __name__, description="Ties between persons and firms")


class RelationBody(Strict):
    """Two names, what is between them, and where it was read."""

    kind = fields.String(required=True, validate=Choice(KINDS))
    one = fields.String(required=True, validate=length(1, 100))
    other = fields.String(required=True, validate=length(1, 100))
    source = fields.String(required=True, validate=length(2, 200))

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> NoteRelation:
        return NoteRelation(**{name: value.strip() for name, value in data.items()})


@relations.route("/api/v1/relations")
class Relations(MethodView):
    """All of them."""

    @permitted("relation.keep")
    def get(self) -> dict[str, Any]:
        """In the order in which they were noted."""
        with looking() as uow:
            return {"items": [_view(each) for each in uow.relations.all()]}

    @transactional
    @permitted("relation.keep")
    @relations.arguments(RelationBody)
    @relations.response(201)
    def post(self, command: NoteRelation) -> dict[str, Any]:
        """Note one; every open case is looked at again."""
        return _view(note_relation(command, account(), case_uow()))


@relations.route("/api/v1/relations/<relation_id>/removal")
class Removing(MethodView):
    """One that does not hold."""

    @transactional
    @permitted("relation.keep")
    @relations.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], relation_id: str) -> dict[str, Any]:
        """Remove it; every open case is looked at again."""
        uow = case_uow()
        found = uow.relations.take(relation_id)
        remove_relation(found, uow)
        return _view(found)


def _view(relation: Relation) -> dict[str, Any]:
    return {
        "relation_id": relation.id,
        "kind": relation.kind,
        "one": relation.one,
        "other": relation.other,
        "source": relation.source,
        "by": relation.by,
        "noted_at": instant(relation.noted_at),
    }

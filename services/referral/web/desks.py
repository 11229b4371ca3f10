"""The directory of bodies that take what we hand over."""

from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields, post_load

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.errors import FieldError, InvalidInput
from chassis.etag import check_etag, set_etag
from chassis.transaction import reading_connection, service, transactional
from chassis.validation import Choice, NoFields, Strict, between, length
from contracts.permissions import reaches
from lawbook.courts import BASIC, LEVELS
from lawbook.presentation import instant
from services.referral.domain.chasing import USUAL
from services.referral.domain.desk import KINDS, Desk
from services.referral.domain.dry_run import forms_of
from services.referral.storage.tables import desks as table
from services.referral.storage.unit_of_work import ReferralUnitOfWork, opened
from services.referral.web.lookup import account, referral_uow
from services.referral.web.schemas import Words

desks = Blueprint("desks", __name__, description="The directory of receiving bodies")
BASE = "/api/v1/desks"


class Entry(Strict):
    """What is known of a body."""

    name = Words(required=True, validate=length(1, 120))
    email = Words(load_default="", validate=length(0, 200))
    phone = Words(load_default="", validate=length(0, 40))
    address = Words(load_default="", validate=length(0, 200))
    competence = Words(load_default="", validate=length(0, 500))
    chases = fields.Integer(load_default=USUAL.chases, validate=between(0, 10))
    chase_days = fields.Integer(load_default=USUAL.working_days, validate=between(1, 30))
    forms = Words(load_default="", validate=length(0, 200))
    most_mb = fields.Integer(load_default=0, validate=between(0, 100_000))

    level = fields.String(load_default=BASIC, validate=Choice(LEVELS))

    @post_load
    def write_forms_alike(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Endings as everybody writes them."""
        return data | {"forms": ", ".join(forms_of(data["forms"]))}


class NewEntry(Entry):
    """A body that was not there before."""

    code = Words(required=True, validate=length(1, 40))
    kind = fields.String(required=True, validate=Choice(KINDS))


@desks.route(BASE)
class Desks(MethodView):
    """All desks."""

    @permitted("desk.list")
    def get(self) -> dict[str, Any]:
        """Code, kind and name of each, in the order in which they take matters.

        Whoever keeps the directory also reads when an entry was confirmed.
        """
        with reading_connection() as connection:
            rows = connection.execute(sa.select(table.c.document).order_by(table.c.id))
            found = [load_document(Desk, row.document) for row in rows]
        keeps_it = bool(reaches("desk.manage", principal().roles))
        ordered = sorted(found, key=lambda desk: (desk.rank, desk.code))
        return {"items": [_row(each) | (_confirmed(each) if keeps_it else {}) for each in ordered]}

    @transactional
    @permitted("desk.manage")
    @desks.arguments(NewEntry)
    @desks.response(201)
    def post(self, asked: dict[str, Any]) -> Response:
        """Add a body."""
        uow = referral_uow()
        if uow.desks.find(table.c.code == asked["code"]) is not None:
            raise InvalidInput([FieldError("/code", "desk_there")])
        desk = Desk(id=uow.ids.new(), rank=len(uow.desks.all()), **asked)
        desk.confirm(account(), uow.clock.now())
        uow.desks.add(desk)
        return _shown(desk, 201)


@desks.route(f"{BASE}/<desk_code>")
class One(MethodView):
    """One body."""

    @permitted("desk.manage")
    def get(self, desk_code: str) -> Response:
        """Everything that is known of it, and what stood there before."""
        with opened(service()).reading() as uow:
            return _shown(uow.desks.by_code(desk_code))


@desks.route(f"{BASE}/<desk_code>/revisions")
class Revisions(MethodView):
    """Changes of the directory."""

    @transactional
    @permitted("desk.manage")
    @desks.arguments(Entry)
    def post(self, asked: dict[str, Any], desk_code: str) -> Response:
        """Change what is known; what stood there stays on record."""
        uow = referral_uow()
        desk = _as_read(uow, desk_code)
        desk.revise(asked, account(), uow.clock.now())
        uow.desks.save(desk)
        return _shown(desk)


@desks.route(f"{BASE}/<desk_code>/confirmation")
class Confirmation(MethodView):
    """Looking through the directory."""

    @transactional
    @permitted("desk.manage")
    @desks.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], desk_code: str) -> Response:
        """Say that the entry is still right."""
        uow = referral_uow()
        desk = _as_read(uow, desk_code)
        desk.confirm(account(), uow.clock.now())
        uow.desks.save(desk)
        return _shown(desk)


def _row(desk: Desk) -> dict[str, Any]:
    return {"code": desk.code, "kind": desk.kind, "name": desk.name}


def _confirmed(desk: Desk) -> dict[str, Any]:
    return {
        "confirmed_at": instant(desk.confirmed_at) if desk.confirmed_at else None,
        "is_stale": desk.is_stale(service().clock.now()),
    }


def _as_read(uow: ReferralUnitOfWork, code: str) -> Desk:
    desk = uow.desks.by_code(code)
    check_etag(desk.version)
    return desk


def _shown(desk: Desk, status: int = 200) -> Response:
    body = _row(desk) | {
        "email": desk.email,
        "phone": desk.phone,
        "address": desk.address,
        "competence": desk.competence,
        "chases": desk.chases,
        "chase_days": desk.chase_days,
        "forms": desk.forms,
        "most_mb": desk.most_mb,
        "level": desk.level,
        "confirmed_at": instant(desk.confirmed_at) if desk.confirmed_at else None,
        "confirmed_by": desk.confirmed_by,
        "revisions": [
            {"at": instant(each.at), "by": each.by, "before": dict(each.before)}
            for each in reversed(desk.revisions)
        ],
    }
    response = make_response(jsonify(body), status)
    set_etag(response, desk.version)
    return response

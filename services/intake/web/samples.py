"""Physical samples of a matter."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import ValidationError, fields, validates_schema

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.etag import check_etag, etag_of, set_etag
from chassis.transaction import current_uow, service, transactional
from chassis.validation import Choice, Strict, between, length
from lawbook.presentation import instant
from services.intake.application.keep_sample import NewSample, move_sample, take_in_sample
from services.intake.domain.sample import ACTS, NEEDS, Move, Sample
from services.intake.storage.unit_of_work import opened
from services.intake.web.caller import own_account
from services.intake.web.normalising import Line, Paragraphs
from services.intake.web.submissions import visible

samples = Blueprint("samples", __name__, description="Physical samples")
MOST = 100_000
"""Pieces of one sample."""


class NewSampleSchema(Strict):
    """What came, how many of it, and who brought it."""

    name = Line(required=True, validate=length(2, 100))
    quantity = fields.Integer(required=True, strict=True, validate=between(1, MOST))
    giver = Line(required=True, validate=length(2, 100))


class MoveSchema(Strict):
    """What is done with a sample; which words are needed depends on the act."""

    act = fields.String(required=True, validate=Choice(ACTS))
    seal_no = Line(load_default="", validate=length(0, 40))
    photo = fields.String(load_default="", validate=length(0, 26))
    place = Line(load_default="", validate=length(0, 100))
    giver = Line(load_default="", validate=length(0, 100))
    taker = Line(load_default="", validate=length(0, 100))
    note = Paragraphs(load_default="", validate=length(0, 500))

    @validates_schema(skip_on_field_errors=True)
    def _says_what_is_needed(self, data: dict[str, Any], **_kwargs: Any) -> None:
        missing = [name for name in NEEDS[data["act"]] if not data[name]]
        if missing:
            raise ValidationError({name: ["required"] for name in missing})


@samples.route("/api/v1/submissions/<receipt_no>/samples")
class Samples(MethodView):
    """样品清单."""

    @permitted("sample.read")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """All samples of a matter with what was done with each."""
        visible(receipt_no)
        with opened(service()).reading() as uow:
            return {"items": [_view(each) for each in uow.samples.of_matter(receipt_no)]}

    @transactional
    @permitted("sample.keep")
    @samples.arguments(NewSampleSchema)
    @samples.response(201)
    def post(self, asked: dict[str, Any], receipt_no: str) -> dict[str, Any]:
        """Take one in; its label is the next of the matter."""
        return _view(take_in_sample(receipt_no, NewSample(**asked), own_account(), current_uow()))


@samples.route("/api/v1/samples/<sample_id>")
class One(MethodView):
    """一件样品."""

    @permitted("sample.read")
    def get(self, sample_id: str) -> Response:
        """One sample."""
        with opened(service()).reading() as uow:
            return _shown(uow.samples.get(sample_id))


@samples.route("/api/v1/samples/<sample_id>/moves")
class Moves(MethodView):
    """样品流转."""

    @transactional
    @permitted("sample.keep")
    @samples.arguments(MoveSchema)
    def post(self, asked: dict[str, Any], sample_id: str) -> Response:
        """Seal, shelve, hand over, take back, give up."""
        uow = current_uow()
        sample: Sample = uow.samples.take(sample_id)
        check_etag(sample.version)
        said = {name: asked[name] for name in NEEDS[asked["act"]]} | {"note": asked["note"]}
        move = Move(act=asked["act"], by=own_account(), at=uow.clock.now(), **said)
        move_sample(sample, move, uow)
        return _shown(sample)


def _shown(sample: Sample) -> Response:
    response = make_response(jsonify(_view(sample)))
    set_etag(response, sample.version)
    return response


def _view(sample: Sample) -> dict[str, Any]:
    return {
        "sample_id": sample.id,
        "receipt_no": sample.receipt_no,
        "label": sample.label,
        "name": sample.name,
        "quantity": sample.quantity,
        "giver": sample.giver,
        "received_at": instant(sample.received_at),
        "received_by": sample.received_by,
        "state": sample.state,
        "place": sample.place,
        "possible_now": list(sample.possible_now),
        "moves": [vars(each) | {"at": instant(each.at)} for each in sample.moves],
        "etag": etag_of(sample.version),
    }

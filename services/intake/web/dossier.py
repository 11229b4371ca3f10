"""Other matters, online shops, mandates and agreements of a matter."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import current_uow, transactional
from chassis.validation import Choice, Strict, between, length
from services.intake.application import note_dossier
from services.intake.domain.dossier import (
    ACTS,
    LINKS,
    METHODS,
    WITHDRAW,
    Agreement,
    Link,
    Mandate,
    ShopItem,
)
from services.intake.web.caller import own_account
from services.intake.web.decisions import as_read, shown
from services.intake.web.normalising import HalfWidth, Line, Paragraphs

dossier = Blueprint("dossier", __name__, description="What officers note of a matter")
ONE = "/api/v1/submissions/<receipt_no>"
DEAREST = 100_000_000_00
MOST_SOLD = 100_000_000


class LinkSchema(Strict):
    """Which other matter, how it belongs to this one, and why."""

    to = fields.String(required=True, validate=length(13, 13))
    kind = fields.String(required=True, validate=Choice(LINKS))
    reason = Paragraphs(load_default="", validate=length(0, 500))


class UnlinkSchema(Strict):
    """Which link."""

    to = fields.String(required=True, validate=length(13, 13))
    kind = fields.String(required=True, validate=Choice(LINKS))


class ShopItemSchema(Strict):
    """An offer as it was captured: price in fen, pieces sold by the page."""

    platform = Line(required=True, validate=length(1, 100))
    shop = Line(required=True, validate=length(1, 100))
    url = HalfWidth(required=True, validate=length(4, 500))
    price_fen = fields.Integer(required=True, strict=True, validate=between(0, DEAREST))
    sold = fields.Integer(required=True, strict=True, validate=between(0, MOST_SOLD))
    captured_at = fields.AwareDateTime(required=True)
    method = fields.String(required=True, validate=Choice(METHODS))


class MandateSchema(Strict):
    """What an agent may do, and until which day."""

    scope = fields.List(
        fields.String(validate=Choice(ACTS)), required=True, validate=length(1, len(ACTS))
    )
    until = fields.Date(load_default=None, allow_none=True)


class AgreementSchema(Strict):
    """Who agrees to the withdrawal, and how that is known."""

    who = Line(required=True, validate=length(1, 100))
    note = Paragraphs(required=True, validate=length(2, 500))


@dossier.route(f"{ONE}/links")
class Links(MethodView):
    """关联事项."""

    @transactional
    @permitted("submission.decide")
    @dossier.arguments(LinkSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Note that another matter belongs to this one; it stands on both."""
        submission, uow = as_read(receipt_no), current_uow()
        link = Link(by=own_account(), at=uow.clock.now(), **asked)
        note_dossier.link_matters(submission, link, uow)
        return shown(submission)


@dossier.route(f"{ONE}/links/removal")
class LinkRemoval(MethodView):
    """解除关联."""

    @transactional
    @permitted("submission.decide")
    @dossier.arguments(UnlinkSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Take a link away on both matters."""
        submission = as_read(receipt_no)
        note_dossier.unlink_matters(submission, asked["kind"], asked["to"], current_uow())
        return shown(submission)


@dossier.route(f"{ONE}/shop-items")
class ShopItems(MethodView):
    """网店证据."""

    @transactional
    @permitted("submission.decide")
    @dossier.arguments(ShopItemSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Keep an offer of an online shop; it tells where the matter belongs."""
        submission, uow = as_read(receipt_no), current_uow()
        item = ShopItem(by=own_account(), at=uow.clock.now(), **asked)
        note_dossier.note_shop_item(submission, item, uow)
        return shown(submission)


@dossier.route(f"{ONE}/mandate")
class MandateOf(MethodView):
    """委托权限."""

    @transactional
    @permitted("submission.decide")
    @dossier.arguments(MandateSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Keep what the agent may do by the paper that was shown; checked before each act."""
        submission, uow = as_read(receipt_no), current_uow()
        mandate = Mandate(tuple(asked["scope"]), asked["until"], own_account(), uow.clock.now())
        note_dossier.note_mandate(submission, mandate, uow)
        return shown(submission)


@dossier.route(f"{ONE}/agreements")
class Agreements(MethodView):
    """被代表人同意."""

    @transactional
    @permitted("submission.decide")
    @dossier.arguments(AgreementSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Keep that somebody who is represented agrees to the withdrawal."""
        submission, uow = as_read(receipt_no), current_uow()
        agreement = Agreement(asked["who"], WITHDRAW, asked["note"], own_account(), uow.clock.now())
        note_dossier.note_agreement(submission, agreement, uow)
        return shown(submission)

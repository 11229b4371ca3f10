"""Ways in for receivers without an account: an officer makes a link, its holder comes in with a code."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import FieldError, InvalidInput
from chassis.transaction import service, transactional
from chassis.validation import NoFields, Strict, between, length
from lawbook.presentation import instant
from services.referral.application.guest_links import (
    Item,
    MadeLink,
    Wanted,
    give_code,
    guest_address,
    guest_token,
    make_link,
    open_link,
)
from services.referral.domain.guest_link import GuestLink
from services.referral.storage.unit_of_work import opened
from services.referral.web.lookup import account, referral_uow
from services.referral.web.schemas import Words

guests = Blueprint("guests", __name__, description="Receivers without an account")
LONGEST_DAYS, USUAL_DAYS = 90, 30


class Invitation(Strict):
    """Whom a link is for, for how many days, and whether it goes to the official address."""

    person = Words(required=True, validate=length(1, 60))
    days = fields.Integer(load_default=USUAL_DAYS, validate=between(1, LONGEST_DAYS))
    by_mail = fields.Boolean(load_default=False)


class Entrance(Strict):
    """What somebody shows at the door."""

    token = Words(required=True, validate=length(1, 120))
    code = Words(required=True, validate=length(1, 20))
    name = Words(required=True, validate=length(1, 60))


@guests.route("/api/v1/referrals/<referral_id>/guest-links")
class OfReferral(MethodView):
    """The links to one referral."""

    @permitted("guest.invite")
    def get(self, referral_id: str) -> dict[str, Any]:
        """Each with its state and what happened to it; no secret stands here."""
        return _listed("referrals", referral_id)

    @transactional
    @permitted("guest.invite")
    @guests.arguments(Invitation)
    @guests.response(201)
    def post(self, asked: dict[str, Any], referral_id: str) -> Response:
        """Make one; address and code are told this one time."""
        return _made(referral_uow().referrals.get(referral_id), asked)


@guests.route("/api/v1/transfers/<transfer_id>/guest-links")
class OfTransfer(MethodView):
    """The links to one transfer."""

    @permitted("guest.invite")
    def get(self, transfer_id: str) -> dict[str, Any]:
        """Each with its state and what happened to it; no secret stands here."""
        return _listed("transfers", transfer_id)

    @transactional
    @permitted("guest.invite")
    @guests.arguments(Invitation)
    @guests.response(201)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Make one; address and code are told this one time."""
        return _made(referral_uow().transfers.get(transfer_id), asked)


@guests.route("/api/v1/confirmations/<confirmation_id>/guest-links")
class OfConfirmation(MethodView):
    """The links to one application."""

    @permitted("guest.invite")
    def get(self, confirmation_id: str) -> dict[str, Any]:
        """Each with its state and what happened to it; no secret stands here."""
        return _listed("confirmations", confirmation_id)

    @transactional
    @permitted("guest.invite")
    @guests.arguments(Invitation)
    @guests.response(201)
    def post(self, asked: dict[str, Any], confirmation_id: str) -> Response:
        """Make one; address and code are told this one time."""
        return _made(referral_uow().confirmations.get(confirmation_id), asked)


@guests.route("/api/v1/guest-links/<link_id>/code")
class Code(MethodView):
    """The code of a link."""

    @transactional
    @permitted("guest.invite")
    @guests.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], link_id: str) -> Response:
        """Another code, for another session; the one before is worth nothing."""
        uow = referral_uow()
        link = uow.guest_links.take(link_id)
        return _told(give_code(link, by=account(), uow=uow, keyring=service().keyring))


@guests.route("/api/v1/guest-links/<link_id>/revocation")
class Revocation(MethodView):
    """The end of a link."""

    @transactional
    @permitted("guest.invite")
    @guests.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], link_id: str) -> dict[str, Any]:
        """Shut it, also for who is inside."""
        uow = referral_uow()
        link = uow.guest_links.take(link_id)
        link.revoke(account(), uow.clock.now())
        uow.guest_links.save(link)
        return _view(link)


@guests.route("/api/v1/guest-links/entrance")
class Door(MethodView):
    """The way in."""

    @permitted("guest.enter")
    @guests.arguments(Entrance)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Show link and code; 404 for a link that leads nowhere, 422 for a wrong code."""
        code = "".join(asked["code"].split())
        with opened(service()) as uow:
            link = open_link(
                asked["token"], code, named=asked["name"], uow=uow, keyring=service().keyring
            )
            # A wrong code counts as well: what is refused is otherwise forgotten.
            uow.commit()
        if link is None:
            raise InvalidInput([FieldError("/code", "guest_code_wrong")])
        found = {"link_id": link.id, "kind": link.kind, "item_id": link.item_id}
        return found | {"name": asked["name"]}


def _listed(kind: str, item_id: str) -> dict[str, Any]:
    with opened(service()).reading() as uow:
        getattr(uow, kind).get(item_id)
        found = uow.guest_links.of_item(item_id)
    return {"items": [_view(each) for each in sorted(found, key=lambda e: e.id, reverse=True)]}


def _made(item: Item, asked: dict[str, Any]) -> Response:
    wanted, keyring = Wanted(**asked), service().keyring
    return _told(make_link(item, wanted, by=account(), uow=referral_uow(), keyring=keyring), 201)


def _told(made: MadeLink, status: int = 200) -> Response:
    keyring, public_url = service().keyring, service().settings.public_url
    told = {
        "address": guest_address(made.link.id, public_url, keyring),
        "token": guest_token(made.link.id, keyring),
        "code": made.code,
    }
    body = _view(made.link) | told
    return make_response(jsonify(body), status)


def _view(link: GuestLink) -> dict[str, Any]:
    return {
        "link_id": link.id,
        "kind": link.kind,
        "item_id": link.item_id,
        "person": link.person,
        "state": link.state(service().clock.now()),
        "waits_for_code": bool(link.code_digest),
        "made_by": link.made_by,
        "made_at": instant(link.made_at),
        "expires_at": instant(link.expires_at),
        "uses": [{"what": each.what, "by": each.by, "at": instant(each.at)} for each in link.uses],
    }

"""Transfers to the police: their side."""

from typing import Any

from flask import Response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import service, transactional
from chassis.validation import NoFields
from services.referral.application.forward_transfer import forward_transfer
from services.referral.storage.unit_of_work import opened
from services.referral.web import schemas
from services.referral.web.evidence import paper_of
from services.referral.web.lookup import account, checked, referral_uow
from services.referral.web.transfers import BASE, changed

police = Blueprint("police", __name__, description="The police desk")


@police.route(f"{BASE}/<transfer_id>/receipt")
class Receipt(MethodView):
    """回执."""

    @transactional
    @permitted("transfer.answer")
    @police.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], transfer_id: str) -> Response:
        """Sign the receipt."""
        return changed(transfer_id, lambda item, at: item.receipt(account(), at))


@police.route(f"{BASE}/<transfer_id>/forwarding")
class Forwarding(MethodView):
    """转送有管辖权的公安机关."""

    @transactional
    @permitted("transfer.answer")
    @police.arguments(schemas.Forwarding)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Forward the file to the police desk whose case it is; it leaves the own desk."""
        return changed(
            transfer_id, lambda item, _at: forward_transfer(item, asked["desk"], referral_uow())
        )


@police.route(f"{BASE}/<transfer_id>/supplement-request")
class SupplementRequest(MethodView):
    """通知补正."""

    @transactional
    @permitted("transfer.answer")
    @police.arguments(schemas.SupplementRequest)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Say within a day what is missing."""
        return changed(transfer_id, lambda item, at: item.ask_supplement(asked["wanted"], at))


@police.route(f"{BASE}/<transfer_id>/decision")
class Decision(MethodView):
    """立案或者不予立案."""

    @transactional
    @permitted("transfer.answer")
    @police.arguments(schemas.PoliceDecision)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Say whether the case is filed, or why not."""
        return changed(transfer_id, lambda item, at: item.decide(at=at, **asked))


@police.route(f"{BASE}/<transfer_id>/documents/<code>")
class Document(MethodView):
    """One paper of the file."""

    @permitted("transfer.read")
    def get(self, transfer_id: str, code: str) -> Response:
        """Its text, or the bytes of the evidence."""
        with opened(service()).reading() as uow:
            item = checked(uow.transfers.get(transfer_id))
        return paper_of(item.papers, code, item.receipt_no)

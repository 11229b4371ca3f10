"""Transfers to the police: our side."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted, principal, reach
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.etag import set_etag
from chassis.pagination import listing, page
from chassis.problems import language
from chassis.transaction import reading_connection, service, transactional
from chassis.validation import NoFields
from contracts.permissions import Reach
from services.referral.application.dispatch_transfer import dispatch_transfer
from services.referral.domain.chasing import CHASE
from services.referral.domain.goods import Penalty
from services.referral.domain.paper import Attachment, Paper
from services.referral.domain.report import Report
from services.referral.domain.transfer import Transfer
from services.referral.storage.tables import desks
from services.referral.storage.tables import transfers as table
from services.referral.storage.unit_of_work import ReferralUnitOfWork, opened
from services.referral.web import schemas
from services.referral.web.evidence import attachment
from services.referral.web.lookup import account, as_read, checked, referral_uow
from services.referral.web.openings import note_opening, opening_of
from services.referral.web.views import transfer_row, transfer_view

transfers = Blueprint("transfers", __name__, description="Transfers to the police")
BASE = "/api/v1/transfers"


@transfers.route(BASE)
class Transfers(MethodView):
    """All transfers that the caller may see."""

    @permitted("transfer.list")
    @transfers.arguments(schemas.ListQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> Any:
        """List transfers, oldest first."""
        query = sa.select(table.c.document, table.c.id)
        for name in ("receipt_no", "status"):
            if asked[name]:
                query = query.where(table.c[name] == asked[name])
        if Reach.ANY not in reach():
            query = query.where(table.c.desk == principal().organisation, table.c.is_with_police)
        with reading_connection() as connection:
            rows, cursor = page(connection, query, [table.c.id], asked)
        now = service().clock.now()
        return listing(
            rows,
            cursor,
            lambda r: transfer_row(load_document(Transfer, r.document), language(), now),
        )


@transfers.route(f"{BASE}/<transfer_id>")
class One(MethodView):
    """One transfer."""

    @permitted("transfer.read")
    def get(self, transfer_id: str) -> Response:
        """Read it with report, papers and clocks."""
        with opened(service()).reading() as uow:
            item = checked(uow.transfers.get(transfer_id))
            answer = shown(item, uow)
        note_opening(item)
        return answer


@transfers.route(f"{BASE}/<transfer_id>/report")
class ReportOf(MethodView):
    """The team's report."""

    @transactional
    @permitted("transfer.propose")
    @transfers.arguments(schemas.ReportSchema)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Propose the transfer in writing; two officers or more, one of whom hands it in."""
        officers = tuple(asked.pop("officers"))
        names = asked.pop("officer_names")

        def propose(item: Transfer, at: datetime) -> None:
            item.names |= dict(zip(officers, names, strict=False))
            item.propose(Report(officers=officers, reported_by=account(), reported_at=at, **asked))

        return changed(transfer_id, propose)


@transfers.route(f"{BASE}/<transfer_id>/cosignature")
class Cosignature(MethodView):
    """联名签署."""

    @transactional
    @permitted("transfer.propose")
    @transfers.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], transfer_id: str) -> Response:
        """Sign the report as another one of the team."""
        return changed(transfer_id, lambda item, at: item.cosign(account(), at))


@transfers.route(f"{BASE}/<transfer_id>/approval")
class Approval(MethodView):
    """The head's decision."""

    @transactional
    @permitted("transfer.approve")
    @transfers.arguments(schemas.Approval)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Approve, or say why not."""
        return changed(
            transfer_id, lambda item, at: item.decide_proposal(by=account(), at=at, **asked)
        )


@transfers.route(f"{BASE}/<transfer_id>/documents")
class Documents(MethodView):
    """The papers of the file."""

    @transactional
    @permitted("transfer.send")
    @transfers.arguments(schemas.PaperSchema)
    @transfers.response(201)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Add one paper: a text, or a piece of evidence of the matter."""
        file = _attached(transfer_id, asked.pop("evidence_id"))
        return changed(
            transfer_id,
            lambda item, at: item.add_paper(Paper(added_at=at, file=file, **asked)),
            201,
        )


@transfers.route(f"{BASE}/<transfer_id>/dispatch")
class Dispatch(MethodView):
    """Sending the file."""

    @transactional
    @permitted("transfer.send")
    @transfers.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], transfer_id: str) -> Response:
        """Send it to the police desk; 409 naming what is missing."""
        return changed(transfer_id, lambda item, _at: dispatch_transfer(item, referral_uow()))


@transfers.route(f"{BASE}/<transfer_id>/reminders")
class Reminders(MethodView):
    """催办."""

    @transactional
    @permitted("transfer.send")
    @transfers.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], transfer_id: str) -> Response:
        """Chase the silent police, once a day at most; 409 while they owe nothing."""
        return changed(transfer_id, lambda item, at: item.remind(CHASE, account(), at))


@transfers.route(f"{BASE}/<transfer_id>/supplement")
class Supplement(MethodView):
    """补正."""

    @transactional
    @permitted("transfer.send")
    @transfers.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], transfer_id: str) -> Response:
        """Send what was added since the police asked; 409 when nothing was."""
        return changed(transfer_id, lambda item, at: item.supply(at))


@transfers.route(f"{BASE}/<transfer_id>/reconsideration")
class Reconsideration(MethodView):
    """提请复议."""

    @transactional
    @permitted("transfer.reconsider")
    @transfers.arguments(schemas.Reasons)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Ask the police to reconsider their refusal."""
        return changed(transfer_id, lambda item, at: item.reconsider(asked["reasons"], at))


@transfers.route(f"{BASE}/<transfer_id>/supervision")
class Supervision(MethodView):
    """建议检察院立案监督."""

    @transactional
    @permitted("transfer.ask_procuratorate")
    @transfers.arguments(schemas.Reasons)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Record that the procuratorate was asked to supervise the filing."""
        return changed(transfer_id, lambda item, at: item.ask_procuratorate(asked["reasons"], at))


@transfers.route(f"{BASE}/<transfer_id>/handover")
class Handover(MethodView):
    """移交涉案物品和材料."""

    @transactional
    @permitted("transfer.hand_over")
    @transfers.arguments(schemas.Handover)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Record, line by line, that goods and papers went to the police, who filed the case."""
        return changed(transfer_id, lambda item, at: item.hand_over(at, asked["goods"]))


@transfers.route(f"{BASE}/<transfer_id>/penalties")
class Penalties(MethodView):
    """已作出的行政处罚."""

    @transactional
    @permitted("transfer.propose")
    @transfers.arguments(schemas.PenaltySchema)
    @transfers.response(201)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Note a penalty that was decided before; it is no obstacle to the transfer."""

        def note(item: Transfer, at: datetime) -> None:
            item.note_penalty(Penalty(noted_by=account(), noted_at=at, **asked))

        return changed(transfer_id, note, 201)


@transfers.route(f"{BASE}/<transfer_id>/procuratorate-copy")
class ProcuratorateCopy(MethodView):
    """抄送检察院."""

    @transactional
    @permitted("transfer.send")
    @transfers.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], transfer_id: str) -> Response:
        """Record that the procuratorate got a copy."""
        return changed(transfer_id, lambda item, at: item.copy_to_procuratorate(at))


def _attached(transfer_id: str, evidence_id: str) -> Attachment | None:
    """What intake says about a piece of evidence; asked before there is a transaction to hold up."""
    if not evidence_id:
        return None
    with opened(service()).reading() as uow:
        item = as_read(uow.transfers.get(transfer_id))
    return attachment(item.receipt_no, evidence_id)


def changed(
    transfer_id: str, act: Callable[[Transfer, datetime], None], status: int = 200
) -> Response:
    """A transfer after an act on the version that the caller has read."""
    uow = referral_uow()
    item = as_read(uow.transfers.get(transfer_id))
    act(item, uow.clock.now())
    if principal().name:
        item.names[account()] = principal().name
    uow.transfers.save(item)
    return shown(item, uow, status)


def shown(item: Transfer, uow: ReferralUnitOfWork, status: int = 200) -> Response:
    """A transfer with its version."""
    desk = uow.desks.find(desks.c.code == item.desk)
    body = transfer_view(item, desk.name if desk else "", language(), service().clock.now())
    response = make_response(jsonify(body | opening_of(item)), status)
    set_etag(response, item.version)
    return response

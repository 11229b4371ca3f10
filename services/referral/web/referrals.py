"""Referrals: hand-overs through a flow, to partners and from them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted, principal, reach
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.errors import FieldError, InvalidInput
from chassis.etag import set_etag
from chassis.pagination import listing, page
from chassis.problems import language, problem, words
from chassis.transaction import reading_connection, service, transactional
from chassis.validation import NoFields
from contracts.permissions import Reach
from services.referral.application.open_referral import OpenReferral, open_referral
from services.referral.application.send_off import take_step
from services.referral.domain.chasing import CHASE
from services.referral.domain.flow import CENTRE, HEAD, PARTNER, flow, flows
from services.referral.domain.paper import Attachment, Paper
from services.referral.domain.referral import NotNow, Referral
from services.referral.storage.tables import referrals as table
from services.referral.storage.unit_of_work import opened
from services.referral.web import referral_schemas, schemas
from services.referral.web.evidence import attachment, paper_of
from services.referral.web.lookup import account, as_read, checked, referral_uow
from services.referral.web.openings import note_opening, opening_of
from services.referral.web.referral_views import flow_view, referral_row, referral_view

referrals = Blueprint("referrals", __name__, description="Referrals to partners and from them")
BASE = "/api/v1/referrals"


@referrals.errorhandler(NotNow)
def not_now(error: NotNow) -> Response:
    """The acts that fit, by the names that their flow gives them."""
    zh = language() == "zh"
    names = words("act.and").join(each.zh if zh else each.en for each in error.acts)
    code = error.code if names else "nothing_possible"
    return problem(409, code, {"possible": names}, {**error.extra, "code": error.code})


@referrals.route("/api/v1/referral-flows")
class Flows(MethodView):
    """The flows that there are."""

    @permitted("referral.flows")
    def get(self) -> dict[str, Any]:
        """Each with its states, acts and papers."""
        return {"items": [flow_view(each, language()) for each in flows().values()]}


@referrals.route(BASE)
class Referrals(MethodView):
    """All referrals that the caller may see."""

    @permitted("referral.list")
    @referrals.arguments(referral_schemas.ReferralQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> Any:
        """List referrals, oldest first."""
        query = sa.select(table.c.document, table.c.id)
        for name in ("receipt_no", "status", "flow"):
            if asked[name]:
                query = query.where(table.c[name] == asked[name])
        if Reach.ANY not in reach():
            query = query.where(table.c.desk == principal().organisation, table.c.is_sent)
        with reading_connection() as connection:
            rows, cursor = page(connection, query, [table.c.id], asked)
        now = service().clock.now()
        return listing(
            rows,
            cursor,
            lambda r: referral_row(load_document(Referral, r.document), language(), now),
        )

    @transactional
    @permitted("referral.open")
    @referrals.arguments(referral_schemas.Opening)
    @referrals.response(201)
    def post(self, asked: dict[str, Any]) -> Response:
        """Open a referral; a partner opens what asks something of the centre, at its own desk."""
        inbound = flow(asked["flow"]).is_inbound
        if Reach.ANY not in reach():
            if not inbound or asked["desk"] != principal().organisation:
                raise InvalidInput([FieldError("/desk", "desk_unfit")])
            asked["receipt_no"] = asked["about"] = ""
        elif not inbound and not asked["receipt_no"]:
            raise InvalidInput([FieldError("/receipt_no", "required")])
        uow = referral_uow()
        asked["grounds"] = tuple(asked["grounds"])
        item = open_referral(OpenReferral(by=account(), **asked), uow)
        return shown(item, 201)


@referrals.route(f"{BASE}/<referral_id>")
class One(MethodView):
    """One referral."""

    @permitted("referral.read")
    def get(self, referral_id: str) -> Response:
        """Read it with its papers, items, steps and clocks."""
        item = read_referral(referral_id)
        note_opening(item)
        return shown(item)


@referrals.route(f"{BASE}/<referral_id>/documents")
class Documents(MethodView):
    """The papers of the file."""

    @transactional
    @permitted("referral.prepare")
    @referrals.arguments(schemas.PaperSchema)
    @referrals.response(201)
    def post(self, asked: dict[str, Any], referral_id: str) -> Response:
        """Add one paper: a text, or a piece of evidence of the matter."""
        file = _attached(referral_id, asked.pop("evidence_id"))
        return changed(
            referral_id,
            lambda item, at: item.add_paper(Paper(added_at=at, file=file, **asked)),
            201,
        )


@referrals.route(f"{BASE}/<referral_id>/documents/<code>")
class Document(MethodView):
    """One paper of the file."""

    @permitted("referral.read")
    def get(self, referral_id: str, code: str) -> Response:
        """Its text, or the bytes of the evidence."""
        item = read_referral(referral_id)
        return paper_of(item.papers, code, item.receipt_no)


@referrals.route(f"{BASE}/<referral_id>/items")
class Items(MethodView):
    """What is followed one by one, such as the links of a notice."""

    @transactional
    @permitted("referral.prepare")
    @referrals.arguments(referral_schemas.ItemSchema)
    @referrals.response(201)
    def post(self, asked: dict[str, Any], referral_id: str) -> Response:
        """Add some; all of them or none."""

        def add(item: Referral, at: datetime) -> None:
            for value in asked["values"]:
                item.add_item(value, asked["note"], at)

        return changed(referral_id, add, 201)


@referrals.route(f"{BASE}/<referral_id>/judgements")
class Judgements(MethodView):
    """What became of the items."""

    @transactional
    @permitted("referral.judge_item")
    @referrals.arguments(referral_schemas.JudgementSchema)
    def post(self, asked: dict[str, Any], referral_id: str) -> Response:
        """Say what became of one."""
        return changed(
            referral_id, lambda item, at: item.judge_item(asked["nth"], asked["state"], at)
        )


@referrals.route(f"{BASE}/<referral_id>/acts")
class Acts(MethodView):
    """The steps of the flow."""

    @transactional
    @permitted("referral.act")
    @referrals.arguments(referral_schemas.ActSchema)
    def post(self, asked: dict[str, Any], referral_id: str) -> Response:
        """Take one step; 409 names those that fit, and what is missing."""
        act, said = asked.pop("act"), asked

        def step(item: Referral, at: datetime) -> None:
            told = {"side": side_of(act, item), "by": account()}
            take_step(item, act, said, **told, at=at, uow=referral_uow())

        return changed(referral_id, step)


@referrals.route(f"{BASE}/<referral_id>/reminders")
class Reminders(MethodView):
    """催办."""

    @transactional
    @permitted("referral.prepare")
    @referrals.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], referral_id: str) -> Response:
        """Chase a silent receiver, once a day at most; 409 while it owes nothing."""
        return changed(referral_id, lambda item, at: item.remind(CHASE, account(), at))


def sides() -> tuple[str, ...]:
    """Whose acts the caller may do."""
    if Reach.ANY not in reach():
        return (PARTNER,)
    return (HEAD,) if "supervisor" in principal().roles else (CENTRE,)


def side_of(act: str, item: Referral) -> str:
    """The side in whose name the caller acts; officers write down what partners say on paper."""
    step = item.definition.acts.get(act)
    may_stand_in = step is not None and step.by == PARTNER and sides() == (CENTRE,)
    return PARTNER if may_stand_in else sides()[0]


def changed(
    referral_id: str, act: Callable[[Referral, datetime], None], status: int = 200
) -> Response:
    """A referral after an act on the version that the caller has read."""
    uow = referral_uow()
    item = as_read(uow.referrals.get(referral_id))
    act(item, uow.clock.now())
    uow.referrals.save(item)
    return shown(item, status)


def shown(item: Referral, status: int = 200) -> Response:
    """A referral with its version."""
    body = referral_view(item, sides(), language(), service().clock.now())
    response = make_response(jsonify(body | opening_of(item)), status)
    set_etag(response, item.version)
    return response


def read_referral(referral_id: str) -> Referral:
    """A referral that the caller may see. Raises: NotFound."""
    with opened(service()).reading() as uow:
        return checked(uow.referrals.get(referral_id))


def _attached(referral_id: str, evidence_id: str) -> Attachment | None:
    """What intake says about a piece of evidence; asked before there is a transaction to hold up."""
    return attachment(read_referral(referral_id).receipt_no, evidence_id) if evidence_id else None

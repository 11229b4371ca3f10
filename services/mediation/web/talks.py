"""The talk of a mediation: messages, offers, tries of contact."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import NotFound
from chassis.transaction import service, transactional
from chassis.validation import Choice, Strict, between, length
from lawbook.presentation import instant
from services.mediation.application.confidences import text_of
from services.mediation.application.offer_blindly import offer_blindly
from services.mediation.application.talk_together import (
    MakeOffer,
    NoteAttempt,
    Say,
    answer_offer,
    make_offer,
    note_attempt,
    post_message,
    talk_of,
)
from services.mediation.domain.appraisal import WHILE_TALKING
from services.mediation.domain.blind_offers import BlindRound, may_name
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED, ENDED
from services.mediation.domain.parties import SIDES
from services.mediation.domain.talk import (
    ANSWERS,
    MEDIATOR,
    OUTCOMES,
    THREADS,
    WAYS,
    Attempt,
    Offer,
    Talk,
    Viewer,
)
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.evidence import content, taken_in
from services.mediation.web.lookup import (
    account,
    awaits_declaration,
    case_uow,
    checked,
    is_staff,
    looking,
    side,
)
from services.mediation.web.proceeding_fields import files
from services.mediation.web.proceeding_views import file_view
from services.mediation.web.schemas import MOST_FEN

talks = Blueprint("talks", __name__, description="What is said around a mediation")
STAFF = "staff"
_CASE = "/api/v1/mediation-cases/<case_id>"


class MessageBody(Strict):
    """What is said, and to whom."""

    thread = fields.String(load_default=THREADS[0], validate=Choice(THREADS))
    text = fields.String(required=True, validate=length(1, 5000))


class OfferBody(Strict):
    """What is proposed, until when."""

    text = fields.String(required=True, validate=length(2, 2000))
    amount_fen = fields.Integer(load_default=0, validate=between(0, MOST_FEN))
    until = fields.Date(required=True)


class BlindBody(Strict):
    """A sum in fen."""

    amount_fen = fields.Integer(required=True, validate=between(1, MOST_FEN))


class OfferAnswer(Strict):
    """What becomes of an offer."""

    number = fields.Integer(required=True, validate=between(1, 1000))
    answer = fields.String(required=True, validate=Choice(ANSWERS))


class AttemptBody(Strict):
    """How somebody tried to reach a side."""

    side = fields.String(required=True, validate=Choice(SIDES))
    way = fields.String(required=True, validate=Choice(WAYS))
    outcome = fields.String(required=True, validate=Choice(OUTCOMES))
    note = fields.String(load_default="", validate=length(0, 1000))
    files = files()


@talks.route(f"{_CASE}/talk")
class One(MethodView):
    """All that the caller may read."""

    @permitted("talk.read")
    def get(self, case_id: str) -> Response:
        """Messages, offers, and for the staff the tries of contact; no confidences of others."""
        with looking() as uow:
            case = _of_caller(uow.cases.get(case_id))
            return _shown(case, talk_of(case, uow))


@talks.route(f"{_CASE}/talk/messages")
class Messages(MethodView):
    """Saying something."""

    @transactional
    @permitted("talk.write")
    @talks.arguments(MessageBody)
    @talks.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """To all, in confidence with the mediator, or, by the mediator, for oneself."""
        uow = case_uow()
        case = _taken(case_id, uow)
        by = MEDIATOR if is_staff() else side()
        said = Say(by=by, thread=asked["thread"], text=asked["text"])
        return _shown(case, post_message(case, said, uow, service().keyring), 201)


@talks.route(f"{_CASE}/talk/offers")
class Offers(MethodView):
    """Proposing something."""

    @transactional
    @permitted("offer.make")
    @talks.arguments(OfferBody)
    @talks.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """The other side may answer until the end of the day that is named."""
        uow = case_uow()
        case = _taken(case_id, uow)
        return _shown(case, make_offer(case, side(), MakeOffer(**asked), uow), 201)


@talks.route(f"{_CASE}/talk/offer-answers")
class OfferAnswers(MethodView):
    """Answering an offer."""

    @transactional
    @permitted("offer.make")
    @talks.arguments(OfferAnswer)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Accept or decline the other side's, or withdraw the own."""
        uow = case_uow()
        case = _taken(case_id, uow)
        return _shown(case, answer_offer(case, side(), asked["number"], asked["answer"], uow))


@talks.route(f"{_CASE}/talk/blind-offers")
class BlindOffers(MethodView):
    """Naming a sum that nobody sees."""

    @transactional
    @permitted("offer.make")
    @talks.arguments(BlindBody)
    @talks.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """The least that the complainant takes, or the most that the respondent pays."""
        uow = case_uow()
        case = _taken(case_id, uow)
        talk = offer_blindly(case, side(), asked["amount_fen"], uow, service().keyring)
        return _shown(case, talk, 201)


@talks.route(f"{_CASE}/talk/contacts")
class Contacts(MethodView):
    """Tries of contact."""

    @transactional
    @permitted("contact.note")
    @talks.arguments(AttemptBody)
    @talks.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Note one, with what came of it."""
        uow = case_uow()
        case = _taken(case_id, uow)
        proof = taken_in(case.receipt_no, asked.pop("files"))
        command = NoteAttempt(**asked, proof=proof)
        return _shown(case, note_attempt(case, account(), command, uow), 201)


@talks.route(f"{_CASE}/talk/contacts/files/<evidence_id>")
class ContactProof(MethodView):
    """A file that shows that somebody was tried to be reached."""

    @permitted("contact.note")
    def get(self, case_id: str, evidence_id: str) -> Response:
        """Its bytes, as a download, for the staff of the case."""
        with looking() as uow:
            case = _of_caller(uow.cases.get(case_id))
            talk = talk_of(case, uow)
        for file in (file for each in talk.attempts for file in each.proof):
            if file.evidence_id == evidence_id:
                return content(case.receipt_no, file)
        raise NotFound()


def _taken(case_id: str, uow: MediationUnitOfWork) -> Case:
    return _of_caller(uow.cases.take(case_id))


def _of_caller(case: Case) -> Case:
    """Raises: NotFound, also for an expert who was asked to mediate and has not declared anything."""
    found = checked(case)
    if awaits_declaration(found):
        raise NotFound()
    return found


def _viewer(case: Case) -> Viewer:
    if not is_staff():
        return Viewer(side())
    is_mediator = case.has_declared_mediator and case.mediator_account == account()
    return Viewer(MEDIATOR, case.expert_id) if is_mediator else Viewer(STAFF)


def _shown(case: Case, talk: Talk, status: int = 200) -> Response:
    viewer, today = _viewer(case), local_date(service().clock.now())
    body: dict[str, Any] = {
        "case_id": case.id,
        "receipt_no": case.receipt_no,
        "as": viewer.role,
        "may_write": case.status not in {AGREED, ENDED} and viewer.role != STAFF,
        "may_confide": case.has_declared_mediator,
        "may_offer": case.status in WHILE_TALKING and viewer.role in SIDES,
        "messages": [
            {
                "by": each.by,
                "thread": each.thread,
                "text": text_of(each, talk, service().keyring),
                "at": instant(each.at),
            }
            for each in talk.seen_by(viewer)
        ],
        "blind": [_blind(each, viewer.role) for each in talk.blind],
        "may_offer_blindly": case.status in WHILE_TALKING
        and viewer.role in SIDES
        and may_name(talk.blind, viewer.role),
        "offers": [_offer(each, each.state(today)) for each in talk.offers],
    }
    if is_staff():
        body["contacts"] = [_attempt(each) for each in talk.attempts]
        body["untried"] = {each: list(talk.untried(each)) for each in SIDES}
        body["may_note_contact"] = case.status not in {AGREED, ENDED}
    return make_response(jsonify(body), status)


def _blind(each: BlindRound, viewer: str) -> dict[str, Any]:
    """A round: who has named a sum, and what was told; the staff beside the mediator hear no result."""
    return {
        "number": each.number,
        "given": sorted(each.given_at),
        "nearness": "" if viewer == STAFF else each.nearness,
    }


def _offer(offer: Offer, state: str) -> dict[str, Any]:
    return {
        "number": offer.number,
        "by": offer.by,
        "text": offer.text,
        "amount_fen": offer.amount_fen,
        "until": offer.until.isoformat(),
        "at": instant(offer.at),
        "state": state,
        "answered_at": instant(offer.answered_at) if offer.answered_at else None,
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "side": attempt.side,
        "way": attempt.way,
        "outcome": attempt.outcome,
        "note": attempt.note,
        "at": instant(attempt.at),
        "by": attempt.by,
        "proof": [file_view(each) for each in attempt.proof],
    }

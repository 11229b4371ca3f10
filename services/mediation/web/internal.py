"""What notification may ask mediation: whom to write to, and what to put into the mail."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import service
from chassis.validation import Choice, Query
from lawbook.presentation import instant
from services.mediation.application.invitations import invitation_link
from services.mediation.application.settle import signing_code
from services.mediation.domain.case import CONTACT, Case
from services.mediation.domain.parties import SIDES
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.lookup import looking

internal = Blueprint("mediation_internal", __name__, description="For other services only")
AUDIENCES = (*SIDES, "mediator", "complainant_signing", "respondent_signing")


class RecipientsQuery(Query):
    """Whom a message is for."""

    audience = fields.String(required=True, validate=Choice(AUDIENCES))
    receipt_no = fields.String(required=True)


@internal.route("/internal/recipients")
class Recipients(MethodView):
    """Addresses, links and codes, made at the moment of sending and kept nowhere."""

    @permitted("internal.recipients")
    @internal.arguments(RecipientsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Who is meant by an audience in a case."""
        with looking() as uow:
            case = uow.cases.of_matter(asked["receipt_no"])
            if case is None or case.parties is None:
                raise NotFound()
            facts = _facts(case, uow)
            people = _people(asked["audience"], case, uow)
            return {"items": [each | {"facts": each["facts"] | facts} for each in people]}


@internal.route("/internal/cases/<case_id>/agreement")
class AgreementOf(MethodView):
    """What referral needs for the application to the court."""

    @permitted("internal.parties")
    def get(self, case_id: str) -> dict[str, Any]:
        """The agreement that both sides signed, and who they are."""
        with looking() as uow:
            case = uow.cases.get(case_id)
            if (
                case.agreement is None
                or case.parties is None
                or not case.agreement.is_signed_by_both
            ):
                raise NotFound()
            return {
                "text": case.agreement.text,
                "complainant": vars(case.parties.complainant),
                "respondent": vars(case.parties.respondent),
                "mediator": uow.experts.get(case.expert_id).name,
            }


def _people(audience: str, case: Case, uow: MediationUnitOfWork) -> list[dict[str, Any]]:
    """Nobody for a mediator who has declined meanwhile, and before there is a text to sign."""
    if audience != "mediator":
        is_early = audience.endswith("_signing") and case.agreement is None
        return [] if is_early else [_party(audience, case)]
    if not case.expert_id:
        return []
    expert = uow.experts.get(case.expert_id)
    return [{"name": expert.name, "email": expert.email, "language": "zh", "facts": {}}]


def _party(audience: str, case: Case) -> dict[str, Any]:
    assert case.parties is not None  # noqa: S101 - the caller has looked
    side = audience.removesuffix("_signing")
    party = case.parties.side(side)
    facts: dict[str, Any] = {}
    if side == "respondent":
        facts["link"] = invitation_link(service().settings.public_url, case.id, service().keyring)
    if audience.endswith("_signing"):
        facts["code"] = signing_code(case, side, service().keyring)
    return {
        "name": party.contact_name or party.name,
        "email": party.email,
        "language": case.parties.language if side == "complainant" else "zh",
        "facts": facts,
    }


def _facts(case: Case, uow: MediationUnitOfWork) -> dict[str, Any]:
    contact = case.docket.newest(CONTACT)
    facts: dict[str, Any] = {"answer_due_on": contact.due_on.isoformat() if contact else ""}
    if case.expert_id:
        facts["mediator"] = uow.experts.get(case.expert_id).name
    if case.session_id:
        session = uow.sessions.get(case.session_id)
        facts |= {
            "session_id": session.id,
            "starts_at": instant(session.starts_at),
            "ends_at": instant(session.ends_at),
            "room": uow.rooms.get(session.room_id).name,
            "sequence": session.sequence,
        }
    return facts

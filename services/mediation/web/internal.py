"""What notification may ask mediation: whom to write to, and what to put into the mail."""

from typing import Any

from flask.views import MethodView
from marshmallow import ValidationError, fields, validates_schema
from webargs.fields import DelimitedList

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import service
from chassis.validation import Choice, Query, length
from services.mediation.application.attendance import attendance_token
from services.mediation.application.invitations import invitation_link, served_link
from services.mediation.application.settle import signing_code
from services.mediation.application.signing_codes import code_of
from services.mediation.domain.case import ATTENDING, CONTACT, Case
from services.mediation.domain.parties import RESPONDENT, SIDES, Parties
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.storage.tables import proceedings as table
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.lookup import STAFF_PREFIX, looking
from services.mediation.web.recipients import PEOPLE, of_session, people

internal = Blueprint("mediation_internal", __name__, description="For other services only")
FACTS = ("complainant_facts", "respondent_facts")
MOST_MATTERS = 100
InProceeding = tuple[Proceeding, Parties]
AUDIENCES = (*SIDES, "mediator", "complainant_signing", "respondent_signing", *FACTS)


class RecipientsQuery(Query):
    """Whom a message is for: an audience in some matters, or a ``person`` by a number of their own."""

    audience = fields.String(required=True, validate=Choice((*AUDIENCES, *PEOPLE)))
    receipt_no = DelimitedList(fields.String(), load_default=list, validate=length(0, MOST_MATTERS))
    person = DelimitedList(fields.String(), load_default=list, validate=length(0, MOST_MATTERS))

    @validates_schema
    def names_somebody(self, data: dict[str, Any], **_: Any) -> None:
        name = "person" if data["audience"] in PEOPLE else "receipt_no"
        if not data[name]:
            raise ValidationError("required", field_name=name)


@internal.route("/internal/recipients")
class Recipients(MethodView):
    """Addresses, links and codes, made at the moment of sending and kept nowhere."""

    @permitted("internal.recipients")
    @internal.arguments(RecipientsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Who is meant by an audience in some cases, and the numbers that are no case yet."""
        with looking() as uow:
            if asked["audience"] in PEOPLE:
                return {"items": people(asked["audience"], asked["person"], uow)}
            cases = [each for each in uow.cases.of_matters(asked["receipt_no"]) if each.parties]
            known = {case.receipt_no for case in cases}
            never_mediated = _never_mediated(set(asked["receipt_no"]) - known, uow)
            if not cases and not never_mediated:
                raise NotFound()
            items = [each for case in cases for each in _recipients(asked["audience"], case, uow)]
            items += [
                _in_proceeding(asked["audience"], *each)
                for each in never_mediated.values()
                if asked["audience"] in SIDES
            ]
        known |= set(never_mediated)
        unknown = [number for number in asked["receipt_no"] if number not in known]
        return {"items": items, **({"unknown": unknown} if unknown else {})}


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
                "right_type": case.right_type,
                "complainant": vars(case.parties.complainant),
                "respondent": vars(case.parties.respondent),
                "mediator": uow.experts.get(case.expert_id).name,
                "agreed_facts": case.agreed_facts.text if case.agreed_facts else "",
            }


def _never_mediated(numbers: set[str], uow: MediationUnitOfWork) -> dict[str, InProceeding]:
    """For matters without a mediation, the proceeding that knows the sides; the newest that was served."""
    found = uow.proceedings.all(table.c.receipt_no.in_(numbers)) if numbers else []
    ordered = sorted(found, key=lambda each: (each.is_served, each.opened_at))
    return {each.receipt_no: (each, each.parties) for each in ordered if each.parties}


def _in_proceeding(side: str, proceeding: Proceeding, parties: Parties) -> dict[str, Any]:
    """How a side of a matter without a mediation is reached; the respondent by a link of its own."""
    found = _side(side, parties) | {"receipt_no": proceeding.receipt_no}
    if side == RESPONDENT and proceeding.is_served:
        settings, keyring = service().settings, service().keyring
        found["facts"] = {"link": served_link(settings.public_url, proceeding.id, keyring)}
    return found


def _side(side: str, parties: Parties) -> dict[str, Any]:
    """How one side is reached."""
    party = parties.side(side)
    return {
        "name": party.contact_name or party.name,
        "email": party.email,
        "phone": party.phone,
        "language": parties.language if side == "complainant" else "zh",
        "facts": {},
    }


def _recipients(audience: str, case: Case, uow: MediationUnitOfWork) -> list[dict[str, Any]]:
    facts = _facts(case, uow)
    if case.session_id and audience in ATTENDING:
        facts["attendance"] = attendance_token(case.session_id, audience, service().keyring)
        if others := _series(case, audience, uow):
            facts["sessions"] = others
    return [
        each | {"receipt_no": case.receipt_no, "facts": each["facts"] | facts}
        for each in _people(audience, case, uow)
    ]


def _people(audience: str, case: Case, uow: MediationUnitOfWork) -> list[dict[str, Any]]:
    """Nobody for a mediator who has declined meanwhile, and before there is a text to sign."""
    if audience != "mediator":
        return [_party(audience, case)] if _is_meant(audience, case) else []
    if not case.expert_id:
        return []
    expert = uow.experts.get(case.expert_id)
    known = {"name": expert.name, "email": expert.email, "language": "zh", "facts": {}}
    return [known | {"reader": f"{STAFF_PREFIX}{expert.account}"}]


def _is_meant(audience: str, case: Case) -> bool:
    """A code goes only to the side whose turn it is to sign."""
    if audience in FACTS:
        return (
            case.facts is not None and audience.removesuffix("_facts") not in case.facts.signatures
        )
    if not audience.endswith("_signing"):
        return True
    side = audience.removesuffix("_signing")
    return case.to_sign is not None and not case.to_sign.waits_for(side)


def _party(audience: str, case: Case) -> dict[str, Any]:
    side = audience.removesuffix("_signing").removesuffix("_facts")
    facts: dict[str, Any] = {}
    if side == "respondent":
        facts["link"] = invitation_link(service().settings.public_url, case.id, service().keyring)
    if audience.endswith("_signing"):
        facts["code"] = signing_code(case, side, service().keyring)
    if audience in FACTS and case.facts is not None:
        facts["code"] = code_of(case.facts, side, service().keyring)
    if zone := case.zones.get(side):
        facts["zone"] = zone
    return _side(side, case.known_parties) | {"facts": facts}


def _facts(case: Case, uow: MediationUnitOfWork) -> dict[str, Any]:
    contact = case.docket.newest(CONTACT)
    facts: dict[str, Any] = {"answer_due_on": contact.due_on.isoformat() if contact else ""}
    if case.expert_id:
        facts["mediator"] = uow.experts.get(case.expert_id).name
        facts["expert_id"] = case.expert_id
    if case.panel is not None:
        facts["pick_until"] = case.panel.pick_until.isoformat()
    if case.session_id:
        facts |= of_session(case.session_id, uow)
    return facts


def _series(case: Case, audience: str, uow: MediationUnitOfWork) -> dict[str, Any]:
    """The other sessions of the case, by number: of a series, each is told for itself."""
    return {
        each.id: of_session(each.id, uow)
        | {"attendance": attendance_token(each.id, audience, service().keyring)}
        | {"is_planned": each.id in case.planned}
        for each in uow.sessions.of_case(case.id)
        if each.id != case.session_id
    }

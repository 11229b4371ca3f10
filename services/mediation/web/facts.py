"""What documents may ask mediation: the facts that stand in a paper."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import NotFound
from chassis.validation import Query
from lawbook.grounds import grounds_of_all_times
from lawbook.presentation import instant
from lawbook.right_types import right_type
from services.mediation.domain.case import Case
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.lookup import looking

facts = Blueprint("mediation_facts", __name__, description="For other services only")


class FactsQuery(Query):
    """``session_id``: of the session that the paper is about."""

    session_id = fields.String(load_default="")


@facts.route("/internal/matters/<receipt_no>/facts")
class Facts(MethodView):
    """A case as papers tell it, in Chinese."""

    @permitted("internal.facts")
    @facts.arguments(FactsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any], receipt_no: str) -> dict[str, Any]:
        """The mediation, if there was one, and the newest proceeding of each kind."""
        with looking() as uow:
            case = uow.cases.of_matter(receipt_no)
            mediated = _mediation(case, asked["session_id"], uow) if case and case.parties else {}
            found = uow.proceedings.of_matter(receipt_no)
        if not (mediated or found):
            raise NotFound()
        ordered = sorted(found, key=lambda each: each.opened_at)
        return mediated | {"proceedings": {each.kind: _proceeding(each) for each in ordered}}


def _mediation(case: Case, session_id: str, uow: MediationUnitOfWork) -> dict[str, Any]:
    """Both sides, the mediator, the newest session, agreement and end."""
    parties = case.known_parties
    return {
        "receipt_no": case.receipt_no,
        "right_type": right_type(case.right_type).zh,
        "complainant": {"name": parties.complainant.name},
        "respondent": {
            "name": parties.respondent.name or "被投诉人",
            "address": parties.respondent.address,
        },
        "mediator": uow.experts.get(case.expert_id).name if case.expert_id else "",
        "mediator_account": case.mediator_account if case.has_declared_mediator else "",
        "session": _session(case, session_id, uow),
        "held": _held(case),
        "agreement": _agreement(case),
        "ground": _ground(case),
        "agreed_facts": _agreed_facts(case),
    }


def _proceeding(found: Proceeding) -> dict[str, Any]:
    """What papers of a proceeding tell: the request, and of each act what was written last, day and ground.

    ``note``: of the staff, where it is meant for a paper; ``words``: of the party that took the step itself.
    """
    opened_on = local_date(found.opened_at)
    acts = found.its_kind.acts
    return {
        "question": found.question,
        "opened_at": instant(found.opened_at),
        "due": {
            clock.rule_id.replace(".", "_"): clock.due_on.isoformat()
            for clock in found.docket.clocks
        },
        "steps": {
            step.act: {
                "note": step.note if acts[step.act].in_paper else "",
                "words": step.note if step.side else "",
                "at": instant(step.at),
                "day": step.day.isoformat() if step.day else "",
                "amount": f"{step.amount_fen / 100:,.2f}" if step.amount_fen else "",
                "document": step.document,
                "person": step.person,
                "ground": next(
                    (g.zh for g in acts[step.act].grounds(opened_on) if g.code == step.ground), ""
                ),
            }
            for step in found.steps
        },
    }


def _session(case: Case, session_id: str, uow: MediationUnitOfWork) -> dict[str, Any] | None:
    """The session that a paper is about; without its number the newest."""
    sessions = uow.sessions.of_case(case.id)
    if not sessions:
        return None
    meant = next((each for each in sessions if each.id == session_id), None)
    meant = meant or max(sessions, key=lambda each: each.starts_at)
    return {
        "room": uow.rooms.get(meant.room_id).name,
        "starts_at": instant(meant.starts_at),
        "ends_at": instant(meant.ends_at),
    }


def _held(case: Case) -> dict[str, Any] | None:
    if not case.held:
        return None
    return {"at": instant(case.held[-1].at), "minutes": case.held[-1].minutes}


def _agreement(case: Case) -> dict[str, Any] | None:
    if case.agreement is None:
        return None
    signed = {side: instant(at) for side, at in case.agreement.signatures.items()}
    presented = case.agreement.presented_at
    return {
        "text": case.agreement.text,
        "reason": case.agreement.reason,
        "signatures": signed,
        "ways": {
            side: "纸质签署" if side in case.agreement.on_paper else "在线签署" for side in signed
        },
        "presented_at": instant(presented) if presented else None,
    }


def _agreed_facts(case: Case) -> dict[str, Any] | None:
    """What both sides have signed as undisputed; None before."""
    found = case.agreed_facts
    if found is None:
        return None
    return {
        "text": found.text,
        "text_sha256": found.text_sha256,
        "signatures": {side: instant(at) for side, at in found.signatures.items()},
    }


def _ground(case: Case) -> str:
    known = grounds_of_all_times("complaint_mediation")
    return known[case.ground].zh if case.ground in known else case.ground

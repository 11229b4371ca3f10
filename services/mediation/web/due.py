"""What falls due: asked by notification for the daily digest."""

from datetime import date
from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.validation import Query
from lawbook.clocks import LAST_MOMENT, at_local
from lawbook.presentation import duties_until, instant
from services.mediation.application.waiting_list import kept_for, waiting_cases
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED, ENDED
from services.mediation.domain.performance import DUE
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.storage.sessions import Session
from services.mediation.storage.tables import cases, proceedings
from services.mediation.web.lookup import looking

due = Blueprint("mediation_due", __name__, description="For other services only")


class DueQuery(Query):
    """Up to which instant to look."""

    until = fields.AwareDateTime(required=True)


def _unpaid(case: Case, until: date) -> list[dict[str, str]]:
    """Payments of an agreement that are due by a day and were not noted: to be followed up."""
    payments = case.agreement.instalments if case.agreement else []
    return [
        {
            "rule_id": "agreement.payment",
            "name_zh": f"核实协议第 {each.number} 项履行",
            "name_en": f"Follow up step {each.number} of the agreement",
            "due_at": instant(at_local(each.due_on, LAST_MOMENT)),
            "receipt_no": case.receipt_no,
        }
        for each in payments
        if each.state == DUE and each.due_on is not None and each.due_on <= until
    ]


def _offered(case: Case, kept: Session) -> dict[str, str]:
    """A slot that was kept for a case on the waiting list: somebody must confirm it."""
    return {
        "rule_id": "session.offer",
        "name_zh": "确认为候补案件保留的时段",
        "name_en": "Confirm the slot kept for a waiting case",
        "due_at": instant(kept.held_until or kept.starts_at),
        "receipt_no": case.receipt_no,
    }


@due.route("/internal/due")
class Due(MethodView):
    """Duties of the centre and of others that come near or have passed."""

    @permitted("internal.due")
    @due.arguments(DueQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Each with its matter, names nobody."""
        with looking() as uow:
            live: list[Case | Proceeding] = [
                *uow.cases.all(cases.c.status.not_in([AGREED, ENDED])),
                *uow.proceedings.all(proceedings.c.is_over.is_(False)),
            ]
            agreed = uow.cases.with_payments_due(local_date(asked["until"]))
            offers = [(case, kept) for case in waiting_cases(uow) if (kept := kept_for(case, uow))]
        items = [
            duty | {"receipt_no": case.receipt_no}
            for case in live
            for duty in duties_until(case.docket, asked["until"])
        ]
        items += [_offered(case, kept) for case, kept in offers]
        items += [each for case in agreed for each in _unpaid(case, local_date(asked["until"]))]
        return {"items": items}

"""Where cases, experts, rooms and draws are kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from chassis.documents import Documents
from chassis.errors import Conflict
from services.mediation.domain.application import Application
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED, ENDED
from services.mediation.domain.draw import Draw
from services.mediation.domain.expert import Expert, Room
from services.mediation.domain.plan import Plan
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.relations import Relation
from services.mediation.domain.talk import Talk
from services.mediation.storage.tables import (
    applications,
    cases,
    draws,
    experts,
    panel_members,
    plans,
    proceedings,
    relations,
    rooms,
    talks,
)

DESTROY_CONFIDENCES = "mediation.destroy_confidences"


class Cases(Documents[Case]):
    """All cases; one for each matter."""

    table: ClassVar[sa.Table] = cases
    aggregate = Case

    def columns(self, aggregate: Case) -> Mapping[str, Any]:
        return {
            "receipt_no": aggregate.receipt_no,
            "status": aggregate.status,
            "mediator_account": aggregate.mediator_account,
            "payment_due_on": aggregate.payment_due_on,
        }

    def save(self, *aggregates: Case) -> None:
        """Whichever way a mediation ended, what was said in confidence is destroyed. Raises: Stale."""
        super().save(*aggregates)
        for each in aggregates:
            self._seat(each)
            if each.status in {AGREED, ENDED}:
                self._transaction.jobs.add(DESTROY_CONFIDENCES, key=each.id, subject=each.id)

    def _seat(self, case: Case) -> None:
        """Let the members of a panel find the case."""
        if case.panel is None:
            return
        own = panel_members.c.case_id == case.id
        self._connection.execute(panel_members.delete().where(own))
        rows = [{"case_id": case.id, "account": seat.account} for seat in case.seats]
        if rows:
            self._connection.execute(panel_members.insert(), rows)

    def of_matter(self, receipt_no: str) -> Case | None:
        return self.find(cases.c.receipt_no == receipt_no)

    def of_matters(self, receipt_numbers: Sequence[str]) -> list[Case]:
        return self.all(cases.c.receipt_no.in_(receipt_numbers))

    def with_payments_due(self, until: date) -> list[Case]:
        """Agreements of which a payment is due by a day and was not noted as made."""
        return self.all(cases.c.payment_due_on <= until)


class Experts(Documents[Expert]):
    """The pool."""

    table: ClassVar[sa.Table] = experts
    aggregate = Expert

    def columns(self, aggregate: Expert) -> Mapping[str, Any]:
        return {"account": aggregate.account, "is_active": aggregate.is_active}

    def by_account(self, account: str) -> Expert | None:
        return self.find(experts.c.account == account)

    def active(self) -> list[Expert]:
        return self.all(experts.c.is_active)

    def of_ids(self, ids: Sequence[str]) -> list[Expert]:
        return self.all(experts.c.id.in_(ids))


class Applications(Documents[Application]):
    """Who wants to become a member of the pool."""

    table: ClassVar[sa.Table] = applications
    aggregate = Application

    def columns(self, aggregate: Application) -> Mapping[str, Any]:
        return {"status": aggregate.status}


class Relations(Documents[Relation]):
    """What is known between persons and firms."""

    table: ClassVar[sa.Table] = relations
    aggregate = Relation

    def columns(self, aggregate: Relation) -> Mapping[str, Any]:
        return {"kind": aggregate.kind}

    def remove(self, relation: Relation) -> None:
        """It does not hold, or not any more."""
        self._connection.execute(relations.delete().where(relations.c.id == relation.id))


class Draws(Documents[Draw]):
    """Draws of mediators, as they were announced and held."""

    table: ClassVar[sa.Table] = draws
    aggregate = Draw

    def columns(self, aggregate: Draw) -> Mapping[str, Any]:
        return {"case_id": aggregate.case_id}

    def of_case(self, case_id: str) -> list[Draw]:
        """In the order in which they were announced."""
        return sorted(self.all(draws.c.case_id == case_id), key=lambda draw: draw.number)


class Plans(Documents[Plan]):
    """Plans of sessions."""

    table: ClassVar[sa.Table] = plans
    aggregate = Plan

    def columns(self, aggregate: Plan) -> Mapping[str, Any]:
        return {"status": aggregate.status}


class Proceedings(Documents[Proceeding]):
    """Proceedings beside mediation."""

    table: ClassVar[sa.Table] = proceedings
    aggregate = Proceeding

    def columns(self, aggregate: Proceeding) -> Mapping[str, Any]:
        return {
            "case_id": aggregate.case_id or None,
            "receipt_no": aggregate.receipt_no,
            "is_over": aggregate.is_over,
            "running_kind": None if aggregate.is_over else aggregate.kind,
        }

    def add(self, aggregate: Proceeding, **fixed: Any) -> None:
        """Raises: Conflict when one of the kind runs for the matter, opened perhaps just now."""
        try:
            super().add(aggregate, **fixed)
        except IntegrityError as refusal:
            raise Conflict("proceeding_runs_already") from refusal

    def of_matter(self, receipt_no: str) -> list[Proceeding]:
        return self.all(proceedings.c.receipt_no == receipt_no)


class Talks(Documents[Talk]):
    """What is said around each case."""

    table: ClassVar[sa.Table] = talks
    aggregate = Talk

    def columns(self, aggregate: Talk) -> Mapping[str, Any]:
        return {"receipt_no": aggregate.receipt_no}

    def of_case(self, case_id: str) -> Talk | None:
        return self.find(talks.c.id == case_id)


class Rooms(Documents[Room]):
    """The rooms."""

    table: ClassVar[sa.Table] = rooms
    aggregate = Room

    def columns(self, aggregate: Room) -> Mapping[str, Any]:
        return {"name": aggregate.name}

    def by_name(self) -> list[Room]:
        """All rooms in the order in which they are offered."""
        return sorted(self.all(), key=lambda room: room.name)

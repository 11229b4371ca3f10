"""Mediation's unit of work."""

from typing import cast

from chassis.service import Service
from chassis.unit_of_work import UnitOfWork
from services.mediation.storage.repositories import (
    Applications,
    Cases,
    Draws,
    Experts,
    Plans,
    Proceedings,
    Relations,
    Rooms,
    Talks,
)
from services.mediation.storage.sessions import Sessions


class MediationUnitOfWork(UnitOfWork):
    """One transaction over cases, the pool, rooms and sessions."""

    cases: Cases
    experts: Experts
    rooms: Rooms
    applications: Applications
    draws: Draws
    relations: Relations
    plans: Plans
    proceedings: Proceedings
    talks: Talks
    sessions: Sessions

    def _open_repositories(self) -> None:
        self.cases = self.documents(Cases)
        self.experts = self.documents(Experts)
        self.rooms = self.documents(Rooms)
        self.applications = self.documents(Applications)
        self.relations = self.documents(Relations)
        self.draws = self.documents(Draws)
        self.plans = self.documents(Plans)
        self.proceedings = self.documents(Proceedings)
        self.talks = self.documents(Talks)
        self.sessions = Sessions(self.connection)


def opened(service: Service) -> MediationUnitOfWork:
    """A unit of work of a service that mediation's bootstrap has built."""
    return cast(MediationUnitOfWork, service.uow())

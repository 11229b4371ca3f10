"""Mediation's unit of work."""

from chassis.unit_of_work import UnitOfWork
from services.mediation.storage.repositories import Cases, Experts, Rooms, Sessions


class MediationUnitOfWork(UnitOfWork):
    """One transaction over cases, the pool, rooms and sessions."""

    cases: Cases
    experts: Experts
    rooms: Rooms
    sessions: Sessions

    def _open_repositories(self) -> None:
        self.cases = self.documents(Cases)
        self.experts = self.documents(Experts)
        self.rooms = self.documents(Rooms)
        self.sessions = Sessions(self.connection)

"""Intake's unit of work."""

from typing import cast

from chassis.messages import Envelope
from chassis.service import Service
from chassis.unit_of_work import UnitOfWork
from services.intake.storage.breaks import Breaks
from services.intake.storage.calls import Calls
from services.intake.storage.custody import CustodyLog
from services.intake.storage.daily_roots import DailyRoots
from services.intake.storage.evidence import EvidenceRegister
from services.intake.storage.matter_records import Samples, Statements
from services.intake.storage.messages import Messages
from services.intake.storage.officers import Officers
from services.intake.storage.repositories import Submissions
from services.intake.storage.timeline import Timeline
from services.intake.storage.tracking import Tracking


class IntakeUnitOfWork(UnitOfWork):
    """One transaction over submissions, evidence and timelines."""

    submissions: Submissions
    evidence: EvidenceRegister
    timeline: Timeline
    tracking: Tracking

    def _open_repositories(self) -> None:
        self.submissions = self.documents(Submissions)
        self.evidence = EvidenceRegister(self.connection)
        self.timeline = Timeline(self.connection)
        self.tracking = Tracking(self.connection)

    @property
    def calls(self) -> Calls:
        """Calls to the hotline."""
        return Calls(self)

    @property
    def breaks(self) -> Breaks:
        """When operators are away from the telephone."""
        return Breaks(self.connection)

    @property
    def officers(self) -> Officers:
        """Officers as assigning knows them."""
        return Officers(self)

    @property
    def samples(self) -> Samples:
        """Physical samples."""
        return Samples(self)

    @property
    def statements(self) -> Statements:
        """What somebody said."""
        return Statements(self)

    @property
    def messages(self) -> Messages:
        """The messages, written by whoever acts in this transaction."""
        return Messages(self.connection, self.clock, self.ids, self.actor.id)

    @property
    def daily_roots(self) -> DailyRoots:
        """Published roots and what stands under them."""
        return DailyRoots(self.connection)

    @property
    def custody(self) -> CustodyLog:
        """The chain of custody, written for whoever acts in this transaction."""
        return CustodyLog(self.connection, self.clock, self.ids, self.actor)

    def _published(self, envelope: Envelope) -> None:
        """What intake says about a matter stands on its timeline at once."""
        self.timeline.record(envelope, envelope.data["receipt_no"])


def opened(service: Service) -> IntakeUnitOfWork:
    """A unit of work of a service that intake's bootstrap has built."""
    return cast(IntakeUnitOfWork, service.uow())

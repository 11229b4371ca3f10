"""Referral's unit of work."""

from typing import cast

from chassis.service import Service
from chassis.unit_of_work import UnitOfWork
from services.referral.storage.openings import Openings
from services.referral.storage.repositories import (
    Confirmations,
    CrimeChecks,
    Desks,
    GuestLinks,
    Referrals,
    Transfers,
)


class ReferralUnitOfWork(UnitOfWork):
    """One transaction over confirmations, transfers, referrals and desks."""

    confirmations: Confirmations
    transfers: Transfers
    referrals: Referrals
    crime_checks: CrimeChecks
    desks: Desks
    guest_links: GuestLinks
    openings: Openings

    def _open_repositories(self) -> None:
        self.confirmations = self.documents(Confirmations)
        self.transfers = self.documents(Transfers)
        self.referrals = self.documents(Referrals)
        self.crime_checks = self.documents(CrimeChecks)
        self.desks = self.documents(Desks)
        self.guest_links = self.documents(GuestLinks)
        self.openings = Openings(self.connection)


def opened(service: Service) -> ReferralUnitOfWork:
    """A unit of work of a service that referral's bootstrap has built."""
    return cast(ReferralUnitOfWork, service.uow())

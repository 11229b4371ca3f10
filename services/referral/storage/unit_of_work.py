"""Referral's unit of work."""

from chassis.unit_of_work import UnitOfWork
from services.referral.storage.repositories import Confirmations, Desks, Transfers


class ReferralUnitOfWork(UnitOfWork):
    """One transaction over confirmations, transfers and desks."""

    confirmations: Confirmations
    transfers: Transfers
    desks: Desks

    def _open_repositories(self) -> None:
        self.confirmations = self.documents(Confirmations)
        self.transfers = self.documents(Transfers)
        self.desks = self.documents(Desks)

"""Where confirmations, transfers and desks are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from chassis.documents import Documents
from chassis.errors import Conflict
from lawbook.courts import levels_of
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.crime_check import CrimeCheck
from services.referral.domain.desk import COURT, Desk
from services.referral.domain.guest_link import GuestLink
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.storage.inbox import keep_place
from services.referral.storage.tables import (
    confirmations,
    crime_checks,
    desks,
    guest_links,
    referrals,
    transfers,
)

A = TypeVar("A", bound=Confirmation | Transfer | Referral)


class OnDesks(Documents[A]):
    """Things that lie on desks: whenever one is stored, the list of its desk follows."""

    def _publish_all(self, aggregate: A) -> None:
        super()._publish_all(aggregate)
        keep_place(aggregate, self._connection)


class Confirmations(OnDesks[Confirmation]):
    """All applications for judicial confirmation; one for each matter."""

    table: ClassVar[sa.Table] = confirmations
    aggregate = Confirmation

    def columns(self, aggregate: Confirmation) -> Mapping[str, Any]:
        return {
            "receipt_no": aggregate.receipt_no,
            "status": aggregate.status,
            "desk": aggregate.desk,
        }

    def of_matter(self, receipt_no: str) -> Confirmation | None:
        return self.find(confirmations.c.receipt_no == receipt_no)


class Transfers(OnDesks[Transfer]):
    """All transfers to the police; one for each matter."""

    table: ClassVar[sa.Table] = transfers
    aggregate = Transfer

    def columns(self, aggregate: Transfer) -> Mapping[str, Any]:
        return {
            "receipt_no": aggregate.receipt_no,
            "status": aggregate.status,
            "desk": aggregate.desk,
            "is_with_police": aggregate.is_with_police,
        }

    def of_matter(self, receipt_no: str) -> Transfer | None:
        return self.find(transfers.c.receipt_no == receipt_no)


class Referrals(OnDesks[Referral]):
    """All referrals; a matter has as many as it needs."""

    table: ClassVar[sa.Table] = referrals
    aggregate = Referral

    def columns(self, aggregate: Referral) -> Mapping[str, Any]:
        return {
            "receipt_no": aggregate.receipt_no,
            "flow": aggregate.flow,
            "status": aggregate.status,
            "desk": aggregate.desk,
            "is_sent": aggregate.state.is_sent,
            "open_as": aggregate.open_as,
        }

    def begin(self, referral: Referral) -> None:
        """Store a new one. Raises: Conflict ``already_referred`` while the same one is open."""
        savepoint = self._connection.begin_nested()
        try:
            self.add(referral)
            savepoint.commit()
        except IntegrityError:
            savepoint.rollback()
            raise Conflict("already_referred") from None

    def of_matter(self, receipt_no: str) -> list[Referral]:
        return self.all(referrals.c.receipt_no == receipt_no)


class CrimeChecks(Documents[CrimeCheck]):
    """Whether matters should go to the police; one for each matter that somebody looked at."""

    table: ClassVar[sa.Table] = crime_checks
    aggregate = CrimeCheck

    def columns(self, aggregate: CrimeCheck) -> Mapping[str, Any]:
        return {"receipt_no": aggregate.receipt_no, "is_alarming": aggregate.is_alarming}


class Desks(Documents[Desk]):
    """The receiving desks."""

    table: ClassVar[sa.Table] = desks
    aggregate = Desk

    def columns(self, aggregate: Desk) -> Mapping[str, Any]:
        return {"code": aggregate.code, "kind": aggregate.kind}

    def by_code(self, code: str) -> Desk:
        """Raises: NotFound."""
        return self.one(desks.c.code == code)

    def first_of(self, kind: str) -> Desk | None:
        """The desk that takes matters of a kind in this city; None when none is set up."""
        found = self.all(desks.c.kind == kind)
        return min(found, key=lambda desk: desk.rank, default=None)

    def court_for(self, right_type: str) -> Desk | None:
        """The court that decides about a kind of right; None when none of its level is set up."""
        courts = sorted(self.all(desks.c.kind == COURT), key=lambda desk: desk.rank)
        by_level = [[c for c in courts if c.level == level] for level in levels_of(right_type)]
        return next((found[0] for found in by_level if found), None)


class GuestLinks(Documents[GuestLink]):
    """Ways in for receivers without an account."""

    table: ClassVar[sa.Table] = guest_links
    aggregate = GuestLink

    def columns(self, aggregate: GuestLink) -> Mapping[str, Any]:
        return {"item_id": aggregate.item_id, "receipt_no": aggregate.receipt_no}

    def of_item(self, item_id: str) -> list[GuestLink]:
        return self.all(guest_links.c.item_id == item_id)

    def newest_of_matter(self, receipt_no: str, now: datetime) -> GuestLink | None:
        """The newest link of a matter that still leads somewhere."""
        found = [e for e in self.all(guest_links.c.receipt_no == receipt_no) if e.is_valid(now)]
        return max(found, key=lambda each: each.id, default=None)

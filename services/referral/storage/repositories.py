"""Where confirmations, transfers and desks are kept."""

from collections.abc import Mapping
from typing import Any, ClassVar

import sqlalchemy as sa

from chassis.documents import Documents
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.desk import Desk
from services.referral.domain.transfer import Transfer
from services.referral.storage.tables import confirmations, desks, transfers


class Confirmations(Documents[Confirmation]):
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


class Transfers(Documents[Transfer]):
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

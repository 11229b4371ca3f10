"""Reference data: the desks of courts and police."""

from collections.abc import Mapping
from typing import Any

from chassis.service import Service
from services.referral.domain.desk import Desk
from services.referral.storage.tables import desks
from services.referral.storage.unit_of_work import ReferralUnitOfWork


def seed(service: Service, data: Mapping[str, Any]) -> None:
    """Add the desks that are not there yet, ranked as listed; those that are stay as they are."""
    with service.uow() as uow:
        assert isinstance(uow, ReferralUnitOfWork)  # noqa: S101 - bootstrap built it
        for rank, entry in enumerate(data["desks"]):
            if uow.desks.find(desks.c.code == entry["code"]) is None:
                uow.desks.add(Desk(id=uow.ids.new(), rank=rank, **entry))
        uow.commit()

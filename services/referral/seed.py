"""Reference data: the desks of courts and police."""

from collections.abc import Mapping
from typing import Any

from chassis.service import Service
from services.referral.domain.desk import Desk
from services.referral.storage.tables import desks
from services.referral.storage.unit_of_work import opened


def seed(service: Service, data: Mapping[str, Any]) -> None:
    """Add the desks that are not there yet, ranked as listed; those that are stay as they are."""
    with opened(service) as uow:
        for rank, entry in enumerate(data["desks"]):
            if uow.desks.find(desks.c.code == entry["code"]) is None:
                uow.desks.add(Desk(id=uow.ids.new(), rank=rank, **entry))
        uow.commit()

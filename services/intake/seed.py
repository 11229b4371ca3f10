"""Reference data: the texts that operators answer from."""

from collections.abc import Mapping
from typing import Any

from chassis.service import Service
from services.intake.storage.knowledge import Entry, entries, put


def seed(service: Service, data: Mapping[str, Any]) -> None:
    """Add the texts whose codes are not there yet; those that are stay as they are."""
    with service.uow() as uow:
        known = {each.code for each in entries(uow.connection)}
        for text in data["knowledge"]:
            if text["code"] not in known:
                entry = Entry(id=uow.ids.new(), is_active=True, **text)
                put(uow.connection, entry, changed_at=uow.clock.now(), changed_by="service:intake")
        uow.commit()

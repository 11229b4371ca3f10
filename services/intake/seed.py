"""Reference data: the texts that operators answer from, and what assigning knows of the officers."""

from collections.abc import Mapping
from typing import Any

from chassis.service import Service
from services.intake.domain.officer import Officer
from services.intake.storage.knowledge import Entry, entries, put
from services.intake.storage.unit_of_work import IntakeUnitOfWork, opened


def seed(service: Service, data: Mapping[str, Any]) -> None:
    """Add the texts and officers that are not there yet; those that are stay as they are."""
    with opened(service) as uow:
        known = {each.code for each in entries(uow.connection)}
        for text in data.get("knowledge", ()):
            if text["code"] not in known:
                entry = Entry(id=uow.ids.new(), is_active=True, **text)
                put(uow.connection, entry, changed_at=uow.clock.now(), changed_by="service:intake")
        for said in data.get("officers", ()):
            _add_officer(said, uow)
        uow.commit()


def _add_officer(said: Mapping[str, Any], uow: IntakeUnitOfWork) -> None:
    if uow.officers.of_account(said["account"]) is None:
        skills = tuple(said.get("skills", ()))
        uow.officers.keep(Officer(id=uow.ids.new(), **{**said, "skills": skills}))

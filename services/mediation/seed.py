"""Reference data: the expert pool and the rooms."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from chassis.service import Service
from services.mediation.domain.expert import Expert, Hours, Interest, Room
from services.mediation.domain.profile import Profile, Qualification
from services.mediation.storage.tables import rooms
from services.mediation.storage.unit_of_work import opened

WORKING_WEEK = range(5)


def seed(service: Service, data: Mapping[str, Any]) -> None:
    """Add the experts and rooms that are not there yet; those that are stay as they are."""
    with opened(service) as uow:
        for entry in data["experts"]:
            if uow.experts.by_account(entry["account"]) is None:
                uow.experts.add(_expert(entry, uow.ids.new()))
        for each in data["rooms"]:
            known = {"name": each} if isinstance(each, str) else dict(each)
            if uow.rooms.find(rooms.c.name == known["name"]) is None:
                known["equipment"] = tuple(known.get("equipment", ()))
                uow.rooms.add(Room(id=uow.ids.new(), **known))
        uow.commit()


def _expert(entry: Mapping[str, Any], expert_id: str) -> Expert:
    return Expert(
        id=expert_id,
        account=entry["account"],
        name=entry["name"],
        email=entry["email"],
        fields=tuple(entry["fields"]),
        interests=tuple(Interest(**each) for each in entry.get("interests", ())),
        hours=tuple(
            Hours(weekday, time.fromisoformat(since), time.fromisoformat(until))
            for weekday in WORKING_WEEK
            for since, until in entry["hours"]
        ),
        profile=_profile(entry.get("profile", {})),
        is_listed=entry.get("listed", False),
        term_until=entry.get("term_until"),
    )


def _profile(entry: Mapping[str, Any]) -> Profile:
    held = tuple(Qualification(**each) for each in entry.get("qualifications", ()))
    plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Profile(**(plain | {"qualifications": held}))

"""Receivers without an account as the services know them: one link, one hand-over."""

from collections.abc import Mapping
from typing import Any

from chassis.principal import Principal
from gateway.context import gateway

ROLE = "guest"


def guest(found: Mapping[str, Any]) -> Principal:
    """Somebody who has shown a link and its code; ``found``: what referral answered."""
    return Principal(
        subject=f"guest:{found['link_id']}", roles=frozenset({ROLE}), name=str(found["name"])
    )


def open_session(door: str, found: Mapping[str, Any]) -> str:
    """A new token for a guest; what the session belongs to is the hand-over."""
    return gateway().sessions.open_for_citizen(door, guest(found), place_of(found))


def place_of(found: Mapping[str, Any]) -> str:
    """Which hand-over a link leads to: its kind and id as in an address."""
    return f"{found['kind']}/{found['item_id']}"

"""Asking referral about receivers without an account."""

from typing import Any

from gateway.clients.calling import Act, Json, act, read

SERVICE = "referral"


def links_of(kind: str, item_id: str) -> list[Json]:
    """The links to a hand-over: ``{link_id, person, state, expires_at, uses, …}``, the newest first.

    ``kind``: ``referrals``, ``transfers`` or ``confirmations``.
    """
    return list(read(SERVICE, f"/api/v1/{kind}/{item_id}/guest-links")["items"])


def make_link(kind: str, item_id: str, act_: Act) -> Json:
    """Make one: body ``{person, days?, by_mail?}``; answers ``{…, address, code}`` this one time."""
    return _acted(f"/api/v1/{kind}/{item_id}/guest-links", act_)


def new_code(link_id: str, act_: Act) -> Json:
    """Another code for another session; answers as ``make_link``."""
    return _acted(f"/api/v1/guest-links/{link_id}/code", act_)


def revoke(link_id: str, act_: Act) -> Json:
    """Shut a link, also for who is inside."""
    return _acted(f"/api/v1/guest-links/{link_id}/revocation", act_)


def enter(act_: Act) -> Json:
    """Come in: body ``{token, code, name}``; answers ``{link_id, kind, item_id, name}``.

    Raises: NotFound for a link that leads nowhere; Refused for a wrong code.
    """
    return _acted("/api/v1/guest-links/entrance", act_)


def _acted(path: str, act_: Act) -> Any:
    return act(SERVICE, path, act_).json()

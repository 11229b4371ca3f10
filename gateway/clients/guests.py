"""Asking referral about receivers without an account."""

from typing import Any

from gateway.clients.calling import Act, Json, act, read

SERVICE = "referral"


def links_of(referral_id: str) -> list[Json]:
    """The links to a referral: ``{link_id, person, state, expires_at, uses, …}``, the newest first."""
    return list(read(SERVICE, f"/api/v1/referrals/{referral_id}/guest-links")["items"])


def make_link(referral_id: str, act_: Act) -> Json:
    """Make one: body ``{person, days?}``; answers ``{…, address, code}`` this one time."""
    return _acted(f"/api/v1/referrals/{referral_id}/guest-links", act_)


def new_code(link_id: str, act_: Act) -> Json:
    """Another code for another session; answers as ``make_link``."""
    return _acted(f"/api/v1/guest-links/{link_id}/code", act_)


def revoke(link_id: str, act_: Act) -> Json:
    """Shut a link, also for who is inside."""
    return _acted(f"/api/v1/guest-links/{link_id}/revocation", act_)


def enter(act_: Act) -> Json:
    """Come in: body ``{token, code, name}``; answers ``{link_id, referral_id}``.

    Raises: NotFound for a link that leads nowhere; Refused for a wrong code.
    """
    return _acted("/api/v1/guest-links/entrance", act_)


def _acted(path: str, act_: Act) -> Any:
    return act(SERVICE, path, act_).json()

"""Asking notification: what was sent to whom, what could not be sent, and sending it again."""

from collections.abc import Mapping
from typing import Any

from gateway.clients.calling import Act, Json, Page, act, read

SERVICE = "notification"


def notices(query: Mapping[str, Any] | None = None) -> Page:
    """Notices with state, tries and reasons. ``query``: receipt_no, state, limit."""
    found: Page = read(SERVICE, "/api/v1/notices", query)
    return found


def resend(notice_id: str, doing: Act) -> None:
    """Send a notice again."""
    act(SERVICE, f"/api/v1/notices/{notice_id}/resending", doing)


def tell_by_hand(notice_id: str, doing: Act) -> None:
    """Note that it was told on another way: body ``{way, on, note}``. Raises: Refused."""
    act(SERVICE, f"/api/v1/notices/{notice_id}/telling-by-hand", doing)


def messages() -> Json:
    """The caller's inbox: ``{items, unread}``."""
    found: Json = read(SERVICE, "/api/v1/messages")
    return found


def unread() -> int:
    """How many messages of the caller are unread."""
    return int(read(SERVICE, "/api/v1/messages/unread")["unread"])


def mark_read(doing: Act) -> None:
    """Note that messages were read: body ``{notice_ids}``."""
    act(SERVICE, "/api/v1/messages/readings", doing)


def preferences() -> Json:
    """How the caller wants to be told: ``{choices, always}``."""
    found: Json = read(SERVICE, "/api/v1/message-preferences")
    return found


def choose(doing: Act) -> None:
    """Change that. Raises: Refused."""
    act(SERVICE, "/api/v1/message-preferences", doing)


def partners() -> Json:
    """Endpoints of partner systems: ``{items, offered}``."""
    found: Json = read(SERVICE, "/api/v1/webhook-endpoints")
    return found


def partner(endpoint_id: str) -> Json:
    """One of them with its newest deliveries. Raises: NotFound."""
    found: Json = read(SERVICE, f"/api/v1/webhook-endpoints/{endpoint_id}")
    return found


def add_partner(doing: Act) -> Json:
    """Add one: body ``{name, url, types}``; the answer holds its secret. Raises: Refused."""
    found: Json = act(SERVICE, "/api/v1/webhook-endpoints", doing).json()
    return found


def change_partner(endpoint_id: str, what: str, doing: Act) -> Json:
    """Act on one: ``secret``, ``switch`` or ``tests``."""
    found: Json = act(SERVICE, f"/api/v1/webhook-endpoints/{endpoint_id}/{what}", doing).json()
    return found


def redeliver(delivery_id: str, doing: Act) -> None:
    """Deliver something again."""
    act(SERVICE, f"/api/v1/webhook-deliveries/{delivery_id}/resending", doing)

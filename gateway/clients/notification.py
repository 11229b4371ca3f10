"""Asking notification: what was sent to whom, what could not be sent, and sending it again."""

from collections.abc import Mapping
from typing import Any

from gateway.clients.calling import Act, Page, act, read

SERVICE = "notification"


def notices(query: Mapping[str, Any] | None = None) -> Page:
    """Notices with state, tries and reasons. ``query``: receipt_no, state, limit."""
    found: Page = read(SERVICE, "/api/v1/notices", query)
    return found


def resend(notice_id: str, doing: Act) -> None:
    """Send a notice again."""
    act(SERVICE, f"/api/v1/notices/{notice_id}/resending", doing)

"""Asking notification: what was sent to whom, and what could not be sent."""

from collections.abc import Mapping
from typing import Any

from gateway.clients.calling import Page, read

SERVICE = "notification"


def notices(query: Mapping[str, Any] | None = None) -> Page:
    """Notices with state, attempts and reason. ``query``: receipt_no, limit, cursor."""
    found: Page = read(SERVICE, "/api/v1/notices", query)
    return found

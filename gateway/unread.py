"""How many messages wait for whoever looks at a page; nothing is said when that cannot be found out."""

from flask import g

from chassis.errors import NotFound, Throttled, Unavailable
from gateway.clients import notification
from gateway.clients.calling import Refused


def unread() -> int:
    """Unread messages of the caller; 0 when notification does not answer."""
    if "principal" not in g:
        return 0
    try:
        return notification.unread()
    except (NotFound, Refused, Throttled, Unavailable):
        return 0

"""Whose messages a caller may see and whose choices they make: their own."""

from chassis.access import principal
from chassis.errors import NotFound
from services.notification.application.plan_notices import CITIZENS
from services.notification.application.webhooks import ADMINISTRATOR

STAFF_PREFIX = "staff:"


def own_name() -> str:
    """Under which name the caller's choices and readings are kept. Raises: NotFound for nobody."""
    caller = principal()
    if caller.subject.startswith(STAFF_PREFIX):
        return caller.subject
    for side in sorted(CITIZENS):
        if caller.has(side) and caller.matter:
            return f"{side}:{caller.matter}"
    raise NotFound()


def own_names() -> list[str]:
    """The inboxes that are the caller's: their own, that of their desk, that of all administrators."""
    desk = principal().organisation
    shared = [f"desk:{desk}"] if desk else []
    if is_staff() and principal().has(ADMINISTRATOR):
        shared.append(f"role:{ADMINISTRATOR}")
    return [own_name(), *shared]


def is_staff() -> bool:
    return principal().subject.startswith(STAFF_PREFIX)

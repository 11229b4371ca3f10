"""Whose messages a caller may see and whose choices they make: their own."""

from chassis.access import principal
from chassis.errors import NotFound
from services.notification.application.plan_notices import CITIZENS
from services.notification.application.webhooks import ADMINISTRATOR
from services.notification.domain.rules import SHARED_BY_ROLE

SHARED_ROLES = (ADMINISTRATOR, *sorted(SHARED_BY_ROLE))
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
    """The inboxes that are the caller's: their own, that of their desk, those of their roles."""
    desk = principal().organisation
    shared = [f"desk:{desk}"] if desk else []
    roles = [role for role in SHARED_ROLES if is_staff() and principal().has(role)]
    return [own_name(), *shared, *(f"role:{role}" for role in roles)]


def is_staff() -> bool:
    return principal().subject.startswith(STAFF_PREFIX)

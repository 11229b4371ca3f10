"""Who calls, as intake knows its people."""

from chassis.access import principal

STAFF_PREFIX = "staff:"


def own_account() -> str:
    """The account with which the caller signed in; empty for a citizen or a service."""
    subject = principal().subject
    return subject.removeprefix(STAFF_PREFIX) if subject.startswith(STAFF_PREFIX) else ""

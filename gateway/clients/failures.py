"""Asking every service for the deliveries, mails and alarms that it has parked."""

from gateway.clients.calling import Act, Json, act, read

SERVICES = ("intake", "mediation", "referral", "notification", "documents")


def parked(service: str) -> list[Json]:
    """What a service has given up on, with the reason."""
    found = read(service, "/internal/failures")
    return list(found["items"] if isinstance(found, dict) else found)


def redrive(service: str, act_: Act) -> Json:
    """Try again what is parked; body ``{id}`` for one of them."""
    found: Json = act(service, "/internal/failures/redrive", act_).json()
    return found

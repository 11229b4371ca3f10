"""What is done again and again: planned when a worker starts, and after that by itself."""

from chassis.service import Service
from services.notification.messaging.mail_drop import READ_DROP

ROUNDS = (READ_DROP,)
_ALWAYS_THE_SAME = "round"


def plan_rounds(service: Service) -> None:
    """Plan each round that has a handler; one that is planned or parked stays as it is."""
    handled = {handler.kind for handler in service.jobs}
    with service.uow() as uow:
        for kind in ROUNDS:
            if kind in handled:
                uow.jobs.add(kind, key=_ALWAYS_THE_SAME, subject="")
        uow.commit()

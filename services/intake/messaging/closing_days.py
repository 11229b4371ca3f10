"""Each day after midnight: its root, and a time stamp for it where an authority is configured."""

import base64
from datetime import date

from chassis.identity import Keyring
from chassis.jobs import Finish, Job, JobHandler
from chassis.service import Service
from services.intake.application.publish_root import (
    PUBLISH,
    STAMP,
    plan_publishing,
    publish_root,
)
from services.intake.messaging.time_stamps import stamped
from services.intake.storage.unit_of_work import IntakeUnitOfWork, opened


def publishing(keyring: Keyring, tsa_url: str) -> JobHandler:
    """Publishes the root of a day. ``tsa_url``: empty where there is no authority."""

    def publish(job: Job) -> Finish:
        def finish(uow: IntakeUnitOfWork) -> None:
            found = publish_root(date.fromisoformat(job.key), keyring, uow)
            if found and tsa_url:
                payload = {"root": found.root}
                uow.jobs.add(STAMP, key=job.key, subject="", payload=payload)

        return finish

    return JobHandler(PUBLISH, publish)


def stamping(tsa_url: str) -> JobHandler:
    """Has a root stamped; while the authority does not answer it is tried again, then parked."""

    def stamp(job: Job) -> Finish | None:
        if not tsa_url:
            return None
        token = base64.b64encode(stamped(tsa_url, bytes.fromhex(job.payload["root"]))).decode()
        return lambda uow: uow.daily_roots.stamp(date.fromisoformat(job.key), token)

    return JobHandler(STAMP, stamp)


def begin_closing_days(service: Service) -> None:
    """Plan the next day's root when a worker starts."""
    with opened(service) as uow:
        plan_publishing(uow)
        uow.commit()

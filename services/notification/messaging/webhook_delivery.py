"""One request to a partner: signed anew for each try, under an id that stays."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import urllib3

from chassis.identity import Keyring
from chassis.jobs import RETRY_DELAYS, Finish, GiveUp, Job, JobHandler
from services.notification.application.webhooks import DELIVER, SEALED_FOR, note_answer
from services.notification.domain.addresses import ForbiddenAddress
from services.notification.domain.notice import PERMANENT
from services.notification.domain.signing import signed_headers
from services.notification.domain.webhook import DELIVERED, FAILED, WAITING, Delivery, Endpoint
from services.notification.messaging.outgoing_http import PartnerHttp
from services.notification.storage.unit_of_work import NotificationUnitOfWork

DELAYS = (*RETRY_DELAYS, *(timedelta(hours=h) for h in (3, 6, 14)))
"""About a day, as Standard Webhooks has it."""
_GOOD, _TOO_OFTEN, _TIMED_OUT = 300, 429, 408

Open = Callable[[], NotificationUnitOfWork]


class NotTaken(Exception):
    """The partner did not take it, and may another time."""


@dataclass(frozen=True)
class WebhookSender:
    """Delivers to the endpoints of partners."""

    open_uow: Open
    keyring: Keyring
    http: PartnerHttp

    def run(self, job: Job) -> Finish | None:
        """One try. Raises: NotTaken, so that it is tried again; GiveUp, so that it is parked."""
        with self.open_uow().reading() as uow:
            delivery = uow.deliveries.get(job.subject)
            endpoint = uow.endpoints.get(delivery.endpoint_id)
        if delivery.state == DELIVERED:
            return None
        if not endpoint.is_active:
            return self._noted(delivery.id, "endpoint_off", FAILED)
        try:
            status = self._post(endpoint, delivery)
        except ForbiddenAddress as refusal:
            self._note(delivery.id, str(refusal), FAILED)
            raise GiveUp(str(refusal)) from refusal
        except urllib3.exceptions.HTTPError as problem:
            raise self._failed(
                job, delivery, f"no_connection {type(problem).__name__}"
            ) from problem
        if status < _GOOD:
            return self._noted(delivery.id, str(status), DELIVERED)
        if status < PERMANENT and status not in {_TOO_OFTEN, _TIMED_OUT}:
            self._note(delivery.id, str(status), FAILED)
            raise GiveUp(f"the partner answers {status}")
        raise self._failed(job, delivery, str(status))

    def _post(self, endpoint: Endpoint, delivery: Delivery) -> int:
        body = json.dumps(delivery.body, ensure_ascii=False).encode()
        secret = self.keyring.unseal(SEALED_FOR, endpoint.id, endpoint.sealed_secret).decode()
        with self.open_uow().reading() as uow:
            at = uow.clock.now()
        return self.http.post(endpoint.url, body, signed_headers(secret, delivery.id, at, body))

    def _failed(self, job: Job, delivery: Delivery, result: str) -> NotTaken:
        is_last = job.attempts > len(DELAYS)
        self._note(delivery.id, result, FAILED if is_last else WAITING)
        return NotTaken(result)

    def _noted(self, delivery_id: str, result: str, state: str) -> Finish:
        def finish(uow: NotificationUnitOfWork) -> None:
            note_answer(delivery_id, result, state, uow)

        return finish

    def _note(self, delivery_id: str, result: str, state: str) -> None:
        with self.open_uow() as uow:
            self._noted(delivery_id, result, state)(uow)
            uow.commit()


def webhook_job(open_uow: Open, keyring: Keyring, http: PartnerHttp) -> JobHandler:
    """The handler of deliveries to partners."""
    return JobHandler(DELIVER, WebhookSender(open_uow, keyring, http).run, delays=DELAYS)

"""Endpoints of partner systems, for administrators; a secret is shown once, when it is made."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.errors import FieldError, InvalidInput
from chassis.transaction import current_uow, service, transactional
from chassis.validation import Choice, NoFields, Strict, length
from lawbook.presentation import instant
from services.notification.application.webhooks import (
    SEALED_FOR,
    new_secret,
    plan_test,
    resend_delivery,
)
from services.notification.domain.addresses import ForbiddenAddress, allowed_host
from services.notification.domain.rules import notice_rules
from services.notification.domain.webhook import TEST_TYPE, Delivery, Endpoint
from services.notification.storage.unit_of_work import NotificationUnitOfWork

webhooks = Blueprint("webhooks", __name__, description="Partner systems that are told of events")
SECRET = (
    "huhang.referral.transfer.",
    "huhang.referral.guest_link.",
    "huhang.mediation.talk.",
    "huhang.mediation.offer.",
    "huhang.mediation.panel.",
    "huhang.mediation.pool.",
    "huhang.mediation.slot.",
    "huhang.mediation.absence.",
    "huhang.intake.submission.assigned.",
    "huhang.intake.submission.returned.",
    "huhang.intake.statement.",
)
OFFERED = tuple(sorted(each for each in notice_rules() if not each.startswith(SECRET)))
"""Transfers to the police and ways in are nobody's news; what is said in a mediation is for those in it,
who sits where, waits for a slot or is in the pool for those people, who of the staff has a matter is
for them."""


class NewEndpoint(Strict):
    """A partner, where it listens, and to what."""

    name = fields.String(required=True, validate=length(1, 60))
    url = fields.String(required=True, validate=length(9, 500))
    types = fields.List(
        fields.String(validate=Choice(OFFERED)), required=True, validate=length(1, len(OFFERED))
    )


class Switch(Strict):
    """On or off."""

    is_active = fields.Boolean(required=True)


@webhooks.route("/api/v1/webhook-endpoints")
class Endpoints(MethodView):
    """All endpoints."""

    @permitted("webhook.list")
    def get(self) -> dict[str, Any]:
        """Without their secrets; ``offered`` are the events that can be told."""
        with service().uow().reading() as uow:
            assert isinstance(uow, NotificationUnitOfWork)  # noqa: S101 - bootstrap built it
            items = [_view(each) | _last_test(each.id, uow) for each in uow.endpoints.all()]
        return {"items": items, "offered": list(OFFERED)}

    @transactional
    @permitted("webhook.manage")
    @webhooks.arguments(NewEndpoint)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Add one; its host must be on the list that the operator keeps."""
        uow = current_uow()
        _check(asked["url"])
        endpoint = Endpoint(
            id=uow.ids.new(),
            name=asked["name"],
            url=asked["url"],
            types=sorted(set(asked["types"])),
            sealed_secret="",
            created_at=uow.clock.now(),
            created_by=principal().subject,
        )
        secret = _new_secret_for(endpoint)
        uow.endpoints.add(endpoint)
        return _view(endpoint) | {"secret": secret}


@webhooks.route("/api/v1/webhook-endpoints/<endpoint_id>")
class One(MethodView):
    """One endpoint with what was delivered to it."""

    @permitted("webhook.list")
    def get(self, endpoint_id: str) -> dict[str, Any]:
        """The newest fifty deliveries."""
        with service().uow().reading() as uow:
            assert isinstance(uow, NotificationUnitOfWork)  # noqa: S101 - bootstrap built it
            endpoint = uow.endpoints.get(endpoint_id)
            deliveries = [_delivery(each) for each in uow.deliveries.newest(endpoint_id)]
        return _view(endpoint) | {"deliveries": deliveries}


@webhooks.route("/api/v1/webhook-endpoints/<endpoint_id>/secret")
class Secret(MethodView):
    """A new secret in place of the old one."""

    @transactional
    @permitted("webhook.manage")
    @webhooks.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], endpoint_id: str) -> dict[str, Any]:
        """From now on requests are signed with it."""
        uow = current_uow()
        endpoint = uow.endpoints.take(endpoint_id)
        secret = _new_secret_for(endpoint)
        uow.endpoints.save(endpoint)
        return _view(endpoint) | {"secret": secret}


@webhooks.route("/api/v1/webhook-endpoints/<endpoint_id>/switch")
class Switching(MethodView):
    """Whether an endpoint is told anything."""

    @transactional
    @permitted("webhook.manage")
    @webhooks.arguments(Switch)
    def post(self, asked: dict[str, Any], endpoint_id: str) -> dict[str, Any]:
        """Switch it on or off."""
        uow = current_uow()
        endpoint = uow.endpoints.take(endpoint_id)
        endpoint.switch(is_active=asked["is_active"])
        uow.endpoints.save(endpoint)
        return _view(endpoint)


@webhooks.route("/api/v1/webhook-endpoints/<endpoint_id>/tests")
class Tests(MethodView):
    """Trying an endpoint."""

    @transactional
    @permitted("webhook.manage")
    @webhooks.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], endpoint_id: str) -> dict[str, Any]:
        """Send it something harmless."""
        uow = current_uow()
        return _delivery(plan_test(uow.endpoints.get(endpoint_id), uow))


@webhooks.route("/api/v1/webhook-deliveries/<delivery_id>/resending")
class Resending(MethodView):
    """A delivery that is to be made once more."""

    @transactional
    @permitted("webhook.manage")
    @webhooks.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], delivery_id: str) -> dict[str, Any]:
        """Deliver it again under the same id."""
        return _delivery(resend_delivery(delivery_id, current_uow()))


def _check(url: str) -> None:
    try:
        allowed_host(url, service().extras["webhook_hosts"])
    except ForbiddenAddress as refusal:
        raise InvalidInput([FieldError("/url", str(refusal))]) from refusal


def _new_secret_for(endpoint: Endpoint) -> str:
    secret = new_secret(service().ids.token())
    endpoint.sealed_secret = service().keyring.seal(SEALED_FOR, endpoint.id, secret.encode())
    return secret


def _view(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "endpoint_id": endpoint.id,
        "name": endpoint.name,
        "url": endpoint.url,
        "types": endpoint.types,
        "is_active": endpoint.is_active,
        "failing_since": instant(endpoint.failing_since) if endpoint.failing_since else None,
        "created_at": instant(endpoint.created_at),
        "created_by": endpoint.created_by,
    }


def _last_test(endpoint_id: str, uow: NotificationUnitOfWork) -> dict[str, Any]:
    """What came of the newest test, of the monthly ones or by hand; nothing where it is long ago."""
    found = (each for each in uow.deliveries.newest(endpoint_id) if each.type == TEST_TYPE)
    newest = next(found, None)
    return {"last_test": _delivery(newest) if newest else None}


def _delivery(delivery: Delivery) -> dict[str, Any]:
    return {
        "delivery_id": delivery.id,
        "type": delivery.type,
        "at": instant(delivery.created_at),
        "state": delivery.state,
        "tries": [{"at": instant(each.at), "result": each.result} for each in delivery.tries],
    }

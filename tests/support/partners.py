"""A partner system that listens, with something that was delivered to it."""

from services.notification.application.webhooks import plan_test
from services.notification.domain.webhook import Endpoint
from tests.support.town import Town


def partner_of(town: Town) -> dict[str, str]:
    """The names under which the API knows both."""
    service = town.services["notification"]
    with service.uow() as uow:
        endpoint = Endpoint(
            id=uow.ids.new(),
            name="市市场监管局",
            url="https://partner.example/hook",
            types=[],
            sealed_secret="",
            created_at=uow.clock.now(),
            created_by="staff:admin",
            is_active=False,
        )
        uow.endpoints.add(endpoint)  # type: ignore[attr-defined]
        delivery = plan_test(endpoint, uow)  # type: ignore[arg-type]
        uow.commit()
    return {"endpoint_id": endpoint.id, "delivery_id": delivery.id}

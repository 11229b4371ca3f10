"""What gunicorn serves: everything in one process, one service, or the gateway."""

from typing import Any

from chassis import logs
from chassis.settings import CoreSettings, load_settings
from deploy import composition
from deploy.names import GATEWAY


def embedded() -> Any:
    """Gateway and all services in one process."""
    household = composition.Household(_settings("embedded"))
    return composition.gateway_app(household.clients_of(GATEWAY))


def service(name: str) -> Any:
    """One service by itself; the others are reached over HTTP."""
    clients = composition.clients_over_http(name, _settings(name))
    return composition.create_app(composition.build_service(name, clients))


def gateway() -> Any:
    """The gateway by itself; the services are reached over HTTP."""
    return composition.gateway_app(composition.clients_over_http(GATEWAY, _settings(GATEWAY)))


def _settings(process: str) -> CoreSettings:
    settings = load_settings(CoreSettings)
    logs.configure(process, settings.log_level)
    return settings

"""What gunicorn serves: everything in one process, one service, or the gateway."""

from typing import Any

from chassis import logs
from chassis.identity import Keyring
from chassis.settings import CoreSettings, load_settings
from deploy import composition
from deploy.names import GATEWAY


def embedded() -> Any:
    """Gateway and all services in one process."""
    household = composition.Household(_settings("embedded"))
    return composition.gateway_app(household.clients_of(GATEWAY))


def service(name: str) -> Any:
    """One service by itself."""
    _settings(name)
    return composition.create_app(composition.build_service(name, {}))


def gateway() -> Any:
    """The gateway by itself; the services are reached over HTTP."""
    settings = _settings("gateway")
    keyring = Keyring.load(settings.keys_folder)
    transports = composition.http_transports(settings)
    return composition.gateway_app(composition.Clients(GATEWAY, keyring, transports))


def _settings(process: str) -> CoreSettings:
    settings = load_settings(CoreSettings)
    logs.configure(process, settings.log_level)
    return settings

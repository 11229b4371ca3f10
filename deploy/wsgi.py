"""What gunicorn serves: everything in one process, one service, or the gateway."""

from typing import Any

from chassis.identity import Keyring
from chassis.settings import CoreSettings, load_settings
from deploy import composition


def embedded() -> Any:
    """Gateway and all services in one process."""
    household = composition.Household(load_settings(CoreSettings))
    return composition.gateway_app(household.clients_of(composition.GATEWAY))


def service(name: str) -> Any:
    """One service by itself."""
    return composition.create_app(composition.build_service(name, {}))


def gateway() -> Any:
    """The gateway by itself; the services are reached over HTTP."""
    settings = load_settings(CoreSettings)
    keyring = Keyring.load(settings.keys_folder)
    transports = composition.http_transports(settings)
    return composition.gateway_app(composition.Clients(composition.GATEWAY, keyring, transports))

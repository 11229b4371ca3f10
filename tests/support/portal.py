"""A whole portal in this process: the gateway and real services on databases of their own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from chassis.clock import FixedClock
from chassis.database import open_engine
from chassis.identity import Keyring, TokenSigner
from chassis.ids import RandomIds
from chassis.service_client import ServiceClient, Transport
from chassis.settings import load_settings
from deploy import composition
from deploy.wsgi_transport import WsgiTransport
from gateway.app import create_gateway
from gateway.bootstrap import assemble
from gateway.context import Gateway
from gateway.settings import SETTINGS, GatewaySettings
from tests.support.kept_doors import kept_doors
from tests.support.late_app import LateApp
from tests.support.ready import copy_databases, template_cache

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
SERVICES = ("intake", "mediation", "notification", "documents")


class Portal:
    """The gateway, with the demonstration's accounts, and the services that a citizen's pages need."""

    def __init__(
        self,
        data: Path,
        environ: Mapping[str, str] | None = None,
        transports: Mapping[str, Transport] | None = None,
    ) -> None:
        self.environ = {
            "HUHANG_DATA": str(data),
            "HUHANG_TEMPLATE_CACHE": template_cache(),
            **(environ or {}),
        }
        self.clock = FixedClock(SATURDAY)
        self.settings: GatewaySettings = load_settings(SETTINGS, self.environ)
        copy_databases(data)
        self.keyring = Keyring.load(self.settings.keys_folder)
        self.services: dict[str, Any] = {}
        if transports is None:
            transports = {
                name: WsgiTransport(LateApp(partial(self._service, name))) for name in SERVICES
            }
        signer = TokenSigner("gateway", self.keyring, self.clock)
        self.clients = {
            name: ServiceClient(name, transport, signer) for name, transport in transports.items()
        }
        self.engine = open_engine(self.settings.database_of("gateway"))
        self.gateway: Gateway = assemble(
            self.settings, self.clients, engine=self.engine, clock=self.clock, ids=RandomIds()
        )
        if environ:
            self.app = create_gateway(self.gateway)
        else:
            self.gateway, self.app = kept_doors(self.gateway)

    def _service(self, name: str) -> Any:
        settings = composition.settings_of(name, self.environ)
        self.services[name] = composition.build_service(
            name, {}, settings=settings, clock=self.clock
        )
        return composition.create_app(self.services[name])

    def close(self) -> None:
        self.engine.dispose()
        for service in self.services.values():
            service.engine.dispose()

"""Where everything is joined: services, clients and the gateway, in one process or in many."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from chassis.clock import Clock, SystemClock
from chassis.database import open_engine
from chassis.identity import Keyring, TokenSigner
from chassis.ids import RandomIds
from chassis.service import Ground, Service
from chassis.service_client import HttpTransport, ServiceClient, Transport
from chassis.settings import ConfigurationError, CoreSettings, load_settings
from chassis.wakeup import PostgresWakeup, SocketWakeup, Wakeup
from contracts.permissions import reaches
from contracts.readers import producers_for, readers_of
from deploy.names import GATEWAY, SERVICES
from deploy.wsgi_transport import WsgiTransport
from lawbook.workdays import WrongCalendar, also_read


def settings_of(service: str, environ: Mapping[str, str] | None = None) -> Any:
    """The settings of one service (or of the gateway), read from the environment."""
    room = GATEWAY if service == GATEWAY else f"services.{service}"
    return load_settings(importlib.import_module(f"{room}.settings").SETTINGS, environ)


def wakeup_for(settings: CoreSettings, service: str) -> Wakeup:
    """How a service wakes those who wait for its news: by its database, or by a local socket."""
    if settings.database_of(service).startswith("postgresql"):
        return PostgresWakeup()
    if settings.bus == "feed":
        return SocketWakeup(settings.data / "wakeup")
    return Wakeup()


class Clients(Mapping[str, ServiceClient]):
    """What one caller uses to speak to the services, each either over HTTP or in this process."""

    def __init__(
        self,
        caller: str,
        keyring: Keyring,
        transports: Mapping[str, Transport],
        clock: Clock | None = None,
    ) -> None:
        self._signer = TokenSigner(caller, keyring, clock)
        self._transports = transports
        self._made: dict[str, ServiceClient] = {}

    def __getitem__(self, service: str) -> ServiceClient:
        if service not in self._made:
            self._made[service] = ServiceClient(service, self._transports[service], self._signer)
        return self._made[service]

    def __iter__(self) -> Any:
        return iter(self._transports)

    def __len__(self) -> int:
        return len(self._transports)


def build_service(
    name: str,
    clients: Mapping[str, ServiceClient],
    *,
    settings: Any = None,
    clock: Clock | None = None,
) -> Service:
    """One service with its own settings and database, ready for a web or a worker process."""
    settings = settings or settings_of(name)
    read_calendar(settings)
    ground = Ground(
        name=name,
        settings=settings,
        engine=open_engine(settings.database_of(name)),
        clock=clock or SystemClock(),
        ids=RandomIds(),
        keyring=Keyring.load(settings.keys_folder),
        reaches=reaches,
        wakeup=wakeup_for(settings, name),
        clients=clients,
        producers=producers_for(name),
        readers=readers_of(name),
    )
    service: Service = importlib.import_module(f"services.{name}.bootstrap").build(ground)
    return service


def read_calendar(settings: CoreSettings) -> None:
    """Take the operator's working calendar into account. Raises: ConfigurationError."""
    try:
        also_read(settings.calendar_folder)
    except WrongCalendar as wrong:
        raise ConfigurationError(
            [f"{settings.calendar_folder}: {each}" for each in wrong.problems]
        ) from wrong


class UnfitReference(Exception):
    """A file of reference data lacks something or holds what does not fit; nothing of it is kept."""

    def __init__(self, path: Path, problem: Exception) -> None:
        super().__init__(f"{path}: {type(problem).__name__}: {problem}")


def seed_services(services: Mapping[str, Any], folder: Path) -> list[str]:
    """Load ``<service>.yaml`` of a folder into each service that has one; repeatable.

    Returns the names of the services. Raises: UnfitReference.
    """
    seeded = []
    for name, service in services.items():
        data = folder / f"{name}.yaml"
        if data.exists():
            seeder = importlib.import_module(f"services.{name}.seed")
            try:
                seeder.seed(service, yaml.load(data.read_text(encoding="utf-8"), yaml.CSafeLoader))
            except (yaml.YAMLError, LookupError, TypeError, ValueError) as problem:
                raise UnfitReference(data, problem) from problem
            seeded.append(name)
    return seeded


def create_app(service: Any) -> Any:
    """The WSGI application of a service."""
    return importlib.import_module(f"services.{service.name}.app").create_app(service)


def create_worker(service: Any, clients: Mapping[str, ServiceClient]) -> Any:
    """The worker of a service."""
    return importlib.import_module(f"services.{service.name}.worker").create_worker(
        service, clients
    )


def http_transports(settings: CoreSettings) -> dict[str, Transport]:
    """The way to each service that runs elsewhere."""
    return {name: HttpTransport(url) for name, url in settings.peers.items()}


def clients_over_http(caller: str, settings: CoreSettings) -> Clients:
    """The services as a caller reaches them that runs in a process of its own."""
    return Clients(caller, Keyring.load(settings.keys_folder), http_transports(settings))


def clients_for_one(caller: str, service: str) -> Clients:
    """The way to one service for a command: over HTTP, or to the service itself in this process."""
    settings = settings_of(caller)
    transports = http_transports(settings) or {
        service: WsgiTransport(create_app(build_service(service, {})))
    }
    return Clients(caller, Keyring.load(settings.keys_folder), transports)


class Household:
    """All services in one process; their clients call them without a network."""

    def __init__(self, settings: CoreSettings) -> None:
        self.keyring = Keyring.load(settings.keys_folder)
        self._transports: dict[str, Transport] = {}
        self.services = {name: build_service(name, self.clients_of(name)) for name in SERVICES}
        for name, service in self.services.items():
            self._transports[name] = WsgiTransport(create_app(service))

    def clients_of(self, caller: str) -> Clients:
        """The clients of one caller; services that are built later are found too."""
        return Clients(caller, self.keyring, self._transports)


def gateway_app(clients: Mapping[str, ServiceClient]) -> Any:
    """The gateway as one WSGI application: public door, staff door and API."""
    from gateway.audit.courier import HeadCourier
    from gateway.bootstrap import build

    settings = settings_of(GATEWAY)
    read_calendar(settings)
    return build(
        settings,
        clients,
        engine=open_engine(settings.database_of(GATEWAY)),
        carry_head=HeadCourier(clients["intake"]).take,
    )

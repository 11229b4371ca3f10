"""A town in one process: all services, a clock that stands still, and people with verbs."""

import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from werkzeug.test import Client, TestResponse

from chassis.bus.follower import Follower
from chassis.clock import FixedClock
from chassis.database import open_engine
from chassis.deliver import retrying
from chassis.identity import Keyring, TokenSigner
from chassis.job_runner import JobRunner
from chassis.principal import VISITOR, Principal
from chassis.service import Service
from chassis.waiting import Waiter
from deploy import composition
from deploy.demo.mailbox import Mailbox
from deploy.names import GATEWAY, SERVICES
from deploy.wsgi_transport import WsgiTransport
from gateway.bootstrap import build as build_gateway
from gateway.seed import seed as seed_accounts
from services.intake.application.publish_root import plan_publishing
from services.intake.storage.unit_of_work import opened
from tests.support.late_app import LateApp
from tests.support.matters import complaint
from tests.support.ready import FRIDAY_MORNING, PASSWORD, QUICK, template_cache


class Person:
    """Somebody who calls the services, already vouched for."""

    def __init__(
        self, town: "Town", principal: Principal, signer: TokenSigner | None = None
    ) -> None:
        self._town = town
        self._principal = principal
        self._signer = signer or town.signer

    def get(self, service: str, path: str, **headers: str) -> TestResponse:
        return self._call("GET", service, path, None, headers)

    def post(
        self, service: str, path: str, body: Any = None, *, key: str = "", **headers: str
    ) -> TestResponse:
        headers |= {"Idempotency-Key": key or secrets.token_hex(8)}
        return self._call("POST", service, path, {} if body is None else body, headers)

    def act(self, service: str, thing: str, act: str, body: Any = None) -> TestResponse:
        """Read a thing and act on what was read."""
        etag = self.get(service, thing).headers["ETag"]
        return self.post(service, f"{thing}/{act}", body, **{"If-Match": etag})

    def _call(
        self, method: str, service: str, path: str, body: Any, headers: Mapping[str, str]
    ) -> TestResponse:
        sent = dict(headers)
        if self._principal != VISITOR:
            token = self._signer.sign(self._principal, service)
            sent["Authorization"] = f"Bearer {token}"
        return self._town.http[service].open(path, method=method, json=body, headers=sent)


class Town:
    """All services on ready databases. Nothing moves unless somebody acts or ``settle()`` is called."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.clock = FixedClock(FRIDAY_MORNING)
        self.mailbox = Mailbox().start()
        self._environment = {
            "HUHANG_DATA": str(folder),
            "HUHANG_TEMPLATE_CACHE": template_cache(),
            "HUHANG_DATABASE_URL": database_url,
            "HUHANG_SMTP_URL": self.mailbox.url,
        }
        self.keyring = Keyring.load(folder / "keys")
        self.signer = TokenSigner("gateway", self.keyring, self.clock)
        self.services: dict[str, Service] = {}
        self.http: dict[str, Client] = {}
        transports: dict[str, WsgiTransport] = {}
        for name in SERVICES:
            settings = composition.settings_of(name, self._environment)
            clients = composition.Clients(name, self.keyring, transports, self.clock)
            service = composition.build_service(name, clients, settings=settings, clock=self.clock)
            app = LateApp(partial(composition.create_app, service))
            self.services[name] = service
            self.http[name] = Client(app)
            transports[name] = WsgiTransport(app)
        self._transports = transports

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.mailbox.stop()
        for service in self.services.values():
            service.engine.dispose()

    def settle(self) -> None:
        """Let events and jobs that are due run until nothing is left to do."""
        # In a thread of its own: a browser test's thread has an event loop, and mail needs another.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(self._settle).result()

    def _settle(self) -> None:
        while any([self._deliver(), self._work()]):
            """Each round may cause another."""

    def _deliver(self) -> bool:
        before = self._heard()
        for name, service in self.services.items():
            clients = composition.Clients(name, self.keyring, self._transports, self.clock)
            for producer in service.producers:
                Follower(service, clients[producer], Waiter(), 1.0).catch_up()
        return self._heard() != before

    def _heard(self) -> list[Any]:
        from chassis.schema import cursors

        found = []
        for service in self.services.values():
            with service.engine.connect() as connection:
                found += sorted(tuple(row) for row in connection.execute(cursors.select()))
        return found

    def _work(self) -> bool:
        worked = False
        for service in self.services.values():
            runner = JobRunner(service, [*service.jobs, *retrying(service)], Waiter())
            while runner.run_next():
                worked = True
        return worked

    @property
    def visitor(self) -> Person:
        return Person(self, VISITOR)

    def staff(self, account: str, role: str, organisation: str = "") -> Person:
        roles = frozenset({role})
        return Person(
            self, Principal(subject=f"staff:{account}", roles=roles, organisation=organisation)
        )

    @property
    def officer(self) -> Person:
        return self.staff("zhangwei", "officer")

    def citizen(self, receipt_no: str, role: str = "complainant") -> Person:
        return Person(
            self,
            Principal(subject=f"citizen:{receipt_no}", roles=frozenset({role}), matter=receipt_no),
        )

    def files(self, **changes: Any) -> dict[str, Any]:
        """Somebody files a complaint; returns the receipt."""
        filed = self.visitor.post("intake", "/api/v1/submissions", complaint(**changes))
        assert filed.status_code == 201, filed.text
        receipt: dict[str, Any] = filed.get_json()
        return receipt

    def closes_days(self) -> None:
        """Intake publishes the roots of the days that are over."""
        with opened(self.services["intake"]) as uow:
            plan_publishing(uow)
            uow.commit()
        self.settle()

    def accepts(self, receipt_no: str) -> None:
        """The officer accepts a matter."""
        thing = f"/api/v1/submissions/{receipt_no}"
        assert self.officer.act("intake", thing, "acceptance").status_code == 200

    def routes(self, receipt_no: str, route: str) -> None:
        """The officer sends a matter on, and everybody hears of it."""
        thing = f"/api/v1/submissions/{receipt_no}"
        body = {"route": route, "reason": "需要进一步处理"}
        assert self.officer.act("intake", thing, "routing", body).status_code == 200
        self.settle()

    def employs(self, account: str, role: str, organisation: str) -> None:
        """Somebody new who can sign in."""
        settings = composition.settings_of(GATEWAY, self._environment)
        person = {"account": account, "name": account, "roles": [role]}
        accounts = {"accounts": [person | {"organisation": organisation}]}
        seed_accounts(settings, accounts, PASSWORD, clock=self.clock, passwords=QUICK)

    def gateway(self) -> Any:
        """The portal in front of the town, with the demo accounts."""
        settings = composition.settings_of(GATEWAY, self._environment)
        clients = composition.Clients("gateway", self.keyring, self._transports, self.clock)
        engine = open_engine(settings.database_of(GATEWAY))
        return build_gateway(settings, clients, engine=engine, clock=self.clock)

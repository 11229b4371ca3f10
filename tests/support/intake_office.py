"""Intake alone, with the people who call it."""

from pathlib import Path
from typing import Any

from werkzeug.test import Client

from chassis.clock import FixedClock
from chassis.identity import Keyring, TokenSigner
from chassis.principal import VISITOR, Principal
from deploy import composition
from services.intake.app import create_app
from services.intake.settings import IntakeSettings
from tests.support.matters import complaint
from tests.support.office import ServiceAlone
from tests.support.ready import FRIDAY_MORNING
from tests.support.town import Person

SUBMISSIONS = "/api/v1/submissions"


class IntakeOffice(ServiceAlone):
    """Intake alone, with the people who call it. Other services are played by ``hears``."""

    def __init__(self, folder: Path, database_url: str, **settings: Any) -> None:
        self.clock = FixedClock(FRIDAY_MORNING)
        self.settings = IntakeSettings(data=folder, database_url=database_url, **settings)
        self.keyring = Keyring.create(folder / "keys", ["gateway", "intake", "mediation"])
        self.signer = TokenSigner("gateway", self.keyring, self.clock)
        self.service = composition.build_service(
            "intake", {}, settings=self.settings, clock=self.clock
        )
        self.http = {"intake": Client(create_app(self.service))}

    @property
    def visitor(self) -> Person:
        return self.person(VISITOR)

    @property
    def officer(self) -> Person:
        return self.person(Principal(subject="staff:zhangwei", roles=frozenset({"officer"})))

    def citizen(self, receipt_no: str) -> Person:
        roles = frozenset({"complainant"})
        return self.person(
            Principal(subject=f"citizen:{receipt_no}", roles=roles, matter=receipt_no)
        )

    def person(self, principal: Principal) -> Person:
        return Person(self, principal)  # type: ignore[arg-type]

    def files(self, **changes: Any) -> dict[str, Any]:
        """Somebody files; returns the receipt."""
        answer = self.visitor.post("intake", SUBMISSIONS, complaint(**changes))
        assert answer.status_code == 201, answer.text
        receipt: dict[str, Any] = answer.get_json()
        return receipt

    def decides(self, receipt_no: str, act: str, body: Any = None) -> Any:
        """The officer reads a matter and acts on it."""
        return self.officer.act("intake", f"{SUBMISSIONS}/{receipt_no}", act, body)

    def routes(self, receipt_no: str, *routes: str) -> None:
        """The officer accepts a matter and sends it on."""
        assert self.decides(receipt_no, "acceptance").status_code == 200
        for route in routes:
            body = {"route": route, "reason": "需要处理"}
            assert self.decides(receipt_no, "routing", body).status_code == 200

    def read(self, receipt_no: str, person: Person | None = None, **headers: str) -> Any:
        """A matter as the officer (or somebody else) sees it."""
        found = (person or self.officer).get("intake", f"{SUBMISSIONS}/{receipt_no}", **headers)
        return found.get_json()

    def story(self, receipt_no: str, person: Person | None = None, **headers: str) -> list[Any]:
        """The timeline of a matter."""
        path = f"{SUBMISSIONS}/{receipt_no}/timeline"
        found: list[Any] = (
            (person or self.officer).get("intake", path, **headers).get_json()["items"]
        )
        return found

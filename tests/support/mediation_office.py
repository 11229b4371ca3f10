"""Mediation alone, with a database of its own; intake is what the test says it answers."""

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from werkzeug.test import Client, TestResponse

from chassis.clock import FixedClock
from chassis.identity import Keyring, TokenSigner
from chassis.principal import VISITOR, Principal, service_principal
from chassis.service import Service
from contracts.intake import SubmissionRoutedV1
from deploy import composition
from deploy.demo_people import DEMO_DATA
from deploy.names import SERVICES
from services.mediation.domain.case import Case
from services.mediation.seed import seed
from tests.support.fake_transport import FakeTransport
from tests.support.office import ServiceAlone

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
"""Saturday 21 November 2026, ten in the morning in Shanghai. The third working day is Wednesday 25."""
CASES = "/api/v1/mediation-cases"
FRIDAYS_ROOT = {
    "day": "2026-11-20",
    "root": "5b" * 32,
    "published_at": "2026-11-20T16:10:00Z",
}
"""What intake published of the day before."""
_numbers = count(1)


class Caller:
    """Somebody at mediation's HTTP side, vouched for."""

    def __init__(self, http: Client, signer: TokenSigner, principal: Principal) -> None:
        self._http = http
        self._signer = signer
        self._principal = principal

    def get(self, path: str, *, language: str = "zh") -> TestResponse:
        return self._http.get(path, headers=self._headers(language))

    def post(self, path: str, body: Any = None, *, key: str = "", etag: str = "") -> TestResponse:
        headers = self._headers("zh") | {"Idempotency-Key": key or f"key-{next(_numbers)}"}
        if etag:
            headers["If-Match"] = etag
        return self._http.post(path, json={} if body is None else body, headers=headers)

    def acts(self, path: str, act: str, body: Any = None) -> TestResponse:
        """Read a case, then act on the version that was read."""
        return self.post(f"{path}/{act}", body, etag=self.get(path).headers["ETag"])

    def _headers(self, language: str) -> dict[str, str]:
        headers = {"Accept-Language": language}
        if self._principal != VISITOR:
            headers["Authorization"] = f"Bearer {self._signer.sign(self._principal, 'mediation')}"
        return headers


class Office(ServiceAlone):
    """The mediation service with the demonstration's pool and rooms; the clock stands still."""

    def __init__(self, folder: Path, url: str) -> None:
        self.clock = FixedClock(SATURDAY)
        self.keyring = Keyring.create(folder / "keys", ["gateway", *SERVICES])
        self.intake = FakeTransport()
        self.intake.answer("GET", "/internal/daily-roots/newest", FRIDAYS_ROOT)
        environ = {"HUHANG_DATA": str(folder), "HUHANG_DATABASE_URL": url}
        self.service: Service = composition.build_service(
            "mediation",
            composition.Clients("mediation", self.keyring, {"intake": self.intake}, self.clock),
            settings=composition.settings_of("mediation", environ),
            clock=self.clock,
        )
        self._app = composition.create_app(self.service)
        seed(
            self.service,
            yaml.load((DEMO_DATA / "mediation.yaml").read_text("utf-8"), yaml.CSafeLoader),
        )
        self.officer = self.staff("zhangwei", "officer")
        self.visitor = self._caller("gateway", VISITOR)

    def staff(self, account: str, *roles: str) -> Caller:
        """A member of staff or of the pool."""
        return self._caller(
            "gateway", Principal(subject=f"staff:{account}", roles=frozenset(roles))
        )

    def citizen(self, receipt_no: str, role: str) -> Caller:
        """A side of a dispute."""
        principal = Principal(
            subject=f"citizen:{receipt_no}", roles=frozenset({role}), matter=receipt_no
        )
        return self._caller("gateway", principal)

    def neighbour(self, name: str) -> Caller:
        """Another service."""
        return self._caller(name, service_principal(name))

    def _caller(self, issuer: str, principal: Principal) -> Caller:
        return Caller(Client(self._app), TokenSigner(issuer, self.keyring, self.clock), principal)

    def hears_of(self, receipt_no: str, *, agrees: bool = True, **parties: str) -> None:
        """Intake routed a matter here; this is what it will say about the parties."""
        known = {
            "holder_name": "红星五金商行",
            "contact_name": "张三",
            "contact_phone": "0375-2022211",
            "contact_email": "zhang@red-star.example",
            "respondent_name": "鹰城五金工具有限公司",
            "respondent_address": "新华区建设路 1 号",
            "respondent_email": "boss@eagle.example",
            "language": "zh",
        }
        self.intake.answer("GET", f"/internal/matters/{receipt_no}/parties", known | parties)
        self.hears(a_routing(receipt_no, complainant_agrees=agrees))

    def case_of(self, receipt_no: str) -> Case:
        case: Case = self.within(lambda uow: uow.cases.of_matter(receipt_no))
        return case

    def expert_id(self, account: str) -> str:
        return str(self.within(lambda uow: uow.experts.by_account(account).id))

    def invites(self, receipt_no: str = "2026112100011", **facts: Any) -> str:
        """A case whose respondent was invited; returns its path."""
        self.hears_of(receipt_no, **facts)
        self.works()
        return f"{CASES}/{self.case_of(receipt_no).id}"

    def with_consents(self, receipt_no: str = "2026112100011", **facts: Any) -> str:
        path = self.invites(receipt_no, **facts)
        consented = self.citizen(receipt_no, "respondent").post(
            f"{path}/consents", {"agrees": True}
        )
        assert consented.status_code == 200, consented.text
        return path

    def with_mediator(
        self, receipt_no: str = "2026112100011", account: str = "chenjing", **facts: Any
    ) -> str:
        path = self.with_consents(receipt_no, **facts)
        asked = self.officer.acts(path, "proposal", {"expert_id": self.expert_id(account)})
        assert asked.status_code == 200, asked.text
        answer = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系"}
        accepted = self.staff(account, "mediator").acts(path, "proposal/answer", answer)
        assert accepted.status_code == 200, accepted.text
        return path

    def with_session(self, receipt_no: str = "2026112100011", account: str = "chenjing") -> str:
        path = self.with_mediator(receipt_no, account)
        slot = self.officer.get(f"{path}/free-slots").get_json()["items"][0]
        wish = {"room_id": slot["room_id"], "starts_at": slot["starts_at"], "minutes": 60}
        booked = self.officer.post(f"{path}/sessions", wish)
        assert booked.status_code == 201, booked.text
        return path

    def with_agreement(self, receipt_no: str = "2026112100011") -> str:
        path = self.with_session(receipt_no)
        session = self.officer.get(path).get_json()["sessions"][-1]["session_id"]
        recorded = self.staff("chenjing", "mediator").post(
            f"/api/v1/sessions/{session}/outcome", an_outcome()
        )
        assert recorded.status_code == 200, recorded.text
        return path


def a_routing(receipt_no: str, **changes: Any) -> SubmissionRoutedV1:
    """Intake's word that a matter was routed to mediation."""
    values: dict[str, Any] = {
        "receipt_no": receipt_no,
        "route": "mediation",
        "right_type": "trademark",
        "complainant_agrees": True,
        "mediation_due_on": date(2027, 1, 19),
        "routed_at": SATURDAY,
    }
    return SubmissionRoutedV1(**(values | changes))


def an_outcome(**changes: Any) -> dict[str, Any]:
    """What a mediator records after a session that brought an agreement."""
    return {
        "outcome": "agreed",
        "held_earlier": True,
        "minutes_text": "双方到场，达成一致。",
        "agreement": {
            "terms": "乙方停止销售带有甲方商标的扳手。",
            "amount_fen": 5_000_000,
            "pay_by": "2026-12-31",
            "joint_confirmation": True,
        },
    } | changes

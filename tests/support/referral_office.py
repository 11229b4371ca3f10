"""Referral alone, with a database of its own; intake and mediation are what the test says they answer."""

from itertools import count
from pathlib import Path
from typing import Any

from werkzeug.test import Client

from chassis.clock import FixedClock
from chassis.identity import Keyring, TokenSigner
from chassis.principal import VISITOR, Principal, service_principal
from chassis.service import Service
from contracts.intake import SubmissionRoutedV1
from contracts.mediation import AgreementReachedV1
from deploy import composition
from deploy.names import GATEWAY, SERVICES
from services.referral.seed import seed
from tests.support.fake_transport import FakeTransport
from tests.support.office import ServiceAlone
from tests.support.referral import MONDAY_9_AM, RECEIPT, REQUIRED_PAPERS, TEAM, WEAK
from tests.support.town import Person

TRANSFERS, CONFIRMATIONS = "/api/v1/transfers", "/api/v1/confirmations"
XINHUA, POLICE, MARKET = "court:xinhua", "police:economic", "410403:market"
REFERRALS = "/api/v1/referrals"
DESKS = [
    {"code": XINHUA, "kind": "court", "name": "新华区人民法院", "email": "lian@court.example"},
    {
        "code": "court:weidong",
        "kind": "court",
        "name": "卫东区人民法院",
        "email": "w@court.example",
    },
    {"code": POLICE, "kind": "police", "name": "经侦支队", "email": "jing@police.example"},
    {"code": "police:food", "kind": "police", "name": "食药支队", "email": "shi@police.example"},
    {"code": "410403:market", "kind": "market", "name": "卫东区市监局", "email": "m@gov.example"},
    {
        "code": "platform:shop",
        "kind": "platform",
        "name": "某某购物平台",
        "email": "p@shop.example",
    },
]
AGREEMENT = {
    "text": "调解协议\n乙方停止销售带有甲方商标的扳手。",
    "mediator": "陈静",
    "complainant": {
        "name": "红星五金商行",
        "contact_name": "张三",
        "phone": "0375-2022211",
        "email": "zhang@red-star.example",
        "address": "",
    },
    "respondent": {
        "name": "鹰城五金工具有限公司",
        "contact_name": "",
        "phone": "",
        "email": "boss@eagle.example",
        "address": "新华区建设路 1 号",
    },
}
_numbers = count(1)


class ReferralOffice(ServiceAlone):
    """Referral with two courts and two police desks; the clock stands still until it is moved."""

    def __init__(self, folder: Path, url: str, *, desks: list[dict[str, str]] = DESKS) -> None:
        self.clock = FixedClock(MONDAY_9_AM)
        self.keyring = Keyring.create(folder / "keys", [GATEWAY, *SERVICES])
        self.intake, self.mediation = FakeTransport(), FakeTransport()
        ways = {"intake": self.intake, "mediation": self.mediation}
        environ = {"HUHANG_DATA": str(folder), "HUHANG_DATABASE_URL": url}
        self.service: Service = composition.build_service(
            "referral",
            composition.Clients("referral", self.keyring, ways, self.clock),
            settings=composition.settings_of("referral", environ),
            clock=self.clock,
        )
        self.http = {"referral": Client(composition.create_app(self.service))}
        self.signer = TokenSigner(GATEWAY, self.keyring, self.clock)
        seed(self.service, {"desks": desks})
        self.officer = self.staff("zhangwei", "officer")
        self.second = self.staff("lina", "officer")
        self.chief = self.staff("wangqiang", "supervisor")
        self.clerk = self.staff("zhaomin", "court_clerk", XINHUA)
        self.liaison = self.staff("sunlei", "police_liaison", POLICE)
        self.regulator = self.staff("zhoulan", "partner", MARKET)
        self.platform = self.staff("hexin", "partner", "platform:shop")
        self.visitor = self._person(VISITOR)

    def staff(
        self, account: str, role: str, organisation: str = "centre", name: str = ""
    ) -> Person:
        """Somebody with an account."""
        return self._person(
            Principal(
                subject=f"staff:{account}",
                roles=frozenset({role}),
                organisation=organisation,
                name=name,
            )
        )

    def citizen(self, role: str) -> Person:
        """A side of the matter that all these stories are about."""
        return self._person(
            Principal(subject=f"citizen:{RECEIPT}", roles=frozenset({role}), matter=RECEIPT)
        )

    def neighbour(self, name: str) -> Person:
        """Another service."""
        signer = TokenSigner(name, self.keyring, self.clock)
        return self._person(service_principal(name), signer)

    def _person(self, principal: Principal, signer: TokenSigner | None = None) -> Person:
        return Person(_Door(self.http, signer or self.signer), principal)  # type: ignore[arg-type]

    def opened(self, receipt_no: str = RECEIPT) -> str:
        """A transfer, as intake's routing opens it; returns its path."""
        self.hears(a_routing(receipt_no))
        found = self.within(lambda uow: uow.transfers.of_matter(receipt_no))
        return f"{TRANSFERS}/{found.id}"

    def proposed(self, receipt_no: str = RECEIPT) -> str:
        path = self.opened(receipt_no)
        self.do(self.officer, path, "report", report_body())
        self.do(self.second, path, "cosignature")
        return path

    def approved(self, receipt_no: str = RECEIPT) -> str:
        path = self.proposed(receipt_no)
        self.do(self.chief, path, "approval", {"approves": True, "reason": "同意"})
        return path

    def sent(self, receipt_no: str = RECEIPT) -> str:
        path = self.approved(receipt_no)
        for code in REQUIRED_PAPERS:
            self.do(self.officer, path, "documents", paper_body(code))
        self.do(self.officer, path, "dispatch")
        return path

    def receipted(self, receipt_no: str = RECEIPT) -> str:
        path = self.sent(receipt_no)
        self.do(self.liaison, path, "receipt")
        return path

    def refused(self, receipt_no: str = RECEIPT) -> str:
        path = self.receipted(receipt_no)
        self.do(self.liaison, path, "decision", {"decision": "not_filed", "reasons": WEAK})
        return path

    def referred(self, flow: str = "department", desk: str = MARKET, **more: Any) -> str:
        """A referral that an officer opened; returns its path."""
        body = {"flow": flow, "desk": desk, "purpose": "请依法处理。", "receipt_no": RECEIPT} | more
        answer = self.officer.post("referral", REFERRALS, body)
        assert answer.status_code == 201, answer.text
        return f"{REFERRALS}/{answer.get_json()['referral_id']}"

    def referral_sent(self, flow: str = "department", desk: str = MARKET, **more: Any) -> str:
        """A referral that lies on its desk, complete."""
        path = self.referred(flow, desk, **more)
        for each in self.read(path)["documents"]:
            if each["required"]:
                self.do(self.officer, path, "documents", paper_body(each["code"]))
        self.do(self.officer, path, "acts", {"act": "send"})
        return path

    def prepared(self, receipt_no: str = RECEIPT, **changes: Any) -> str:
        """An application on the court's desk, as an agreement brings it there; returns its path."""
        reached = an_agreement_reached(receipt_no, **changes)
        self.mediation.answer("GET", f"/internal/cases/{reached.case_id}/agreement", AGREEMENT)
        self.hears(reached)
        self.works()
        found = self.within(lambda uow: uow.confirmations.of_matter(receipt_no))
        return f"{CONFIRMATIONS}/{found.id}"

    def do(self, who: Person, path: str, act: str, body: Any = None) -> Any:
        """Act on what was just read; it must work. Returns what is there afterwards."""
        answer = who.act("referral", path, act, body)
        assert answer.status_code in {200, 201}, answer.text
        return answer.get_json()

    def read(self, path: str, who: Person | None = None) -> Any:
        """A thing as somebody sees it, the officer unless told."""
        return (who or self.officer).get("referral", path).get_json()


class _Door:
    """What a ``Person`` needs of a town: the way in, and who vouches."""

    def __init__(self, http: dict[str, Client], signer: TokenSigner) -> None:
        self.http = http
        self.signer = signer


def a_routing(receipt_no: str = RECEIPT, **changes: Any) -> SubmissionRoutedV1:
    """Intake's word that a matter was routed to the police."""
    values: dict[str, Any] = {
        "receipt_no": receipt_no,
        "route": "police",
        "right_type": "trademark",
        "complainant_agrees": False,
        "mediation_due_on": None,
        "routed_at": MONDAY_9_AM,
    }
    return SubmissionRoutedV1(**(values | changes))


def an_agreement_reached(receipt_no: str = RECEIPT, **changes: Any) -> AgreementReachedV1:
    """Mediation's word that both sides have signed."""
    values: dict[str, Any] = {
        "receipt_no": receipt_no,
        "case_id": f"case-{receipt_no}",
        "agreement_id": f"agreement-{receipt_no}",
        "text_sha256": "ab" * 32,
        "effective_at": MONDAY_9_AM,
        "joint_confirmation": True,
    }
    return AgreementReachedV1(**(values | changes))


def report_body(**changes: Any) -> dict[str, Any]:
    """A report as an officer sends it."""
    return {
        "officers": list(TEAM),
        "offence": "213",
        "figures": {"illegal_turnover_fen": 8_300_000},
        "summary": "现场查获假冒注册商标商品,非法经营数额8.3万元。",
    } | changes


def paper_body(code: str = "transfer_letter", **changes: Any) -> dict[str, Any]:
    """A paper as an officer sends it."""
    return {"code": code, "title": f"材料 {code}", "text": "正文"} | changes

"""Two matters, one at the court and one with the police, and everybody who has to do with them."""

import io
import re
from typing import Any

from PIL import Image
from werkzeug.test import Client, TestResponse

from deploy.demo.mailbox import text_of
from deploy.demo.matters import AGREEMENT, COMPLAINANT_EMAIL, RESPONDENT_EMAIL, police_report
from deploy.demo.stage import INVITATION, SIGNING_CODE
from tests.support.partners import partner_of
from tests.support.ready import PASSWORD
from tests.support.recorded import recorded
from tests.support.town import Person, Town

ATTENDANCE = re.compile(r"/attendance/([\w.~-]+)")
SUPPLY = re.compile(r"/experts/supply/([\w.~-]+)")
CASES = "/api/v1/mediation-cases"
LATER = "2027-06-30"
ACCOUNTS = {
    "operator": "hotline",
    "officer": "zhangwei",
    "court_clerk": "zhaomin",
    "police_liaison": "sunlei",
    "partner": "zhoulan",
    "supervisor": "wangqiang",
    "administrator": "admin",
}
MEDIATORS = {"陈静": "chenjing", "刘洋": "liuyang", "赵磊": "zhaolei"}


class MattersOnAllDesks:
    """``names``: what stands in the paths of the API; ``tokens``: access token by role."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.http = Client(town.gateway())
        self.names: dict[str, str] = {
            "suffix": "pdf",
            "account": "zhangwei",
            "kind": "reward_notice",
            "desk_code": "court:xinhua",
        }
        self._papers_of: dict[str, str] = {}
        self._referrals_of: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, str] = {"visitor": ""}
        self._mediated()
        self._transferred()
        self._referred()
        for role, account in ACCOUNTS.items():
            self.tokens[role] = self.signs_in(account)
        self.tokens["guest"] = self.guest(self.names["referral_id"])["access_token"]
        self._guests_at = {
            kind: self.guest(self.names[name], kind)["access_token"]
            for kind, name in (("transfers", "transfer_id"), ("confirmations", "confirmation_id"))
        }
        self.names["template_id"] = self._uploaded_template()
        self.names["list_id"] = self._saved_list()
        self.names["call_id"] = self._call_in_hand()
        begun = self._town.visitor.post("intake", "/api/v1/uploads")
        self.names["upload_id"] = begun.get_json()["upload_id"]
        self.names["entry_id"] = self._text_to_answer_from()
        self.names["proceeding_id"] = self._paid_in_advance()
        self.names["order_id"] = self._put_to_an_expert()
        plan = self._town.officer.post("mediation", "/api/v1/session-plans", {"days": 5})
        self.names["plan_id"] = plan.get_json()["plan_id"]
        self.names["relation_id"] = self._related()
        self.names["application_id"] = self._applied_for_the_pool()

    def signs_in(self, account: str) -> str:
        answer = self.http.post("/api/v1/sign-in", json={"account": account, "password": PASSWORD})
        return str(answer.get_json()["access_token"])

    def ask(self, role: str, method: str, path: str, **more: Any) -> TestResponse:
        """One request in a role. ``path`` may carry ``{names}``."""
        headers = more.pop("headers", {})
        if token := self._token(role, path):
            headers = {"Authorization": f"Bearer {token}"} | headers
        asked = path.format_map(self.names_for(role))
        return self.http.open(asked, method=method, headers=headers, **more)

    def _token(self, role: str, path: str) -> str:
        """What a role shows; a link opens one hand-over, so there is a guest for each kind of them."""
        kind = path.removeprefix("/api/v1/").partition("/")[0]
        return (
            self._guests_at.get(kind, self.tokens[role]) if role == "guest" else self.tokens[role]
        )

    @property
    def mediator(self) -> str:
        """The account of the mediator who was chosen."""
        return self._mediator

    def names_for(self, role: str) -> dict[str, str]:
        """The names as a role knows them: courts and police have papers of their own."""
        own = self._papers_of.get(role)
        referral = self._referrals_of.get(role, {})
        return self.names | referral | ({"document_id": own} if own else {})

    def citizen(self, **proof: str) -> str:
        answer = self.http.post("/api/v1/citizen-sessions", json=proof)
        return str(answer.get_json()["access_token"])

    def invited(self, item_id: str, kind: str = "referrals") -> dict[str, Any]:
        """A link for a receiver without an account, with its code."""
        path = f"/api/v1/{kind}/{item_id}/guest-links"
        made: dict[str, Any] = self._town.officer.post(
            "referral", path, {"person": "王强"}
        ).get_json()
        self.names["link_id"] = made["link_id"]
        return made

    def guest(self, item_id: str, kind: str = "referrals") -> dict[str, Any]:
        """Somebody without an account who came in by a link."""
        made = self.invited(item_id, kind)
        proof = {"token": made["token"], "code": made["code"], "name": "王强"}
        found: dict[str, Any] = self.http.post("/api/v1/guest-sessions", json=proof).get_json()
        return found

    def strangers(self) -> dict[str, str]:
        """Access tokens of people in the same roles who have nothing to do with the two matters."""
        town = self._town
        filed = town.files()
        receipt_no, code = filed["receipt_no"], filed["query_code"]
        town.accepts(receipt_no)
        town.routes(receipt_no, "mediation")
        other = next(a for a in MEDIATORS.values() if a != self._mediator)
        town.employs("linli", "court_clerk", "court:elsewhere")
        town.employs("tianye", "partner", "410404:market")
        town.employs("gaofeng", "police_liaison", "police:elsewhere")
        papers = ("covering_letter", "material_list")
        elsewhere = self._on_desk("410403:market", "department", papers, receipt_no)
        return {
            "complainant": self.citizen(receipt_no=receipt_no, query_code=code),
            "respondent": self.citizen(invitation_token=self._mailed(RESPONDENT_EMAIL, INVITATION)),
            "mediator": self.signs_in(other),
            "court_clerk": self.signs_in("linli"),
            "police_liaison": self.signs_in("gaofeng"),
            "partner": self.signs_in("tianye"),
            "guest": self.guest(elsewhere["referral_id"])["access_token"],
        }

    def _saved_list(self) -> str:
        body = {"name": "红星系列", "query": {"q": "红星"}}
        saved = self._town.officer.post("intake", "/api/v1/saved-lists", body)
        return str(saved.get_json()["list_id"])

    def _call_in_hand(self) -> str:
        operator = self._town.staff("hotline", "operator")
        taken = operator.post("intake", "/api/v1/calls", {"number": "13803750009"})
        return str(taken.get_json()["call_id"])

    def _text_to_answer_from(self) -> str:
        supervisor = self._town.staff("wangqiang", "supervisor")
        entry = {"code": "zs9", "title": "货架", "words": "货架"}
        added = supervisor.post("intake", "/api/v1/knowledge", entry)
        return str(added.get_json()["entry_id"])

    def _mediated(self) -> None:
        town, evidence = self._town, self._photo()
        filed = town.files(evidence=[{"id": evidence, "description": "货架"}])
        receipt_no = filed["receipt_no"]
        self.names |= {"receipt_no": receipt_no, "evidence_id": evidence}
        self.names["query_code"] = filed["query_code"]
        self.tokens["complainant"] = self.citizen(
            receipt_no=receipt_no, query_code=filed["query_code"]
        )
        town.accepts(receipt_no)
        self.names |= recorded(town.officer, receipt_no, evidence, self._photo)
        town.routes(receipt_no, "mediation")
        invitation = self.names["token"] = self._mailed(RESPONDENT_EMAIL, INVITATION)
        self.names["invitation"] = invitation
        self.tokens["respondent"] = self.citizen(invitation_token=invitation)
        case = f"{CASES}/{self._only('mediation', CASES, 'case_id')}"
        mediator = self._appointed(case)
        self._agreed(case, mediator)
        confirmations = "/api/v1/confirmations"
        confirmation = f"{confirmations}/{self._only('referral', confirmations, 'confirmation_id')}"
        documents = town.officer.get("referral", confirmation).get_json()["documents"]
        self.names["confirmation_code"] = next(d["code"] for d in documents if d["present"])
        self.names["document_id"] = self._paper(receipt_no, "mediation_agreement")
        self._papers_of["court_clerk"] = self._paper(receipt_no, "confirmation_application")
        notices = town.officer.get("notification", "/api/v1/notices").get_json()["items"]
        self.names["notice_id"] = notices[0]["notice_id"]
        self.names |= partner_of(town)

    def _photo(self, key: str = "photo") -> str:
        photo = io.BytesIO()
        Image.new("L", (8 + len(key), 8), 200).save(photo, "PNG")
        photo.seek(0)
        answer = self.http.post(
            "/api/v1/evidence",
            data={"file": (photo, "货架.png")},
            headers={"Idempotency-Key": key},
        )
        return str(answer.get_json()["id"])

    def _only(self, service: str, things: str, name: str) -> str:
        [row] = self._town.officer.get(service, things).get_json()["items"]
        self.names[name] = row[name]
        return str(row[name])

    def _mailed(self, address: str, pattern: Any) -> str:
        texts = (text_of(mail) for mail in reversed(self._town.mailbox.to(address)))
        return next(found.group(1) for text in texts if (found := pattern.search(text)))

    def _appointed(self, case: str) -> Person:
        town, receipt_no = self._town, self.names["receipt_no"]
        respondent = town.citizen(receipt_no, "respondent")
        _good(respondent.post("mediation", f"{case}/consents", {"agrees": True}))
        drawn = self._drawn(case)
        self.names |= {"draw_id": drawn["draw_id"], "expert_id": drawn["chosen"][0]}
        candidates = town.officer.get("mediation", f"{case}/candidates").get_json()["items"]
        chosen = next(each for each in candidates if each["expert_id"] in drawn["chosen"])
        self._mediator = MEDIATORS[chosen["name"]]
        self.tokens["mediator"] = self.signs_in(self._mediator)
        own = self.ask("mediator", "GET", "/api/v1/availability").get_json()
        self.names["feed_token"] = own["feed_url"].rpartition("/")[2]
        mediator = town.staff(self._mediator, "mediator")
        answer = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系。"}
        _good(mediator.act("mediation", case, "proposal/answer", answer))
        return mediator

    def _opened(self, kind: str, question: str) -> str:
        body = {"kind": kind, "question": question}
        case = f"{CASES}/{self.names['case_id']}/proceedings"
        opened = _good(self._town.officer.post("mediation", case, body))
        return str(opened.get_json()["proceeding_id"])

    def _paid_in_advance(self) -> str:
        """An advance compensation with a file that both sides see, for it was paid and served."""
        found = self._opened("advance_compensation", "请求市场先行赔偿")
        one, officer = f"/api/v1/proceedings/{found}", self._town.officer
        claim = {"act": "claim", "text": "摊位售假", "amount_fen": 2_000_000}
        complainant = self._town.citizen(self.names["receipt_no"])
        files = [self.names["evidence_id"]]
        _good(complainant.post("mediation", f"{one}/statements", claim | {"files": files}))
        paper = {"amount_fen": 2_000_000, "person": "河滨市场", "document": "承诺书 2026-8"}
        _good(officer.act("mediation", one, "steps", paper | {"act": "approve", "day": LATER}))
        _good(officer.act("mediation", one, "steps", paper | {"act": "pay"}))
        return found

    def _put_to_an_expert(self) -> str:
        found = self._opened("opinion", "被控商品是否构成近似")
        order: dict[str, Any] = {
            "act": "assign",
            "expert_id": self.names["expert_id"],
            "day": LATER,
        }
        order["files"] = [self.names["evidence_id"]]
        one = f"/api/v1/proceedings/{found}"
        _good(self._town.officer.act("mediation", one, "steps", order))
        return found

    def _drawn(self, case: str) -> dict[str, Any]:
        officer = self._town.officer
        self._town.closes_days()
        _good(officer.post("mediation", f"{case}/draws", {}))
        word = {"public_word": "3 0 7"}
        drawn: dict[str, Any] = officer.post("mediation", f"{case}/draws/result", word).get_json()
        return drawn

    def _related(self) -> str:
        """A tie between two firms that have nothing to do with the matters."""
        tie = {"kind": "group", "one": "白鹭贸易", "other": "青鸟工贸", "source": "公示系统"}
        noted = self._town.officer.post("mediation", "/api/v1/relations", tie)
        return str(noted.get_json()["relation_id"])

    def _applied_for_the_pool(self) -> str:
        body = {
            "name": "周敏",
            "email": "zhoumin@pool.example.cn",
            "fields": ["trademark"],
            "profile": {"roles": ["mediator"], "languages": ["zh"]},
        }
        officer, applications = self._town.officer, "/api/v1/pool-applications"
        made = officer.post("mediation", applications, body).get_json()
        found = str(made["application_id"])
        question = {"text": "请补交执业证"}
        _good(officer.act("mediation", f"{applications}/{found}", "questions", question))
        self._town.settle()
        self.names["supply"] = self._mailed("zhoumin@pool.example.cn", SUPPLY)
        return found

    def _agreed(self, case: str, mediator: Person) -> None:
        town, receipt_no = self._town, self.names["receipt_no"]
        proof = {"files": [self.names["evidence_id"]]}
        tried = {"side": "respondent", "way": "letter", "outcome": "message_left"}
        _good(town.officer.post("mediation", f"{case}/talk/contacts", tried | proof))
        slot = town.officer.get("mediation", f"{case}/free-slots").get_json()["items"][0]
        wish = {"room_id": slot["room_id"], "starts_at": slot["starts_at"], "minutes": 60}
        _good(town.officer.post("mediation", f"{case}/sessions", wish))
        session = town.officer.get("mediation", case).get_json()["sessions"][-1]["session_id"]
        self.names["session_id"] = session
        town.settle()
        self.names["attendance"] = self._mailed(COMPLAINANT_EMAIL, ATTENDANCE)
        self.names["token"] = self.names["attendance"]
        outcome: dict[str, Any] = {"outcome": "agreed", "minutes_text": "双方到场。"}
        outcome |= {"agreement": AGREEMENT, "held_earlier": True}
        _good(mediator.post("mediation", f"/api/v1/sessions/{session}/outcome", outcome))
        town.settle()
        for side, address in (("complainant", COMPLAINANT_EMAIL), ("respondent", RESPONDENT_EMAIL)):
            code = {"code": self._mailed(address, SIGNING_CODE)}
            citizen = town.citizen(receipt_no, side)
            _good(citizen.post("mediation", f"{case}/agreement/signatures", code))
        step = {"number": 1, "state": "due"} | proof
        _good(town.officer.act("mediation", case, "agreement/performance", step))
        town.settle()

    def _transferred(self) -> None:
        town = self._town
        receipt_no = town.files()["receipt_no"]
        town.accepts(receipt_no)
        town.routes(receipt_no, "police")
        transfer = f"/api/v1/transfers/{self._only('referral', '/api/v1/transfers', 'transfer_id')}"
        officer, chief = town.officer, town.staff("wangqiang", "supervisor")
        _good(officer.act("referral", transfer, "report", police_report(["zhangwei", "lina"])))
        _good(town.staff("lina", "officer").act("referral", transfer, "cosignature"))
        _good(chief.act("referral", transfer, "approval", {"approves": True}))
        documents = officer.get("referral", transfer).get_json()["documents"]
        self.names["transfer_code"] = documents[0]["code"]
        for each in documents:
            if each["required"] and not each["present"]:
                paper = {"code": each["code"], "title": each["name"], "text": "正文从略"}
                _good(officer.act("referral", transfer, "documents", paper))
        _good(officer.act("referral", transfer, "dispatch"))
        town.settle()
        self._papers_of["police_liaison"] = self._paper(receipt_no, "crime_transfer_letter")

    def _referred(self) -> None:
        """Something on the desk of every role that has one."""
        desks = {
            "court_clerk": ("court:xinhua", "court_delegated", ("report",)),
            "police_liaison": ("police:economic", "cooperation_in", ("request_letter",)),
            "partner": ("410403:market", "department", ("covering_letter", "material_list")),
        }
        for role, (desk, flow, papers) in desks.items():
            self._referrals_of[role] = self._on_desk(desk, flow, papers)
        self.names |= self._referrals_of["partner"]
        self._papers_of["partner"] = self._paper(self.names["receipt_no"], "referral_letter")

    def _on_desk(
        self, desk: str, flow: str, papers: tuple[str, ...], receipt_no: str = ""
    ) -> dict[str, str]:
        town, receipt_no = self._town, receipt_no or self.names["receipt_no"]
        body = {"flow": flow, "desk": desk, "purpose": "正文从略。", "receipt_no": receipt_no}
        opened = town.officer.post("referral", "/api/v1/referrals", body)
        _good(opened)
        referral_id = str(opened.get_json()["referral_id"])
        path = f"/api/v1/referrals/{referral_id}"
        if flow != "department":
            _good(town.officer.act("referral", path, "acts", {"act": "accept"}))
        for code in papers:
            paper = {"code": code, "title": code, "text": "正文从略"}
            _good(town.officer.act("referral", path, "documents", paper))
        if flow == "department":
            _good(town.officer.act("referral", path, "acts", {"act": "send"}))
        town.settle()
        file = {"evidence_id": self._photo(f"photo-{referral_id}")}
        _good(town.officer.act("referral", path, "files", file))
        return {
            "referral_id": referral_id,
            "referral_code": papers[0],
            "file_id": file["evidence_id"],
        }

    def _paper(self, receipt_no: str, kind: str) -> str:
        path = f"/api/v1/documents?receipt_no={receipt_no}"
        papers = self._town.officer.get("documents", path).get_json()["items"]
        return next(str(each["document_id"]) for each in papers if each["kind"] == kind)

    def _uploaded_template(self) -> str:
        kinds = "/api/v1/document-kinds/reward_notice"
        word = self.ask("administrator", "GET", f"{kinds}/template").data
        answer = self.ask(
            "administrator",
            "POST",
            f"{kinds}/templates",
            data={"file": (io.BytesIO(word), "告知书.docx")},
            headers={"Idempotency-Key": "template"},
        )
        return str(answer.get_json()["template_id"])


def _good(answer: TestResponse) -> TestResponse:
    assert answer.status_code in {200, 201}, answer.text
    return answer

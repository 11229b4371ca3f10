"""An operator of the hotline and the telephone system, for tests of the desk."""

import json
from collections.abc import Mapping
from typing import Any

from chassis.principal import Principal
from services.intake.web.call_signals import signature
from tests.support.intake_office import IntakeOffice
from tests.support.town import Person

CALLS = "/api/v1/calls"
SECRET = "whsec_" + "c2VjcmV0LW9mLXRoZS10ZWxlcGhvbmUtc3lzdGVt"
CALLER = "13803750009"


class Desk:
    """One operator with a telephone."""

    def __init__(self, office: IntakeOffice) -> None:
        self.office = office
        self.http = office.http["intake"]
        self.operator = office.person(
            Principal(subject="staff:hotline", roles=frozenset({"operator"}))
        )
        self._written = 0

    def takes(self, number: str = "") -> str:
        answer = self.operator.post("intake", CALLS, {"number": number})
        assert answer.status_code == 201, answer.text
        return str(answer.get_json()["call_id"])

    def writes(self, call_id: str, draft: Mapping[str, str], draft_no: int = 0) -> Any:
        self._written += 1
        body = {"draft": dict(draft), "draft_no": draft_no or self._written}
        return self._put(f"{CALLS}/{call_id}/draft", body)

    def _put(self, path: str, body: Any) -> Any:
        return self.operator._call("PUT", "intake", path, body, {})

    def does(self, call_id: str, act: str, body: Any = None) -> Any:
        return self.operator.post("intake", f"{CALLS}/{call_id}/{act}", body)

    def registers(self, number: str = CALLER, **draft: str) -> Any:
        call_id = self.takes(number)
        self.writes(call_id, {"number": number} | draft)
        answer = self.does(call_id, "registration")
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def sees(self, call_id: str) -> Any:
        return self.operator.get("intake", f"{CALLS}/{call_id}").get_json()

    def lists(self, view: str, person: Person | None = None) -> list[Any]:
        found = (person or self.operator).get("intake", f"{CALLS}?view={view}").get_json()
        return list(found["items"])

    def looks_up(self, **asked: str) -> Any:
        return self.operator.post("intake", "/api/v1/call-lookups", asked).get_json()

    def telephone_says(
        self, event: str, call_id: str, *, secret: str = SECRET, late: int = 0, agent: str = ""
    ) -> Any:
        told = {"event": event, "call_id": call_id, "caller": CALLER, "agent": agent}
        body = json.dumps(told).encode()
        at = str(int(self.office.clock.now().timestamp()) - late)
        headers = {
            "webhook-id": "msg_1",
            "webhook-timestamp": at,
            "webhook-signature": signature(secret, "msg_1", at, body),
        }
        path = "/api/v1/call-signals"
        return self.http.post(path, data=body, headers=headers, content_type="application/json")


REPORT = {
    "kind": "report",
    "right_type": "trademark",
    "division": "410402",
    "respondent_name": "红星五金商行",
    "facts": "建设路门店公开销售假冒扳手，价格很低。",
}

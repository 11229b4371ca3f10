"""A matter in mediation, with a mediator who accepted and a session, for stories of both sides."""

import re
from typing import Any

from deploy.demo.mailbox import text_of
from deploy.demo.matters import RESPONDENT_EMAIL
from deploy.demo.stage import INVITATION
from tests.support.town import Person, Town

CASES = "/api/v1/mediation-cases"
ACCOUNTS = {"陈静": "chenjing", "刘洋": "liuyang", "赵磊": "zhaolei"}
"""The accounts of the demonstration's mediators by name."""


class MediatedMatter:
    """``number`` and ``code`` open it for the complainant, ``invitation`` for the respondent.

    ``case``: its path at the API; ``mediator``: the account of who mediates.
    """

    def __init__(self, town: Town) -> None:
        self.town = town
        filed = town.files()
        self.number, self.code = str(filed["receipt_no"]), str(filed["query_code"])
        town.accepts(self.number)
        town.routes(self.number, "mediation")
        [row] = self._get(f"{CASES}?receipt_no={self.number}")["items"]
        self.case_id = str(row["case_id"])
        self.case = f"{CASES}/{self.case_id}"
        self.invitation = self.mailed(RESPONDENT_EMAIL, INVITATION)
        self._gets_a_session()

    def _gets_a_session(self) -> None:
        town = self.town
        self.respondent.post("mediation", f"{self.case}/consents", {"agrees": True})
        candidates = self._get(f"{self.case}/candidates")["items"]
        chosen = next(each for each in candidates if each["eligible"])
        self.mediator = ACCOUNTS[chosen["name"]]
        body = {"expert_id": chosen["expert_id"]}
        town.officer.act("mediation", self.case, "proposal", body)
        answer = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系。"}
        mediator = town.staff(self.mediator, "mediator")
        mediator.act("mediation", self.case, "proposal/answer", answer)
        slot = self._get(f"{self.case}/free-slots")["items"][0]
        wish = {"room_id": slot["room_id"], "starts_at": slot["starts_at"], "minutes": 60}
        assert town.officer.post("mediation", f"{self.case}/sessions", wish).status_code == 201
        town.settle()

    @property
    def respondent(self) -> Person:
        return self.town.citizen(self.number, "respondent")

    def _get(self, path: str) -> Any:
        return self.town.officer.get("mediation", path).get_json()

    def mailed(self, address: str, pattern: re.Pattern[str]) -> str:
        """What stands in the newest mail to somebody that has it."""
        texts = (text_of(mail) for mail in reversed(self.town.mailbox.to(address)))
        return next(found.group(1) for text in texts if (found := pattern.search(text)))

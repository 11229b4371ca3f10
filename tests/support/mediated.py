"""A matter in mediation, as far as a story of both sides needs it."""

import re
from typing import Any, Self

from deploy.demo.mailbox import text_of
from deploy.demo.matters import RESPONDENT_EMAIL
from deploy.demo.stage import INVITATION
from tests.support.town import Person, Town

CASES = "/api/v1/mediation-cases"
ACCOUNTS = {"陈静": "chenjing", "刘洋": "liuyang", "赵磊": "zhaolei"}
"""The accounts of the demonstration's mediators by name."""


class MediatedMatter:
    """``number`` and ``code`` open it for the complainant, ``invitation`` for the respondent.

    ``case``: its path at the API; ``mediator``: the account of who was asked to mediate.
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
        self.respondent.post("mediation", f"{self.case}/consents", {"agrees": True})
        candidates = self._get(f"{self.case}/candidates")["items"]
        chosen = next(each for each in candidates if each["eligible"])
        self.mediator = ACCOUNTS[chosen["name"]]
        body = {"expert_id": chosen["expert_id"]}
        town.officer.act("mediation", self.case, "proposal", body)

    def gets_a_session(self) -> Self:
        """The mediator accepts; the first free slot is taken."""
        answer = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系。"}
        mediator = self.town.staff(self.mediator, "mediator")
        mediator.act("mediation", self.case, "proposal/answer", answer)
        slot = self._get(f"{self.case}/free-slots")["items"][0]
        wish = {"room_id": slot["room_id"], "starts_at": slot["starts_at"], "minutes": 60}
        booked = self.town.officer.post("mediation", f"{self.case}/sessions", wish)
        assert booked.status_code == 201, booked.text
        self.town.settle()
        return self

    @property
    def respondent(self) -> Person:
        return self.town.citizen(self.number, "respondent")

    def _get(self, path: str) -> Any:
        return self.town.officer.get("mediation", path).get_json()

    def mailed(self, address: str, pattern: re.Pattern[str]) -> str:
        """What stands in the newest mail to somebody that has it."""
        texts = (text_of(mail) for mail in reversed(self.town.mailbox.to(address)))
        return next(found.group(1) for text in texts if (found := pattern.search(text)))

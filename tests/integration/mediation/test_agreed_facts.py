"""What neither side contests: put to both by the mediator, signed by a code each, and used elsewhere."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from contracts.mediation import FactsMovedV1
from tests.support.mediation_office import Office, an_outcome

RECEIPT = "2026112100011"
FACTS = {"lines": ["被投诉人自 2026 年 8 月起销售涉案扳手 200 把。", "涉案扳手不是投诉人制造的。"]}


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


def after_a_session(office: Office) -> str:
    """A session was held and adjourned."""
    path = office.with_session(RECEIPT)
    session = office.officer.get(path).get_json()["sessions"][-1]["session_id"]
    outcome = an_outcome(outcome="adjourned", agreement=None)
    office.staff("chenjing", "mediator").post(f"/api/v1/sessions/{session}/outcome", outcome)
    return path


def presented(office: Office, path: str, **changes: Any) -> TestResponse:
    return office.staff("chenjing", "mediator").acts(path, "agreed-facts", FACTS | changes)


def code_of(office: Office, side: str) -> list[str]:
    asked = f"/internal/recipients?audience={side}_facts&receipt_no={RECEIPT}"
    people = office.neighbour("notification").get(asked).get_json()["items"]
    return [each["facts"]["code"] for each in people]


def signs(office: Office, path: str, side: str, code: str) -> TestResponse:
    return office.citizen(RECEIPT, side).post(f"{path}/agreed-facts/signatures", {"code": code})


def test_both_sign_by_their_own_codes_and_papers_and_the_court_get_the_text(office: Office) -> None:
    path = after_a_session(office)
    shown = presented(office, path).get_json()["facts"]
    [own], [other] = code_of(office, "complainant"), code_of(office, "respondent")
    assert "1. 被投诉人自 2026 年 8 月起销售" in shown["text"]

    wrong = signs(office, path, "complainant", other)
    signs(office, path, "complainant", own)
    before = office.neighbour("documents").get(f"/internal/matters/{RECEIPT}/facts").get_json()
    signed = signs(office, path, "respondent", other).get_json()["facts"]

    assert (wrong.status_code, wrong.get_json()["code"]) == (422, "code_wrong")
    assert (before["agreed_facts"], signed["is_agreed"]) == (None, True)
    after = office.neighbour("documents").get(f"/internal/matters/{RECEIPT}/facts").get_json()
    assert after["agreed_facts"]["text"] == shown["text"]
    assert [each.act for each in office.said(FactsMovedV1)] == ["presented", "signed", "agreed"]
    assert code_of(office, "complainant") == []


def test_another_text_makes_earlier_signatures_and_codes_void(office: Office) -> None:
    path = after_a_session(office)
    presented(office, path)
    [old] = code_of(office, "complainant")
    signs(office, path, "complainant", old)

    again = presented(office, path, lines=["涉案扳手不是投诉人制造的。"]).get_json()["facts"]
    late = signs(office, path, "complainant", old)

    assert again["signatures"] == {}
    assert late.status_code == 422


def test_nothing_is_recorded_before_a_session_and_nothing_is_changed_after_both_signed(
    office: Office,
) -> None:
    early = presented(office, office.with_session(RECEIPT))
    session = office.case_of(RECEIPT).session_id
    outcome = an_outcome(outcome="adjourned", agreement=None)
    office.staff("chenjing", "mediator").post(f"/api/v1/sessions/{session}/outcome", outcome)
    path = f"/api/v1/mediation-cases/{office.case_of(RECEIPT).id}"
    presented(office, path)
    for side in ("complainant", "respondent"):
        signs(office, path, side, code_of(office, side)[0])

    late = presented(office, path)

    assert (early.status_code, early.get_json()["code"]) == (409, "facts_need_session")
    assert (late.status_code, late.get_json()["code"]) == (409, "facts_signed")
    assert office.staff("liuyang", "mediator").get(path).status_code == 404

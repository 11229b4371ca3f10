"""Characters that databases do not take, and other things that must not end as our fault."""

import pytest

from tests.support.mediation_office import CASES, Office

RECEIPT = "2026112100011"


@pytest.mark.parametrize(
    "query",
    ["receipt_no=%00", "status=%00", "receipt_no=%ED%A0%80", "cursor=x", "limit=0", "mood=1"],
)
def test_an_odd_question_is_answered_and_not_our_fault(office: Office, query: str) -> None:
    assert office.officer.get(f"{CASES}?{query}").status_code < 500


@pytest.mark.parametrize("case_id", ["%00", "%F0%9F%98%80", "x" * 300, "..", "a%2Fb"])
def test_an_odd_address_is_not_found(office: Office, case_id: str) -> None:
    assert office.officer.get(f"{CASES}/{case_id}").status_code == 404


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "😀" * 10, "\u202e\u0007"])
def test_odd_characters_in_a_body_are_taken_or_refused(office: Office, text: str) -> None:
    path = office.with_mediator()
    answers = [
        office.officer.post(
            f"{path}/sessions", {"room_id": text, "starts_at": "2026-11-25T01:00:00Z"}
        ),
        office.officer.acts(path, "end", {"ground": text, "explanation": text}),
        office.visitor.post("/api/v1/invitations/open", {"token": text}),
        office.officer.acts(path, "end", {"ground": "T1", "explanation": text}),
    ]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []

"""Whose desk something lies on decides who sees it; for everybody else it is not there."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.referral import RECEIPT
from tests.support.referral_office import (
    CONFIRMATIONS,
    POLICE,
    TRANSFERS,
    XINHUA,
    ReferralOffice,
    paper_body,
    report_body,
)
from tests.support.town import Person

NOWHERE = "00000000000000000000000000"
OTHER = "2611210000027"
FILES = {"decision": "filed", "case_no": "平公(经)立字〔2026〕12号"}


def without_instance(answer: TestResponse) -> dict[str, Any]:
    """A problem without what names the request itself."""
    problem: dict[str, Any] = answer.get_json()
    return {name: each for name, each in problem.items() if name not in {"instance", "request_id"}}


def strangers(office: ReferralOffice, kind: str) -> dict[str, Person]:
    """Everybody to whom neither a transfer nor an application at the first desk belongs."""
    clerks = {"court": "court_clerk", "police": "police_liaison"}
    others = {"court": "court:weidong", "police": "police:food"}
    return {
        "another desk": office.staff("liqi", clerks[kind], others[kind]),
        "no desk": office.staff("liqi", clerks[kind], ""),
        "the other kind": office.clerk if kind == "police" else office.liaison,
        "complainant": office.citizen("complainant"),
        "respondent": office.citizen("respondent"),
        "mediator": office.staff("chenjing", "mediator", "pool"),
        "operator": office.staff("hotline", "operator"),
        "administrator": office.staff("admin", "administrator"),
        "a service": office.neighbour("intake"),
    }


TRANSFER_ACTS = {
    "": None,
    "/documents/item_list": None,
    "/report": report_body(),
    "/approval": {"approves": True},
    "/documents": paper_body(),
    "/dispatch": {},
    "/receipt": {},
    "/forwarding": {"desk": "police:food"},
    "/supplement-request": {"wanted": "缺少鉴定意见原件。"},
    "/supplement": {},
    "/decision": FILES,
    "/reconsideration": {"reasons": "有新的证据。"},
    "/supervision": {"reasons": "应当立案。"},
    "/handover": {},
}
CONFIRMATION_ACTS = {
    "": None,
    "/documents/agreement": None,
    "/receipt": {},
    "/decision": {"decision": "confirmed", "ruling_no": "(2026)豫1号"},
}


@pytest.mark.parametrize("act", TRANSFER_ACTS)
def test_to_strangers_a_transfer_looks_like_one_that_is_not_there(
    sqlite_office: ReferralOffice, act: str
) -> None:
    path, body = sqlite_office.sent(), TRANSFER_ACTS[act]

    for name, stranger in strangers(sqlite_office, "police").items():
        answers = [
            stranger.get("referral", f"{where}{act}")
            if body is None
            else stranger.post("referral", f"{where}{act}", body, **{"If-Match": "*"})
            for where in (path, f"{TRANSFERS}/{NOWHERE}")
        ]
        assert [answer.status_code for answer in answers] == [404, 404], name
        assert without_instance(answers[0]) == without_instance(answers[1]), name


@pytest.mark.parametrize("act", CONFIRMATION_ACTS)
def test_to_strangers_an_application_looks_like_one_that_is_not_there(
    sqlite_office: ReferralOffice, act: str
) -> None:
    path, body = sqlite_office.prepared(), CONFIRMATION_ACTS[act]

    for name, stranger in strangers(sqlite_office, "court").items():
        answers = [
            stranger.get("referral", f"{where}{act}")
            if body is None
            else stranger.post("referral", f"{where}{act}", body, **{"If-Match": "*"})
            for where in (path, f"{CONFIRMATIONS}/{NOWHERE}")
        ]
        assert [answer.status_code for answer in answers] == [404, 404], name
        assert without_instance(answers[0]) == without_instance(answers[1]), name


def test_before_it_is_sent_the_police_know_nothing_of_a_transfer(office: ReferralOffice) -> None:
    path = office.approved()

    looked = office.liaison.get("referral", path)
    signed = office.liaison.post("referral", f"{path}/receipt", **{"If-Match": "*"})

    assert (looked.status_code, signed.status_code) == (404, 404)
    assert office.read(TRANSFERS, office.liaison)["items"] == []


def test_a_visitor_is_asked_to_sign_in(office: ReferralOffice) -> None:
    for path in (office.sent(), office.prepared(), TRANSFERS, CONFIRMATIONS):
        assert office.visitor.get("referral", path).status_code == 401


@pytest.mark.parametrize(
    ("act", "body"),
    [("receipt", {}), ("decision", FILES)],
)
def test_our_own_people_do_not_answer_for_the_police(
    sqlite_office: ReferralOffice, act: str, body: dict[str, str]
) -> None:
    path = sqlite_office.receipted() if act == "decision" else sqlite_office.sent()

    for one in (sqlite_office.officer, sqlite_office.chief):
        assert one.act("referral", path, act, body).status_code == 404


def test_officers_do_not_approve_and_supervisors_do_not_report(office: ReferralOffice) -> None:
    path = office.opened()
    reported = office.chief.act("referral", path, "report", report_body())
    office.do(office.officer, path, "report", report_body())

    approved = office.staff("wuhao", "officer").act(
        "referral", path, "approval", {"approves": True}
    )

    assert (reported.status_code, approved.status_code) == (404, 404)
    assert office.read(path)["status"] == "proposed"


def test_the_police_neither_object_nor_hand_over(office: ReferralOffice) -> None:
    path = office.refused()
    reasons = {"reasons": "应当立案。"}

    answers = [
        office.liaison.act("referral", path, "reconsideration", reasons),
        office.liaison.act("referral", path, "supervision", reasons),
        office.liaison.act("referral", path, "handover"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_lists_show_what_lies_on_the_own_desk(office: ReferralOffice) -> None:
    office.sent(RECEIPT)
    office.approved(OTHER)
    office.prepared(RECEIPT)
    elsewhere = office.staff("liqi", "police_liaison", "police:food")
    weidong = office.staff("liqi", "court_clerk", "court:weidong")

    seen = {
        name: [each["receipt_no"] for each in office.read(path, who)["items"]]
        for name, path, who in (
            ("officer", TRANSFERS, office.officer),
            ("chief", TRANSFERS, office.chief),
            ("liaison", TRANSFERS, office.liaison),
            ("another liaison", TRANSFERS, elsewhere),
            ("clerk", CONFIRMATIONS, office.clerk),
            ("another clerk", CONFIRMATIONS, weidong),
        )
    }

    assert seen == {
        "officer": [RECEIPT, OTHER],
        "chief": [RECEIPT, OTHER],
        "liaison": [RECEIPT],
        "another liaison": [],
        "clerk": [RECEIPT],
        "another clerk": [],
    }


@pytest.mark.parametrize("query", [f"receipt_no={RECEIPT}", "status=sent", "limit=200"])
def test_asking_for_it_by_name_shows_another_desk_nothing(
    office: ReferralOffice, query: str
) -> None:
    office.sent()

    found = office.read(
        f"{TRANSFERS}?{query}", office.staff("liqi", "police_liaison", "police:food")
    )

    assert found["items"] == []


def test_a_clerk_at_a_police_desk_or_a_liaison_at_a_court_sees_nothing(
    office: ReferralOffice,
) -> None:
    transfer, application = office.sent(), office.prepared()

    odd = [
        office.staff("liqi", "court_clerk", POLICE).get("referral", transfer),
        office.staff("liqi", "police_liaison", XINHUA).get("referral", application),
    ]

    assert [answer.status_code for answer in odd] == [404, 404]


def test_addresses_of_desks_are_for_services_alone(office: ReferralOffice) -> None:
    office.sent()
    path = f"/internal/recipients?audience=police_desk&receipt_no={RECEIPT}"

    found = office.neighbour("notification").get("referral", path).get_json()
    others = [office.officer, office.chief, office.liaison, office.staff("a", "administrator")]

    assert [(each["name"], each["email"]) for each in found["items"]] == [
        ("经侦支队", "jing@police.example")
    ]
    assert [each.get("referral", path).status_code for each in others] == [404] * 4

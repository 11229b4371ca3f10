"""What goes into the audit log at the three doors, and who reads it."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from werkzeug.test import Client

from gateway.audit.entries import Entry
from gateway.audit.verification import verify
from gateway.citizens import COMPLAINANT, citizen
from gateway.storage.audit_rows import Asked
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.transfer_page import API, PAGE, REPORT, offer_transfer
from tests.support.web_pages import Visitor, words

NUMBER = "2026112000017"
AUDIT = "/staff/audit"


def _log(portal: Portal) -> list[Entry]:
    """What was written down, the oldest first."""
    return portal.gateway.audit.newest(Asked(), limit=1000)[::-1]


def _short(entry: Entry) -> tuple[str, str, str, int]:
    return entry.subject, entry.act, entry.object, entry.outcome


def _comes_in(portal: Portal, account: str) -> Visitor:
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": account, "password": PASSWORD})
    return visitor


def _token(client: Client, account: str) -> dict[str, str]:
    answer = client.post("/api/v1/sign-in", json={"account": account, "password": PASSWORD})
    return {"Authorization": f"Bearer {answer.get_json()['access_token']}"}


def test_opening_and_acting_are_written_down_and_lists_are_not(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    offer_transfer(services)
    services["referral"].answer("GET", "/api/v1/transfers", {"items": [], "next": None})
    services["referral"].answer("POST", f"{API}/report", {})
    officer = _comes_in(portal, "zhangwei")

    officer.get("/staff/transfers")
    officer.get(PAGE)
    officer.post(f"{PAGE}/report", {**REPORT, "form_key": "k"})
    officer.post("/staff/language", {"language": "en"})
    officer.post("/staff/sign-out")

    zhang, rule = "staff:zhangwei", "/staff/transfers/<transfer_id>"
    assert [_short(entry) for entry in _log(portal)] == [
        (zhang, "sign_in", zhang, 303),
        (zhang, f"GET {rule}", "01TRANSFER", 200),
        (zhang, f"POST {rule}/report", "01TRANSFER", 303),
        (zhang, "sign_out", "", 303),
    ]
    assert _log(portal)[1].matter == NUMBER
    assert _log(portal)[1].roles == "officer"
    assert verify(portal.gateway.audit).size == 4


def test_a_file_a_search_and_a_refusal_are_written_down(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    services["notification"].answer("GET", "/api/v1/notices", {"items": [], "next": None})
    officer = _comes_in(portal, "zhangwei")

    officer.get(f"/staff/submissions/{NUMBER}/evidence/01FILE")
    officer.get("/staff/notices?receipt_no=2026%201120%2000017")
    officer.get("/staff/no-such-page")

    rule = "GET /staff/submissions/<receipt_no>/evidence/<evidence_id>"
    file, search, refusal = _log(portal)[1:]
    assert (file.act, file.object, file.part, file.outcome) == (rule, NUMBER, "01FILE", 404)
    assert (search.act, search.matter, search.outcome) == ("GET /staff/notices", NUMBER, 200)
    assert (refusal.act, refusal.outcome) == ("GET unknown", 404)


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_try_to_sign_in_names_the_account_only_if_there_is_one(
    portal: Portal, client: Client, door: str
) -> None:
    for account in ("ZhangWei ", "my-secret-password"):
        if door == "page":
            Visitor(portal.app).fill("/staff/sign-in", {"account": account, "password": "wrong"})
        else:
            client.post("/api/v1/sign-in", json={"account": account, "password": "wrong"})

    status = 422 if door == "page" else 401
    assert [_short(entry) for entry in _log(portal)] == [
        ("visitor", "sign_in", "staff:zhangwei", status),
        ("visitor", "sign_in", "", status),
    ]


def test_tries_that_were_not_looked_at_do_not_fill_the_log(portal: Portal) -> None:
    visitor = Visitor(portal.app)

    pages = [
        visitor.fill("/staff/sign-in", {"account": "zhangwei", "password": "wrong"})
        for _ in range(9)
    ]

    assert pages[-1].status_code == 429
    assert len(_log(portal)) == 5


def test_an_approval_that_first_asks_who_it_is_does_not_look_as_if_it_was_given(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    offer_transfer(services, status="proposed", possible_now=["approve", "disapprove"])
    chief = _comes_in(portal, "wangqiang")
    portal.clock.advance(timedelta(minutes=6))

    chief.get(PAGE)
    chief.post(f"{PAGE}/approval", {"approves": "yes", "reason": "同意"})

    assert _log(portal)[-1].act.endswith("/approval")
    assert _log(portal)[-1].outcome == 401


def test_at_the_api_the_same_is_written_down(
    portal: Portal, client: Client, services: dict[str, FakeTransport]
) -> None:
    offer_transfer(services)
    officer = _token(client, "zhangwei")

    client.get("/api/v1/transfers", headers=officer)
    client.get(API, headers=officer)
    client.get(f"/api/v1/submissions/{NUMBER}/evidence/01FILE", headers=officer)
    client.post(f"{API}/dispatch", headers=officer, json={})
    client.get("/api/v1/transfers/%E5%BC%A0%E4%BC%9F/13800001234x", headers=officer)
    client.post("/api/v1/sign-out", headers=officer)
    client.get(API, headers=officer)

    zhang, route = "staff:zhangwei", "/api/v1/transfers/{id}"
    assert [_short(entry) for entry in _log(portal)] == [
        (zhang, "sign_in", zhang, 200),
        (zhang, "GET /api/v1/transfers", "", 404),
        (zhang, f"GET {route}", "01TRANSFER", 200),
        (zhang, "GET /api/v1/submissions/{id}/evidence/{part}", NUMBER, 404),
        (zhang, f"POST {route}/dispatch", "01TRANSFER", 404),
        (zhang, "GET unknown", "", 404),
        (zhang, "sign_out", "", 204),
    ]
    assert [entry.matter for entry in _log(portal)[2:4]] == [NUMBER, NUMBER]
    assert _log(portal)[3].part == "01FILE"


def test_of_a_citizen_only_what_they_do_is_written_down(
    portal: Portal, client: Client, services: dict[str, FakeTransport]
) -> None:
    token = portal.gateway.sessions.open_for_citizen("api", citizen(NUMBER, COMPLAINANT))
    headers = {"Authorization": f"Bearer {token}"}

    client.get(f"/api/v1/submissions/{NUMBER}", headers=headers)
    client.post("/api/v1/mediation-cases/01CASE/consents", headers=headers, json={"consents": True})
    client.post("/api/v1/submissions", json={})

    [entry] = _log(portal)
    assert entry.subject == f"citizen:{NUMBER}"
    assert entry.act == "POST /api/v1/mediation-cases/{id}/consents"
    assert (entry.object, entry.matter) == ("01CASE", NUMBER)


def test_no_names_words_or_addresses_get_in(portal: Portal, client: Client) -> None:
    officer = _comes_in(portal, "zhangwei")
    officer.post(f"{PAGE}/report", REPORT | {"summary": "王小明 13800001234"})
    officer.get("/staff/submissions/王小明?q=13800001234")

    said = json.dumps([str(entry) for entry in _log(portal)], ensure_ascii=False)

    for each in ("王小明", "13800001234", "张伟", "127.0.0.1", PASSWORD):
        assert each not in said


def _breaks(portal: Portal) -> None:
    with portal.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE audit_entries RENAME TO elsewhere"))


def test_without_an_entry_staff_see_nothing_and_are_asked_to_come_back(
    portal: Portal, client: Client, services: dict[str, FakeTransport]
) -> None:
    offer_transfer(services)
    officer, token = _comes_in(portal, "zhangwei"), _token(client, "zhangwei")
    _breaks(portal)

    page, answer = officer.get(PAGE), client.get(API, headers=token)

    assert (page.status_code, answer.status_code) == (503, 503)
    assert NUMBER not in page.text.replace(" ", "")
    assert NUMBER not in answer.text
    assert answer.get_json()["code"] == "unavailable"
    assert page.headers["Content-Security-Policy"]


def test_without_an_entry_nobody_gets_a_session(portal: Portal) -> None:
    _breaks(portal)

    officer = _comes_in(portal, "zhangwei")

    assert officer.get("/staff").location.startswith("/staff/sign-in")


def test_citizens_do_not_suffer_from_a_log_that_cannot_be_written(
    portal: Portal, client: Client, services: dict[str, FakeTransport]
) -> None:
    services["mediation"].answer("POST", "/api/v1/mediation-cases/01CASE/consents", {})
    token = portal.gateway.sessions.open_for_citizen("api", citizen(NUMBER, COMPLAINANT))
    _breaks(portal)

    answer = client.post(
        "/api/v1/mediation-cases/01CASE/consents",
        headers={"Authorization": f"Bearer {token}"},
        json={"consents": True},
    )

    assert answer.status_code == 200


def test_the_head_of_the_office_reads_the_log_newest_first_and_by_matter_and_account(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    offer_transfer(services)
    _comes_in(portal, "zhangwei").get(PAGE)
    _comes_in(portal, "lina")
    chief = _comes_in(portal, "wangqiang")

    everything = words(chief.get(AUDIT))
    of_matter = words(chief.get(f"{AUDIT}?receipt_no=2026%201120%2000017"))
    of_account = words(chief.get(f"{AUDIT}?account=lina"))

    assert everything.index("wangqiang") < everything.index("lina") < everything.index("zhangwei")
    assert "查看 · 移送公安" in of_matter
    assert "zhangwei" in of_matter
    assert "lina" not in of_matter
    assert "王强" in of_matter
    assert "zhangwei" not in of_account
    assert "登录" in of_account
    assert _log(portal)[-2].matter == NUMBER
    assert _short(_log(portal)[-1]) == ("staff:wangqiang", f"GET {AUDIT}", "staff:lina", 200)


def test_the_log_goes_on_page_by_page(portal: Portal) -> None:
    chief = _comes_in(portal, "wangqiang")
    for _ in range(60):
        chief.get(AUDIT)

    first, second = chief.get(AUDIT), chief.get(f"{AUDIT}?cursor=12")

    assert "cursor=12" in first.text
    assert "下一页" in words(first)
    assert "下一页" not in words(second)
    assert chief.get(f"{AUDIT}?cursor=rubbish").status_code == 200


@pytest.mark.parametrize(
    ("account", "status"), [("wangqiang", 200), ("admin", 200), ("zhangwei", 404), ("zhaomin", 404)]
)
def test_the_log_is_for_supervisors_and_administrators(
    portal: Portal, account: str, status: int
) -> None:
    visitor = _comes_in(portal, account)

    page = visitor.get(AUDIT)

    assert page.status_code == status
    assert ("审计日志" in words(page)) == (status == 200)
    assert _log(portal)[-1].outcome == status


def test_the_log_speaks_english_too(portal: Portal) -> None:
    chief = _comes_in(portal, "wangqiang")
    chief.get(AUDIT)
    chief.post("/staff/language", {"language": "en"})

    page = words(chief.get(AUDIT))

    assert "Audit log" in page
    assert "Viewing · Audit log" in page

"""The page of a transfer after the police have decided, and the file that goes to them."""

import json
from typing import Any

import pytest

from chassis.service_client import Answer
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.web_pages import Visitor, summary, words

PAGE = "/staff/transfers/01TRANSFER"
API = "/api/v1/transfers/01TRANSFER"
ACTS = ["reconsideration", "supervision", "handover", "documents", "supplement"]
SHA = "ab" * 32
PHOTO = {
    "id": "01PHOTO",
    "name": "货架.png",
    "size": 2048,
    "description": "",
    "may_read": True,
    "exposure": {"goes_along": True},
}
LETTER = {"code": "transfer_letter", "name": "移送书", "required": True}
TRANSFER: dict[str, Any] = {
    "transfer_id": "01TRANSFER",
    "receipt_no": "2611210219942",
    "status": "not_filed",
    "desk_name": "经侦支队",
    "report": None,
    "documents": [LETTER | {"present": False, "title": "", "file": None}],
    "refusals": [],
    "clocks": [],
    "possible_now": [],
}


@pytest.fixture
def referral(services: dict[str, FakeTransport]) -> FakeTransport:
    return services["referral"]


def offers(referral: FakeTransport, **changes: Any) -> None:
    """What referral says about the transfer from now on; every act goes through."""
    referral.answer("GET", API, TRANSFER | changes, headers={"ETag": '"v7"'})
    referral.answer("GET", f"{API}/check", {"fits": True, "findings": []})
    for act in ACTS:
        referral.answer("POST", f"{API}/{act}", {})


def signed_in(portal: Portal, account: str) -> Visitor:
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": account, "password": PASSWORD})
    return visitor


@pytest.fixture
def officer(portal: Portal) -> Visitor:
    return signed_in(portal, "zhangwei")


def test_after_a_refusal_one_form_leads_two_ways(officer: Visitor, referral: FakeTransport) -> None:
    offers(referral, possible_now=["reconsider", "ask_procuratorate"])

    page = officer.get(PAGE)

    assert f'action="{PAGE}/reconsideration"' in page.text
    assert f'formaction="{PAGE}/supervision"' in page.text
    assert page.text.count('id="reasons"') == 1


@pytest.mark.parametrize(
    ("act", "done"),
    [
        ("reconsideration", "已提请复议"),
        ("supervision", "已记录：建议检察院进行立案监督"),
        ("handover", "已记录移交"),
        ("supplement", "补正材料已提交公安机关"),
    ],
)
def test_an_act_is_sent_with_the_version_that_was_read(
    officer: Visitor, referral: FakeTransport, act: str, done: str
) -> None:
    offers(referral, possible_now=["reconsider", "ask_procuratorate", "hand_over"])
    officer.get(PAGE)

    answer = officer.post(
        f"{PAGE}/{act}", {"etag": '"v7"', "form_key": "k-1", "reasons": "有新的证据。"}
    )

    call = referral.last
    assert (answer.status_code, call.path) == (303, f"{API}/{act}")
    assert call.headers["If-Match"] == '"v7"'
    assert call.headers["Idempotency-Key"] == "k-1"
    assert done in words(officer.get(PAGE))


@pytest.mark.parametrize("tampered", ["v7\r\nX-Evil: 1", "七", "\x00"])
def test_what_no_header_can_carry_is_not_sent_as_one(
    officer: Visitor, referral: FakeTransport, tampered: str
) -> None:
    offers(referral, possible_now=["reconsider"])
    officer.get(PAGE)

    officer.post(f"{PAGE}/reconsideration", {"etag": tampered, "form_key": tampered})

    assert referral.last.headers["If-Match"] == ""
    assert referral.last.headers["Idempotency-Key"] == ""


def test_when_the_days_for_reconsideration_are_over_only_the_procuratorate_is_offered(
    officer: Visitor, referral: FakeTransport
) -> None:
    offers(referral, possible_now=["ask_procuratorate"])

    page = officer.get(PAGE)

    assert "提请复议" not in words(page)
    assert f'action="{PAGE}/supervision"' in page.text


def test_all_refusals_are_shown_with_their_reasons(
    officer: Visitor, referral: FakeTransport
) -> None:
    refusals = [
        {"reasons": "证据不足。", "at": "2026-11-23T01:00:00Z"},
        {"reasons": "维持<b>原决定</b>。", "at": "2026-11-25T01:00:00Z"},
    ]
    offers(referral, status="upheld", refusals=refusals, possible_now=["ask_procuratorate"])

    page = officer.get(PAGE)

    assert "证据不足。" in words(page)
    assert "维持&lt;b&gt;原决定&lt;/b&gt;。" in page.text
    assert "复议维持不立案" in words(page)


@pytest.mark.parametrize("account", ["wangqiang", "sunlei"])
def test_supervisors_and_police_are_offered_none_of_it(
    portal: Portal, referral: FakeTransport, account: str
) -> None:
    offers(referral, possible_now=["reconsider", "ask_procuratorate", "hand_over"])

    page = signed_in(portal, account).get(PAGE)

    assert page.status_code == 200
    for act in ("reconsideration", "supervision", "handover"):
        assert f"{PAGE}/{act}" not in page.text


def test_the_police_may_say_what_is_missing(portal: Portal, referral: FakeTransport) -> None:
    offers(referral, status="receipted", possible_now=["decide", "ask_supplement"])
    referral.answer("POST", f"{API}/supplement-request", {})
    liaison = signed_in(portal, "sunlei")
    liaison.get(PAGE)

    liaison.post(f"{PAGE}/supplement-request", {"etag": '"v7"', "wanted": "缺少鉴定意见。"})

    assert json.loads(referral.bodies[-1]) == {"wanted": "缺少鉴定意见。"}
    assert "已通知补正" in words(liaison.get(PAGE))


def test_the_police_forward_a_file_and_are_led_back_to_their_list(
    portal: Portal, referral: FakeTransport
) -> None:
    desks = [
        {"code": "police:economic", "kind": "police", "name": "经侦支队"},
        {"code": "police:food", "kind": "police", "name": "食药支队"},
        {"code": "court:xinhua", "kind": "court", "name": "新华区人民法院"},
    ]
    offers(referral, status="receipted", desk="police:economic", possible_now=["forward"])
    referral.answer("GET", "/api/v1/desks", {"items": desks})
    referral.answer("POST", f"{API}/forwarding", {})
    liaison = signed_in(portal, "sunlei")

    page = liaison.get(PAGE)
    answer = liaison.post(f"{PAGE}/forwarding", {"etag": '"v7"', "desk": "police:food"})

    assert '<option value="police:food">食药支队' in page.text
    assert 'value="police:economic"' not in page.text
    assert 'value="court:xinhua"' not in page.text
    assert (answer.status_code, answer.location) == (303, "/staff/transfers")
    assert json.loads(referral.bodies[-1]) == {"desk": "police:food"}


def test_what_the_police_miss_is_shown_where_it_can_be_added(
    officer: Visitor, referral: FakeTransport, intake: FakeTransport
) -> None:
    intake.answer("GET", "/api/v1/submissions/2611210219942", {"fields": {"evidence": []}})
    asked = {"wanted": "缺少鉴定意见。", "asked_at": "2026-11-23T01:00:00Z", "sent_at": None}
    offers(
        referral,
        status="receipted",
        supplements=[asked],
        possible_now=["decide", "add_document", "supply"],
    )

    page = officer.get(PAGE)

    assert "缺少鉴定意见。" in words(page)
    assert f'action="{PAGE}/documents"' in page.text
    assert f'action="{PAGE}/supplement"' in page.text
    assert f'action="{PAGE}/dispatch"' not in page.text


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("handed_over", "已移交"),
        ("with_procuratorate", "检察院立案监督中"),
        ("finally_not_filed", "终局不予立案"),
    ],
)
def test_every_end_has_its_word(
    officer: Visitor, referral: FakeTransport, status: str, word: str
) -> None:
    offers(referral, status=status)

    assert word in words(officer.get(PAGE))


def test_who_completes_the_file_chooses_from_the_evidence_of_the_matter(
    officer: Visitor, referral: FakeTransport, intake: FakeTransport
) -> None:
    offers(referral, status="approved", possible_now=["add_document", "dispatch"])
    matter = {"receipt_no": "2611210219942", "fields": {"evidence": [PHOTO]}}
    intake.answer("GET", "/api/v1/submissions/2611210219942", matter)

    page = officer.get(PAGE)
    officer.post(
        f"{PAGE}/documents", {"code": "item_list", "title": "照片", "evidence_id": "01PHOTO"}
    )

    assert '<option value="01PHOTO">货架.png' in page.text
    assert json.loads(referral.bodies[-1]) == {
        "code": "item_list",
        "title": "照片",
        "text": "",
        "evidence_id": "01PHOTO",
    }


def test_while_intake_is_away_papers_can_still_be_written(
    officer: Visitor, referral: FakeTransport, intake: FakeTransport
) -> None:
    offers(referral, status="approved", possible_now=["add_document", "dispatch"])
    intake.is_away = True

    page = officer.get(PAGE)

    assert page.status_code == 200
    assert 'name="text"' in page.text
    assert 'name="evidence_id"' not in page.text


def test_a_refused_dispatch_names_what_is_missing(
    officer: Visitor, referral: FakeTransport, intake: FakeTransport
) -> None:
    offers(referral, status="approved", possible_now=["add_document", "dispatch"])
    intake.answer("GET", "/api/v1/submissions/2611210219942", {"fields": {"evidence": []}})
    problem = {
        "code": "documents_missing",
        "detail": "材料不齐，请补充后再发出。",
        "missing": [{"code": "transfer_letter", "name": "移送书"}],
    }
    referral.answer("POST", f"{API}/dispatch", problem, status=409)
    officer.get(PAGE)

    page = officer.post(f"{PAGE}/dispatch", {"etag": '"v7"'})

    assert page.status_code == 409
    assert summary(page)["#documents"] == "缺少：移送书"


def test_the_police_download_evidence_under_its_name_and_see_its_digest(
    portal: Portal, referral: FakeTransport
) -> None:
    file = {"name": "货架.png", "size": 2048, "sha256": SHA}
    offers(
        referral,
        status="sent",
        documents=[LETTER | {"present": True, "title": "照片", "file": file}],
    )
    headers = {"Content-Type": "image/png", "Content-Disposition": "attachment; filename=x.png"}
    referral.answers["GET", f"{API}/documents/transfer_letter"] = Answer(200, headers, b"\x89PNG")
    liaison = signed_in(portal, "sunlei")

    page = liaison.get(PAGE)
    download = liaison.client.get(f"{PAGE}/documents/transfer_letter")

    assert f"SHA-256 {SHA}" in words(page)
    assert download.data == b"\x89PNG"
    assert download.content_type == "image/png"
    assert download.headers["Content-Disposition"] == "attachment; filename=x.png"

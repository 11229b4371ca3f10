"""How a request must be made: which version it was based on, what its body may say, and only once.

What no database sees is tried on SQLite alone.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chassis.principal import Principal
from contracts.referral import TransferProposedV1, TransferSentV1
from tests.support.referral_office import (
    CONFIRMATIONS,
    TRANSFERS,
    ReferralOffice,
    paper_body,
    report_body,
)

OFFICER = Principal(subject="staff:zhangwei", roles=frozenset({"officer"}), organisation="centre")


def etag(office: ReferralOffice, path: str) -> str:
    return office.officer.get("referral", path).headers["ETag"]


def sends(office: ReferralOffice, path: str, raw: bytes, content_type: str) -> TestResponse:
    """The officer sends bytes as they are."""
    headers = {
        "Authorization": f"Bearer {office.signer.sign(OFFICER, 'referral')}",
        "Idempotency-Key": "raw-1",
        "If-Match": "*",
        "Content-Type": content_type,
    }
    return office.http["referral"].post(path, data=raw, headers=headers)


def test_who_writes_on_what_has_changed_meanwhile_is_told_to_read_again(
    office: ReferralOffice,
) -> None:
    path = office.approved()
    seen = etag(office, path)
    office.do(office.officer, path, "documents", paper_body("item_list"))

    stale = office.officer.post(
        "referral", f"{path}/documents", paper_body("transfer_letter"), **{"If-Match": seen}
    )

    assert (stale.status_code, stale.get_json()["code"]) == (412, "stale")
    present = [each["code"] for each in office.read(path)["documents"] if each["present"]]
    assert present == ["item_list"]


def test_a_stale_signature_of_the_clerk_or_the_police_is_refused_as_well(
    office: ReferralOffice,
) -> None:
    application, transfer = office.prepared(), office.sent()
    old = {"If-Match": '"v0"'}

    answers = [
        office.clerk.post("referral", f"{application}/receipt", **old),
        office.liaison.post("referral", f"{transfer}/receipt", **old),
    ]

    assert [answer.status_code for answer in answers] == [412, 412]


def test_who_names_no_version_is_asked_for_one(office: ReferralOffice) -> None:
    path = office.opened()

    answer = office.officer.post("referral", f"{path}/report", report_body())

    assert (answer.status_code, answer.get_json()["code"]) == (428, "precondition_required")


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("report", report_body()),
        ("approval", {"approves": True}),
        ("documents", paper_body()),
        ("dispatch", {}),
        ("receipt", {}),
        ("decision", {"decision": "filed", "case_no": "1"}),
        ("reconsideration", {"reasons": "有新的证据。"}),
        ("supervision", {"reasons": "应当立案。"}),
        ("handover", {}),
    ],
)
def test_a_field_that_is_not_known_is_named(
    sqlite_office: ReferralOffice, act: str, body: dict[str, Any]
) -> None:
    path = sqlite_office.sent()
    who = sqlite_office.chief if act == "approval" else sqlite_office.officer
    who = sqlite_office.liaison if act in {"receipt", "decision"} else who

    refusal = who.act("referral", path, act, body | {"reson": "Tippfehler"})

    assert refusal.status_code == 422
    assert {"pointer": "/reson", "code": "unknown_field"} in [
        {name: each[name] for name in ("pointer", "code")} for each in refusal.get_json()["errors"]
    ]


BAD_REPORTS: list[tuple[dict[str, Any], str, str]] = [
    ({"officers": None}, "/officers", "null"),
    ({"officers": []}, "/officers", "too_few"),
    ({"officers": ["zhangwei"]}, "/officers", "too_few"),
    ({"officers": "zhangwei"}, "/officers", "invalid_list"),
    ({"officers": ["zhangwei", ""]}, "/officers/1", "required"),
    ({"officers": ["zhangwei", " "]}, "/officers/1", "required"),
    ({"officers": ["zhangwei", "x" * 61]}, "/officers/1", "too_long"),
    ({"officers": [f"officer{n}" for n in range(21)]}, "/officers", "too_many"),
    ({"officers": ["zhangwei", "zhangwei"]}, "/officers", "two_officers"),
    ({"offence": "999"}, "/offence", "invalid_choice"),
    ({"figures": {"illegal_turnover_fen": -1}}, "/figures/illegal_turnover_fen/value", "too_small"),
    (
        {"figures": {"illegal_turnover_fen": 10**16}},
        "/figures/illegal_turnover_fen/value",
        "too_big",
    ),
    (
        {"figures": {"illegal_turnover_fen": "viel"}},
        "/figures/illegal_turnover_fen/value",
        "invalid_number",
    ),
    ({"figures": {"ilegal_turnover_fen": 8_300_000}}, "/figures", "figure_unknown"),
    ({"figures": {"illegal_turnover_fen": 100}}, "/figures", "line_not_reached"),
    ({"figures": {}}, "/figures", "line_not_reached"),
    ({"repeat": "maybe"}, "/repeat", "invalid_boolean"),
    ({"summary": "太短"}, "/summary", "too_short"),
    ({"summary": "　" * 20}, "/summary", "required"),
    ({"summary": "字" * 10_001}, "/summary", "too_long"),
]


@pytest.mark.parametrize(("change", "pointer", "code"), BAD_REPORTS)
def test_a_report_that_is_wrong_is_refused_at_its_field_in_both_languages(
    sqlite_office: ReferralOffice, change: dict[str, Any], pointer: str, code: str
) -> None:
    path = sqlite_office.opened()
    seen = {"If-Match": etag(sqlite_office, path)}

    zh, en = (
        sqlite_office.officer.post(
            "referral", f"{path}/report", report_body(**change), **seen, **{"Accept-Language": each}
        )
        for each in ("zh", "en")
    )

    assert (zh.status_code, en.status_code) == (422, 422)
    [error], [in_english] = zh.get_json()["errors"], en.get_json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert error["detail"] != in_english["detail"]
    assert in_english["detail"].isascii()
    assert sqlite_office.read(path)["status"] == "open"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"approves": true', "unreadable_body"),
        (b"\xff\xfe", "unreadable_body"),
        (b'{"officers": [], "officers": ["a", "b"]}', "repeated_key"),
        (b'{"summary": "a\\u0000b"}', "unusable_character"),
    ],
)
def test_broken_json_is_refused_with_its_reason(
    sqlite_office: ReferralOffice, raw: bytes, code: str
) -> None:
    path = sqlite_office.opened()

    answer = sends(sqlite_office, f"{path}/report", raw, "application/json")

    assert (answer.status_code, answer.get_json()["code"]) == (400, code)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml"]
)
def test_another_content_type_is_refused(sqlite_office: ReferralOffice, content_type: str) -> None:
    path = sqlite_office.opened()
    raw = json.dumps(report_body()).encode()

    answer = sends(sqlite_office, f"{path}/report", raw, content_type)

    assert (answer.status_code, answer.get_json()["code"]) == (415, "wrong_content_type")


@pytest.mark.parametrize("raw", [b"[]", b'"text"', b"7", b"null"])
def test_a_body_that_is_no_object_is_refused(sqlite_office: ReferralOffice, raw: bytes) -> None:
    path = sqlite_office.opened()

    answer = sends(sqlite_office, f"{path}/report", raw, "application/json")

    assert answer.status_code == 422


def test_the_same_request_again_gets_the_same_answer_and_acts_once(
    office: ReferralOffice,
) -> None:
    path = office.opened()
    seen = {"If-Match": etag(office, path)}

    first = office.officer.post("referral", f"{path}/report", report_body(), key="k-1", **seen)
    again = office.officer.post("referral", f"{path}/report", report_body(), key="k-1", **seen)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.get_json() == first.get_json()
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(office.said(TransferProposedV1)) == 1


def test_the_same_key_for_another_body_is_refused(office: ReferralOffice) -> None:
    path = office.approved()
    body = paper_body("item_list")
    office.officer.post(
        "referral", f"{path}/documents", body, key="k-1", **{"If-Match": etag(office, path)}
    )

    refusal = office.officer.post(
        "referral", f"{path}/documents", body | {"text": "另一份"}, key="k-1", **{"If-Match": "*"}
    )

    assert (refusal.status_code, refusal.get_json()["code"]) == (422, "idempotency_key_reused")


def test_of_many_who_sign_at_the_same_moment_one_signs(office: ReferralOffice) -> None:
    path = office.sent()
    seen = {"If-Match": etag(office, path)}

    with ThreadPoolExecutor(6) as many:
        answers = [
            many.submit(office.liaison.post, "referral", f"{path}/receipt", **seen)
            for _ in range(6)
        ]
    codes = sorted(each.result().status_code for each in answers)

    assert codes == [200] + [412] * 5
    assert office.read(path)["status"] == "receipted"


def test_a_double_click_sends_the_file_once(office: ReferralOffice) -> None:
    path = office.sent()
    etag_of_sent = etag(office, path)

    again = office.officer.post("referral", f"{path}/dispatch", **{"If-Match": etag_of_sent})

    assert (again.status_code, again.get_json()["possible_now"]) == (409, ["receipt"])
    assert len(office.said(TransferSentV1)) == 1


@pytest.mark.parametrize("base", [TRANSFERS, CONFIRMATIONS])
@pytest.mark.parametrize(
    "query", ["receipt_no=%00", "status=%ED%A0%80", "cursor=x", "limit=0", "limit=many", "mood=1"]
)
def test_an_odd_question_is_answered_and_not_our_fault(
    office: ReferralOffice, base: str, query: str
) -> None:
    assert 200 <= office.officer.get("referral", f"{base}?{query}").status_code < 500


@pytest.mark.parametrize("base", [TRANSFERS, CONFIRMATIONS])
@pytest.mark.parametrize("item_id", ["%00", "%F0%9F%98%80", "x" * 300, "a%2Fb"])
def test_an_odd_address_is_not_found(
    sqlite_office: ReferralOffice, base: str, item_id: str
) -> None:
    assert sqlite_office.officer.get("referral", f"{base}/{item_id}").status_code == 404


def test_a_list_can_be_walked_page_by_page(office: ReferralOffice) -> None:
    receipts = [f"26112100000{number}0" for number in range(5)]
    for receipt_no in receipts:
        office.opened(receipt_no)

    first = office.read(f"{TRANSFERS}?limit=3")
    second = office.read(f"{TRANSFERS}?limit=3&cursor={first['next']}")

    walked = [each["receipt_no"] for page in (first, second) for each in page["items"]]
    assert sorted(walked) == receipts
    assert second["next"] is None

"""Referrals over HTTP: opened, sent, signed for, answered; who sees what; what the others hear."""

import pytest

from contracts.intake import SubmissionHandedOverV1
from contracts.referral import ReferralClockAlarmV1, ReferralMovedV1
from tests.support.referral import MONDAY_9_AM, RECEIPT
from tests.support.referral_office import MARKET, REFERRALS, ReferralOffice, paper_body


def test_a_lead_goes_to_a_department_and_its_answer_is_said_to_the_others(
    office: ReferralOffice,
) -> None:
    path = office.referral_sent()

    office.do(office.regulator, path, "acts", {"act": "sign"})
    answered = office.do(
        office.regulator,
        path,
        "acts",
        {"act": "report_result", "reasons": "已没收侵权商品。", "number": "平市监函[2026]12号"},
    )

    assert answered["status"] == "handled"
    assert answered["steps"][-1]["number"] == "平市监函〔2026〕12号"
    moved = office.said(ReferralMovedV1)
    assert [each.act for each in moved] == ["open", "send", "sign", "report_result"]
    assert (moved[-1].is_public, moved[-1].is_end, moved[-1].issues) == (
        True,
        True,
        "referral_reply",
    )


def test_a_matter_that_intake_hands_over_lies_ready_for_the_body_that_got_it(
    sqlite_office: ReferralOffice,
) -> None:
    sqlite_office.intake.answer(
        "GET",
        "/internal/bodies/410402:market",
        {"code": "410402:market", "name": "平顶山市新华区市场监督管理局"},
    )
    event = SubmissionHandedOverV1(
        receipt_no=RECEIPT, receiver="410402:market", handed_over_at=MONDAY_9_AM
    )

    sqlite_office.hears(event, times=2)
    sqlite_office.works()

    [opened] = sqlite_office.read(f"{REFERRALS}?receipt_no={RECEIPT}")["items"]
    assert opened["flow"] == "department"
    assert opened["desk_name"] == "平顶山市新华区市场监督管理局"
    assert "410402:market" in {
        each["code"] for each in sqlite_office.read("/api/v1/desks", sqlite_office.officer)["items"]
    }


def test_the_same_matter_is_not_sent_twice(sqlite_office: ReferralOffice) -> None:
    sqlite_office.referred()

    again = sqlite_office.officer.post(
        "referral",
        REFERRALS,
        {"flow": "department", "desk": MARKET, "purpose": "再次移送。", "receipt_no": RECEIPT},
    )

    assert again.status_code == 409
    assert again.get_json()["code"] == "already_referred"


def test_an_incomplete_file_stays_and_the_answer_names_what_is_missing(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.referred()

    answer = sqlite_office.officer.act("referral", path, "acts", {"act": "send"})

    assert answer.status_code == 409
    assert [each["code"] for each in answer.get_json()["missing"]] == [
        "covering_letter",
        "material_list",
    ]
    assert sqlite_office.read(path)["status"] == "prepared"


def test_the_other_side_is_told_what_fits_in_its_own_words(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referral_sent()

    answer = sqlite_office.regulator.act("referral", path, "acts", {"act": "send"})

    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (409, "not_now")
    assert problem["possible_now"] == ["sign", "return"]
    assert "签收、退回" in problem["detail"]


def test_an_agency_sees_what_was_sent_to_it_and_nothing_else(sqlite_office: ReferralOffice) -> None:
    draft = sqlite_office.referred()
    assert sqlite_office.regulator.get("referral", draft).status_code == 404
    sent = sqlite_office.referral_sent("cooperation_out")

    assert sqlite_office.regulator.get("referral", sent).status_code == 200
    assert sqlite_office.platform.get("referral", sent).status_code == 404
    assert (
        sqlite_office.platform.get("referral", f"{sent}/documents/request_letter").status_code
        == 404
    )
    refused = sqlite_office.platform.post(
        "referral", f"{sent}/acts", {"act": "sign"}, **{"If-Match": "*"}
    )
    assert refused.status_code == 404
    assert sqlite_office.read(REFERRALS, sqlite_office.platform)["items"] == []


def test_a_partner_does_not_learn_who_of_us_did_what(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referral_sent()

    steps = sqlite_office.read(path, sqlite_office.regulator)["steps"]

    assert {each["by"] for each in steps} == {""}
    assert {each["by"] for each in sqlite_office.read(path)["steps"]} == {"zhangwei"}


def test_a_partner_asks_the_centre_for_cooperation(sqlite_office: ReferralOffice) -> None:
    asked = sqlite_office.regulator.post(
        "referral",
        REFERRALS,
        {"flow": "cooperation_in", "desk": MARKET, "purpose": "请协查贵市某店的进货来源。"},
    )
    path = f"{REFERRALS}/{asked.get_json()['referral_id']}"

    sqlite_office.do(sqlite_office.officer, path, "acts", {"act": "accept"})
    sqlite_office.do(sqlite_office.officer, path, "documents", paper_body("answer_material"))
    sqlite_office.do(
        sqlite_office.officer, path, "acts", {"act": "answer", "reasons": "经查属实，材料附后。"}
    )

    assert sqlite_office.read(path, sqlite_office.regulator)["status"] == "answered"


@pytest.mark.parametrize("flow", ["department", "supervision"])
def test_a_partner_opens_nothing_in_our_name(sqlite_office: ReferralOffice, flow: str) -> None:
    answer = sqlite_office.regulator.post(
        "referral", REFERRALS, {"flow": flow, "desk": MARKET, "purpose": "请依法处理。"}
    )

    assert answer.status_code == 422


def test_the_inbox_shows_what_falls_due_next_and_moves_it_on(office: ReferralOffice) -> None:
    path = office.referral_sent()
    inbox = office.read("/api/v1/inbox", office.regulator)
    [waiting] = inbox["items"]

    office.do(office.regulator, path, "acts", {"act": "sign"})
    after = office.read("/api/v1/inbox?box=working", office.regulator)

    assert inbox["counts"] == {"to_sign": 1, "working": 0, "done": 0}
    assert (waiting["name"], waiting["due_at"]) == ("移送有权部门", "2026-11-26T15:59:59Z")
    assert after["counts"] == {"to_sign": 0, "working": 1, "done": 0}
    assert after["items"][0]["due_at"] == "2026-12-14T15:59:59Z"


def test_what_a_body_owes_is_counted_for_the_supervisor(office: ReferralOffice) -> None:
    office.referral_sent()
    office.sent()
    office.passes(days=4)

    found = office.read("/api/v1/overdue", office.chief)

    assert [(each["desk_name"], each["number"]) for each in found["by_desk"]] == [
        ("卫东区市监局", 1),
        ("经侦支队", 1),
    ]
    assert [each["duty"] for each in found["items"]] == ["签收", "公安立案审查"]
    assert office.regulator.get("referral", "/api/v1/overdue").status_code == 404


def test_transfers_and_applications_lie_in_the_same_inbox(sqlite_office: ReferralOffice) -> None:
    sqlite_office.sent()
    sqlite_office.prepared("2611210000027")

    [transfer] = sqlite_office.read("/api/v1/inbox", sqlite_office.liaison)["items"]
    [application] = sqlite_office.read("/api/v1/inbox", sqlite_office.clerk)["items"]

    assert (transfer["kind"], application["kind"]) == ("transfer", "confirmation")


def test_silence_is_told_when_the_day_is_over(sqlite_office: ReferralOffice) -> None:
    sqlite_office.referral_sent()

    sqlite_office.passes(days=4)

    assert ("ref.sign", "overdue") in {
        (each.rule_id, each.moment) for each in sqlite_office.said(ReferralClockAlarmV1)
    }


def test_links_are_added_all_or_none(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referred("platform_notice", "platform:shop")

    refused = sqlite_office.officer.act(
        "referral", path, "items", {"values": ["https://shop.example/1", "no link"]}
    )

    assert refused.status_code == 422
    assert sqlite_office.read(path)["items"] == []


def test_the_platform_says_of_each_link_what_became_of_it(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referred("platform_notice", "platform:shop")
    sqlite_office.do(sqlite_office.officer, path, "items", {"values": ["https://shop.example/1"]})
    for each in sqlite_office.read(path)["documents"]:
        if each["required"]:
            sqlite_office.do(sqlite_office.officer, path, "documents", paper_body(each["code"]))
    sqlite_office.do(sqlite_office.officer, path, "acts", {"act": "send"})
    sqlite_office.do(sqlite_office.platform, path, "acts", {"act": "sign"})

    judged = sqlite_office.do(
        sqlite_office.platform, path, "judgements", {"nth": 1, "state": "removed"}
    )

    assert judged["items"][0]["state_name"] == "已采取措施"

"""The police ask for missing papers over HTTP, and get them."""

import pytest

from contracts.referral import SupplementRequestedV1, SupplementSentV1
from tests.support.referral_office import ReferralOffice, paper_body

WANTED = {"wanted": "缺少鉴定意见原件。"}


def asked(office: ReferralOffice) -> str:
    path = office.receipted()
    office.do(office.liaison, path, "supplement-request", WANTED)
    return path


def test_what_is_missing_is_asked_for_supplied_and_read(office: ReferralOffice) -> None:
    path = asked(office)
    office.passes(hours=2)
    paper = paper_body("appraisal_report", text="鉴定意见原件")
    office.do(office.officer, path, "documents", paper)

    transfer = office.do(office.officer, path, "supplement")

    assert transfer["supplements"] == [
        {
            "wanted": WANTED["wanted"],
            "asked_at": "2026-11-23T01:00:00Z",
            "sent_at": "2026-11-23T03:00:00Z",
        }
    ]
    read = office.liaison.get("referral", f"{path}/documents/appraisal_report")
    assert read.text == "鉴定意见原件"
    [request] = office.said(SupplementRequestedV1)
    assert request.supply_by.isoformat() == "2026-11-26"
    assert len(office.said(SupplementSentV1)) == 1


def test_sending_without_having_added_anything_is_refused_in_plain_words(
    office: ReferralOffice,
) -> None:
    path = asked(office)

    refusal = office.officer.act("referral", path, "supplement")

    problem = refusal.get_json()
    assert (refusal.status_code, problem["code"]) == (409, "nothing_added")
    assert problem["detail"] == "通知补正之后还没有加入材料，请先加入再提交。"


def test_after_a_day_the_police_no_longer_ask(office: ReferralOffice) -> None:
    path = office.receipted()
    office.passes(hours=25)

    refusal = office.liaison.act("referral", path, "supplement-request", WANTED)

    assert (refusal.status_code, refusal.get_json()["possible_now"]) == (
        409,
        ["decide", "forward"],
    )


@pytest.mark.parametrize(
    ("who", "act", "body"),
    [("officer", "supplement-request", WANTED), ("liaison", "supplement", {})],
)
def test_each_side_acts_for_itself(
    sqlite_office: ReferralOffice, who: str, act: str, body: dict[str, str]
) -> None:
    path = asked(sqlite_office)

    assert getattr(sqlite_office, who).act("referral", path, act, body).status_code == 404


def test_a_request_that_names_nothing_is_refused_at_its_field(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.receipted()

    refusal = sqlite_office.liaison.act("referral", path, "supplement-request", {"wanted": "  "})

    assert [(e["pointer"], e["code"]) for e in refusal.get_json()["errors"]] == [
        ("/wanted", "required")
    ]


def test_without_a_request_no_paper_follows_the_file(office: ReferralOffice) -> None:
    path = office.receipted()

    late = office.officer.act("referral", path, "documents", paper_body("other_material"))

    assert (late.status_code, late.get_json()["code"]) == (409, "wrong_state")

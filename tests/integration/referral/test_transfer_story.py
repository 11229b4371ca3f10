"""A matter goes to the police: report, approval, file, receipt, decision, and what follows."""

from datetime import timedelta

import pytest

from chassis.database import reading
from services.referral.storage.tables import transfers
from tests.support.referral import MONDAY_9_AM, RECEIPT, REQUIRED_PAPERS, WEAK
from tests.support.referral_office import (
    ReferralOffice,
    a_routing,
    paper_body,
    report_body,
)

FILED = {"decision": "filed", "case_no": "平公(经)立字〔2026〕12号"}


def running(transfer: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    """Rule → last day of the clocks that run."""
    return {
        each["rule_id"]: each["due_on"] for each in transfer["clocks"] if each["state"] == "running"
    }


def test_a_routing_told_three_times_opens_one_transfer(office: ReferralOffice) -> None:
    office.hears(a_routing(), times=3)
    office.hears(a_routing())

    with reading(office.service.engine) as connection:
        found = connection.execute(transfers.select()).all()
    assert [(row.receipt_no, row.status, row.desk) for row in found] == [
        (RECEIPT, "open", "police:economic")
    ]


def test_a_routing_to_mediation_opens_none(office: ReferralOffice) -> None:
    office.hears(a_routing(route="mediation"))

    assert office.read("/api/v1/transfers")["items"] == []


def test_a_report_shows_what_reaches_the_line_and_the_days_of_the_head(
    office: ReferralOffice,
) -> None:
    path = office.proposed()

    transfer = office.read(path)

    assert transfer["status"] == "proposed"
    assert transfer["report"]["officers"] == ["zhangwei", "lina"]
    assert transfer["report"]["reported_by"] == "zhangwei"
    assert transfer["report"]["lines"] == [
        {
            "figure": "illegal_turnover_fen",
            "value": 8_300_000,
            "line": 5_000_000,
            "reached": True,
        }
    ]
    assert running(transfer) == {"trf.approve": "2026-11-26"}


def test_papers_name_people_as_they_are_called(office: ReferralOffice) -> None:
    path = office.opened()
    officer = office.staff("zhangwei", "officer", name="张伟")
    named = report_body(officer_names=["张伟", "李娜"])

    office.do(officer, path, "report", named)

    told = office.read(f"/internal/matters/{RECEIPT}/facts", office.neighbour("documents"))
    assert told["transfer"]["officers"] == ["张伟", "李娜"]
    office.do(office.second, path, "cosignature")
    office.do(office.chief, path, "approval", {"approves": True, "reason": "同意"})
    told = office.read(f"/internal/matters/{RECEIPT}/facts", office.neighbour("documents"))
    assert told["transfer"]["approved_by"] == "wangqiang"


def test_names_of_accounts_have_no_upper_case_and_no_blanks(office: ReferralOffice) -> None:
    path = office.opened()
    twice = report_body(officers=["zhangwei", " ZhangWei "])

    refusal = office.officer.act("referral", path, "report", twice)
    office.do(office.officer, path, "report", report_body(officers=["ZHANGWEI ", "LiNa"]))

    assert [each["code"] for each in refusal.get_json()["errors"]] == ["two_officers"]
    assert office.read(path)["report"]["officers"] == ["zhangwei", "lina"]


def test_reporting_in_the_name_of_two_others_is_refused_in_plain_words(
    office: ReferralOffice,
) -> None:
    path = office.opened()
    stranger = office.staff("wuhao", "officer")

    refusal = stranger.act("referral", path, "report", report_body())

    assert refusal.status_code == 422
    assert refusal.get_json()["errors"] == [
        {
            "pointer": "/officers",
            "code": "not_in_team",
            "detail": "报告由办案人员本人提交，请把您自己的账号列入办案人员。",
        }
    ]


def test_a_supervisor_who_reported_as_an_officer_does_not_approve(office: ReferralOffice) -> None:
    path = office.proposed()
    both = office.staff("lina", "supervisor")

    refusal = both.act("referral", path, "approval", {"approves": True})

    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "own_proposal")


def test_a_head_may_say_no_where_there_is_no_crime_to_report(office: ReferralOffice) -> None:
    path = office.opened()
    yes = office.chief.act("referral", path, "approval", {"approves": True})
    silent = office.chief.act("referral", path, "approval", {"approves": False})

    transfer = office.do(
        office.chief, path, "approval", {"approves": False, "reason": "数额远未达到标准。"}
    )

    assert (yes.status_code, yes.get_json()["possible_now"]) == (409, ["report", "disapprove"])
    assert [e["pointer"] for e in silent.get_json()["errors"]] == ["/reason"]
    assert (transfer["status"], transfer["approval_reason"]) == (
        "disapproved",
        "数额远未达到标准。",
    )


def test_an_incomplete_file_is_refused_with_the_names_of_what_is_missing(
    office: ReferralOffice,
) -> None:
    path = office.approved()
    office.do(office.officer, path, "documents", paper_body("item_list"))

    refusal = office.officer.act("referral", path, "dispatch")

    problem = refusal.get_json()
    assert (refusal.status_code, problem["code"]) == (409, "documents_missing")
    assert [each["name"] for each in problem["missing"]] == [
        "涉嫌犯罪案件移送书",
        "涉嫌犯罪案件情况的调查报告",
        "有关检验报告或者鉴定结论",
    ]
    assert office.read(path)["status"] == "approved"


def test_the_police_read_the_file_and_sign_and_their_days_run_from_the_delivery(
    office: ReferralOffice,
) -> None:
    path = office.sent()
    office.passes(days=1)

    office.do(office.liaison, path, "receipt")

    transfer = office.read(path, office.liaison)
    assert [each["code"] for each in transfer["documents"] if each["present"]] == [*REQUIRED_PAPERS]
    assert running(transfer) == {"trf.police_decide": "2026-11-26"}
    paper = office.liaison.get("referral", f"{path}/documents/item_list")
    assert (paper.text, paper.content_type) == ("正文", "text/plain; charset=utf-8")
    assert office.liaison.get("referral", f"{path}/documents/other_material").status_code == 404


def test_a_filed_case_is_handed_over(office: ReferralOffice) -> None:
    path = office.receipted()
    office.do(office.liaison, path, "decision", FILED)
    office.passes(days=1)

    transfer = office.do(office.officer, path, "handover")

    assert (transfer["status"], transfer["possible_now"]) == ("handed_over", [])
    assert transfer["handed_over_at"] == "2026-11-24T01:00:00Z"
    assert running(transfer) == {}


@pytest.mark.parametrize(
    "typed",
    [
        "平公(经)立字〔2026〕12号",
        "平公(经)立字[2026]12号",
        "平公(经)立字(2026)12号",
        " 平公(经)立字（ 2026 ）12号 ",
        "平公(经)立字【2026】12号",
    ],
)
def test_the_year_of_a_case_number_is_kept_in_its_brackets(
    sqlite_office: ReferralOffice, typed: str
) -> None:
    path = sqlite_office.receipted()
    body = {"decision": "filed", "case_no": typed}

    transfer = sqlite_office.do(sqlite_office.liaison, path, "decision", body)

    assert transfer["case_no"] == "平公(经)立字〔2026〕12号"


@pytest.mark.parametrize(
    ("body", "pointer", "code", "english"),
    [
        ({"decision": "filed"}, "/case_no", "case_no_missing", "Enter the case number"),
        ({"decision": "not_filed"}, "/reasons", "reasons_missing", "A refusal"),
        ({"decision": "later"}, "/decision", "invalid_choice", "Choose one of"),
    ],
)
def test_half_a_decision_is_refused_at_its_field(
    sqlite_office: ReferralOffice, body: dict[str, str], pointer: str, code: str, english: str
) -> None:
    path = sqlite_office.receipted()
    etag = sqlite_office.liaison.get("referral", path).headers["ETag"]

    refusal = sqlite_office.liaison.post(
        "referral", f"{path}/decision", body, **{"If-Match": etag, "Accept-Language": "en"}
    )

    [error] = refusal.get_json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert error["detail"].startswith(english)


def test_police_who_do_not_even_sign_are_reported_after_three_days(
    office: ReferralOffice,
) -> None:
    path = office.sent()
    office.passes(days=4)

    transfer = office.do(office.officer, path, "supervision", {"reasons": "拒不签收回执。"})

    assert transfer["status"] == "with_procuratorate"


def test_two_refusals_lead_to_the_procuratorate(office: ReferralOffice) -> None:
    path = office.refused()
    assert running(office.read(path)) == {"trf.reconsider_request": "2026-11-26"}

    office.do(office.officer, path, "reconsideration", {"reasons": "有新的证据。"})
    assert running(office.read(path)) == {"trf.reconsider_decide": "2026-11-26"}
    upheld = {"decision": "not_filed", "reasons": "维持不予立案决定。"}
    office.do(office.liaison, path, "decision", upheld)
    assert running(office.read(path)) == {"trf.prosecutor": "2026-11-26"}
    transfer = office.do(office.officer, path, "supervision", {"reasons": "应当追究刑事责任。"})

    assert transfer["status"] == "with_procuratorate"
    assert [each["reasons"] for each in transfer["refusals"]] == [WEAK, "维持不予立案决定。"]
    assert transfer["reconsideration_reasons"] == "有新的证据。"
    assert transfer["procuratorate_reasons"] == "应当追究刑事责任。"


def test_what_is_possible_follows_the_clock_of_the_law(office: ReferralOffice) -> None:
    path = office.refused()
    in_time = office.read(path)["possible_now"]
    office.passes(days=4)

    late = office.officer.act("referral", path, "reconsideration", {"reasons": "有新的证据。"})

    assert in_time == ["reconsider", "ask_procuratorate"]
    assert office.read(path)["possible_now"] == ["ask_procuratorate"]
    assert (late.status_code, late.get_json()["possible_now"]) == (409, ["ask_procuratorate"])


def test_silent_police_are_reported_and_may_still_file(office: ReferralOffice) -> None:
    path = office.receipted()
    early = office.officer.act("referral", path, "supervision", {"reasons": "逾期未答复。"})
    office.passes(days=4)

    office.do(office.officer, path, "supervision", {"reasons": "逾期未答复。"})
    transfer = office.do(office.liaison, path, "decision", FILED)

    assert early.status_code == 409
    assert early.get_json()["possible_now"] == ["decide", "forward", "ask_supplement"]
    assert (transfer["status"], transfer["case_no"]) == ("filed", FILED["case_no"])


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("report", report_body()),
        ("dispatch", {}),
        ("reconsideration", {"reasons": "有新的证据。"}),
        ("supervision", {"reasons": "应当立案。"}),
        ("handover", {}),
    ],
)
def test_an_act_out_of_turn_says_what_is_possible_now(
    sqlite_office: ReferralOffice, act: str, body: dict[str, object]
) -> None:
    path = sqlite_office.proposed()

    refusal = sqlite_office.officer.act("referral", path, act, body)

    problem = refusal.get_json()
    assert (refusal.status_code, problem["code"]) == (409, "wrong_state")
    assert (problem["state"], problem["possible_now"]) == (
        "proposed",
        ["approve", "disapprove", "add_document"],
    )
    assert sqlite_office.read(path)["status"] == "proposed"


def test_a_desk_that_was_set_up_later_takes_the_file(office: ReferralOffice) -> None:
    path = office.approved()
    office.within(_without_desk)
    for code in REQUIRED_PAPERS:
        office.do(office.officer, path, "documents", paper_body(code))

    transfer = office.do(office.officer, path, "dispatch")

    assert (transfer["desk"], transfer["desk_name"]) == ("police:economic", "经侦支队")


def _without_desk(uow: object) -> None:
    repository = uow.transfers  # type: ignore[attr-defined]
    transfer = repository.of_matter(RECEIPT)
    transfer.desk = ""
    repository.save(transfer)


def test_the_clock_of_the_head_runs_from_the_report_and_not_from_the_routing(
    office: ReferralOffice,
) -> None:
    path = office.opened()
    office.passes(days=10)

    office.do(office.officer, path, "report", report_body())

    assert office.clock.now() == MONDAY_9_AM + timedelta(days=10)
    assert running(office.read(path)) == {"trf.approve": "2026-12-06"}

"""What referral says, to whom, and what it never says."""

import json

from contracts import referral as contract
from contracts.readers import readers_of
from tests.support.referral import RECEIPT, REQUIRED_PAPERS, WEAK
from tests.support.referral_office import ReferralOffice, a_routing, paper_body, report_body
from tests.support.town import Person, Town

PREFIX = "huhang.referral."
SECRETS = ("8300000", "现场查获", "正文", WEAK, "有新的证据", "红星五金商行", "0375-2022211")


def ends_with_the_procuratorate(office: ReferralOffice) -> str:
    path = office.refused()
    office.do(office.officer, path, "reconsideration", {"reasons": "有新的证据。"})
    office.do(office.liaison, path, "decision", {"decision": "not_filed", "reasons": WEAK})
    office.do(office.officer, path, "supervision", {"reasons": "应当追究刑事责任。"})
    return path


def test_every_step_is_told_once_and_in_order_with_who_took_it(office: ReferralOffice) -> None:
    ends_with_the_procuratorate(office)

    told = [(each.type.removeprefix(PREFIX), each.actor.id) for each in office.feed()]

    assert told == [
        ("transfer.opened.v1", "service:referral"),
        ("transfer.proposed.v1", "staff:zhangwei"),
        ("transfer.approved.v1", "staff:wangqiang"),
        ("transfer.sent.v1", "staff:zhangwei"),
        ("transfer.receipted.v1", "staff:sunlei"),
        ("transfer.decided.v1", "staff:sunlei"),
        ("transfer.reconsideration_requested.v1", "staff:zhangwei"),
        ("transfer.decided.v1", "staff:sunlei"),
        ("transfer.supervision_requested.v1", "staff:zhangwei"),
    ]


def test_a_filed_case_and_its_handover_are_told(office: ReferralOffice) -> None:
    path = office.receipted()
    office.do(office.liaison, path, "decision", {"decision": "filed", "case_no": "12号"})
    office.do(office.officer, path, "handover")

    [decided] = office.said(contract.TransferDecidedV1)
    [handed_over] = office.said(contract.TransferHandedOverV1)
    assert (decided.decision, decided.case_no, decided.reconsider_by) == ("filed", "12号", None)
    assert (handed_over.receipt_no, handed_over.desk) == (RECEIPT, "police:economic")


def test_what_is_refused_is_told_to_nobody(office: ReferralOffice) -> None:
    path = office.approved()
    told = len(office.feed())

    office.officer.act("referral", path, "dispatch")
    office.officer.act("referral", path, "handover")

    assert len(office.feed()) == told


def test_nobody_hears_figures_reasons_papers_or_names(office: ReferralOffice) -> None:
    ends_with_the_procuratorate(office)
    office.do(office.clerk, office.prepared(), "receipt")

    said = json.dumps([each.data for each in office.feed()], ensure_ascii=False)

    assert [secret for secret in SECRETS if secret in said] == []


def test_each_event_stands_in_the_table_of_readers(office: ReferralOffice) -> None:
    ends_with_the_procuratorate(office)
    office.do(office.clerk, office.prepared(), "receipt")
    office.passes(days=40)

    types = {each.type for each in office.feed()}

    assert f"{PREFIX}clock.alarm.v1" in types
    assert types <= set(readers_of("referral"))


def test_only_services_may_follow_the_feed(office: ReferralOffice) -> None:
    office.sent()
    people: list[Person] = [
        office.officer,
        office.chief,
        office.clerk,
        office.liaison,
        office.citizen("complainant"),
        office.staff("admin", "administrator"),
    ]

    heard = office.neighbour("intake").get("referral", "/internal/events").get_json()

    assert [each["type"] for each in heard["events"]][-1] == f"{PREFIX}transfer.sent.v1"
    for one in people:
        assert one.get("referral", "/internal/events").status_code == 404
    assert office.visitor.get("referral", "/internal/events").status_code == 401


def test_a_missed_day_of_the_police_is_announced_to_the_end(office: ReferralOffice) -> None:
    office.receipted()

    office.passes(days=5)

    alarms = office.said(contract.ReferralClockAlarmV1)
    assert {each.rule_id for each in alarms} == {"trf.police_decide"}
    assert [each.moment for each in alarms] == ["approaching_1", "due", "overdue"]


def test_a_file_that_does_not_leave_within_24_hours_is_announced(office: ReferralOffice) -> None:
    office.approved()

    office.passes(hours=12)
    office.passes(hours=10)
    office.passes(hours=3)

    alarms = office.said(contract.ReferralClockAlarmV1)
    assert [(each.rule_id, each.moment) for each in alarms] == [
        ("trf.send", "approaching_3"),
        ("trf.send", "approaching_1"),
        ("trf.send", "overdue"),
    ]


def test_what_was_done_in_time_is_announced_to_nobody(office: ReferralOffice) -> None:
    path = office.receipted()
    office.do(office.liaison, path, "decision", {"decision": "filed", "case_no": "12号"})
    office.do(office.officer, path, "handover")

    office.passes(days=30)

    assert office.said(contract.ReferralClockAlarmV1) == []


def test_a_repeated_routing_says_nothing_more(office: ReferralOffice) -> None:
    office.hears(a_routing())
    office.hears(a_routing(), times=2)

    assert len(office.said(contract.TransferOpenedV1)) == 1


def test_intake_notes_it_the_police_desk_is_written_to_and_the_citizen_learns_nothing(
    town: Town,
) -> None:
    receipt_no = town.files()["receipt_no"]
    town.accepts(receipt_no)
    town.routes(receipt_no, "police")
    _goes_to_the_police(town, receipt_no)
    town.settle()

    timeline = f"/api/v1/submissions/{receipt_no}/timeline"
    noted = town.officer.get("intake", timeline).get_json()["items"]
    shown = town.citizen(receipt_no).get("intake", timeline).get_json()["items"]

    kinds = [each["type"].removeprefix(PREFIX) for each in noted if PREFIX in each["type"]]
    assert kinds[-1] == "transfer.sent.v1"
    assert [each for each in shown if "referral.transfer" in each["type"]] == []
    assert [each for each in shown if "公安" in each["text"]] == []
    [mail] = town.mailbox.to("jingzhen@police.example.cn")
    assert receipt_no in str(mail["Subject"]).replace(" ", "")


def _goes_to_the_police(town: Town, receipt_no: str) -> None:
    listed = town.officer.get("referral", f"/api/v1/transfers?receipt_no={receipt_no}")
    path = f"/api/v1/transfers/{listed.get_json()['items'][0]['transfer_id']}"
    town.officer.act("referral", path, "report", report_body())
    town.staff("lina", "officer").act("referral", path, "cosignature")
    chief = town.staff("wangqiang", "supervisor")
    chief.act("referral", path, "approval", {"approves": True})
    for code in REQUIRED_PAPERS:
        town.officer.act("referral", path, "documents", paper_body(code))
    assert town.officer.act("referral", path, "dispatch").status_code == 200

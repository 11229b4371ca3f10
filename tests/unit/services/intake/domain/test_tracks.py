"""Legal tracks: each kind has its own clocks and acts; what is asked of citizens stops what the law says."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis.errors import Conflict, WrongState
from services.intake.domain.merging import merge, unmerge
from services.intake.domain.parties import Contact
from services.intake.domain.submission import Submission
from tests.support.submissions import FRIDAY_20_NOVEMBER, a_submission

MONDAY_23_NOVEMBER = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
THURSDAY_26_NOVEMBER = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


def due_on(submission: Submission, rule_id: str) -> str:
    clock = submission.docket.newest(rule_id)
    assert clock is not None
    return clock.due_on.isoformat()


@pytest.mark.parametrize(
    ("kind", "rule_id", "last_day"),
    [
        ("complaint", "cmp.accept", "2026-12-01"),
        ("report", "rpt.verify", "2026-12-11"),
        ("consultation", "gen.consultation_answer", "2026-11-23"),
        ("aid", "gen.aid_accept", "2026-11-27"),
    ],
)
def test_each_kind_is_answered_by_its_own_rule(kind: str, rule_id: str, last_day: str) -> None:
    assert due_on(a_submission(kind=kind), rule_id) == last_day


def test_a_report_that_is_taken_up_has_ninety_days_and_never_goes_to_mediation() -> None:
    report = a_submission(kind="report")

    report.accept(MONDAY_23_NOVEMBER)

    assert due_on(report, "rpt.case_decision") == "2027-02-21"
    with pytest.raises(Conflict, match="route_of_other_kind"):
        report.route("mediation", "双方愿意", MONDAY_23_NOVEMBER)


def test_a_question_is_answered_and_that_ends_it() -> None:
    question = a_submission(kind="consultation")

    question.answer("商标续展请向国家知识产权局申请。", MONDAY_23_NOVEMBER)

    assert (question.status, question.result) == ("closed", "answered")
    with pytest.raises(WrongState):
        a_submission().answer("不是咨询", MONDAY_23_NOVEMBER)


def test_missing_material_stops_no_clock_because_the_order_knows_no_pause() -> None:
    complaint = a_submission()

    complaint.ask("material", "请补充购买小票", MONDAY_23_NOVEMBER)

    assert due_on(complaint, "cmp.accept") == "2026-12-01"
    assert {c.rule_id for c in complaint.docket.running()} >= {"cmp.accept", "gen.supplement"}


def test_identification_by_the_right_holder_is_not_counted_in_the_verification() -> None:
    report = a_submission(kind="report")
    report.ask("identification", "请权利人辨认样品", MONDAY_23_NOVEMBER)

    report.supply("已辨认，是假冒", (), THURSDAY_26_NOVEMBER)

    assert due_on(report, "rpt.verify") == "2026-12-16"  # 24, 25 and 26 November are not counted


def test_when_nobody_answers_in_time_the_clock_goes_on_by_itself() -> None:
    report = a_submission(kind="report")
    report.ask("appraisal", "请提供样品", MONDAY_23_NOVEMBER)
    overdue = next(a for a in report.docket.alarms() if a.moment == "overdue")

    report.clock_speaks(overdue.clock_key, "overdue")

    assert report.open_supplement is None
    clock = report.docket.newest("rpt.verify")
    assert clock is not None
    assert clock.state == "running"


def test_one_filing_becomes_two_tracks_but_each_only_once() -> None:
    complaint = a_submission()

    complaint.split("report", "2611207654321", "请求查处，属于举报", MONDAY_23_NOVEMBER)

    assert [each.kind for each in complaint.tracks] == ["report"]
    with pytest.raises(Conflict, match="track_exists"):
        complaint.split("report", "2611207654322", "再次", MONDAY_23_NOVEMBER)


def test_a_report_without_a_name_does_not_become_a_complaint() -> None:
    report = a_submission(kind="report", identity="anonymous", contact=Contact(name=""))

    with pytest.raises(Conflict, match="track_needs_identity"):
        report.split("complaint", "2611207654321", "要求赔偿", MONDAY_23_NOVEMBER)


def test_a_report_goes_on_though_its_author_loses_interest() -> None:
    with pytest.raises(Conflict, match="report_goes_on"):
        a_submission(kind="report").withdraw("不想管了", MONDAY_23_NOVEMBER)


def test_complaints_of_different_people_are_never_joined() -> None:
    mine = a_submission()
    theirs = a_submission(id="1" * 26, contact=Contact(name="李四", phone="13900000000"))

    with pytest.raises(Conflict, match="merge_other_person"):
        merge(theirs, mine, "同一店铺", MONDAY_23_NOVEMBER)


def test_joining_is_undone_within_a_day_and_not_later() -> None:
    first, second = a_submission(), a_submission(id="1" * 26, receipt_no="2611207654321")
    merge(second, first, "重复提交", MONDAY_23_NOVEMBER)

    with pytest.raises(Conflict, match="merged_too_long"):
        unmerge(second, first, MONDAY_23_NOVEMBER + timedelta(hours=25))
    unmerge(second, first, MONDAY_23_NOVEMBER + timedelta(hours=23))

    assert (second.status, due_on(second, "cmp.accept")) == ("received", "2026-12-01")


def test_a_second_report_of_the_same_person_starts_the_verification_anew() -> None:
    first = a_submission(kind="report")
    second = a_submission(
        kind="report", id="1" * 26, receipt_no="2611207654321", filed_at=THURSDAY_26_NOVEMBER
    )

    merge(second, first, "补充新的事实", THURSDAY_26_NOVEMBER)

    assert due_on(first, "rpt.verify") == "2026-12-17"
    assert FRIDAY_20_NOVEMBER < THURSDAY_26_NOVEMBER


def test_when_the_second_report_is_taken_out_again_the_first_period_counts_again() -> None:
    first = a_submission(kind="report")
    second = a_submission(
        kind="report", id="1" * 26, receipt_no="2611207654321", filed_at=THURSDAY_26_NOVEMBER
    )
    merge(second, first, "补充新的事实", THURSDAY_26_NOVEMBER)

    unmerge(second, first, THURSDAY_26_NOVEMBER + timedelta(hours=3))

    assert due_on(first, "rpt.verify") == "2026-12-11"
    assert due_on(second, "rpt.verify") == "2026-12-17"


def test_what_has_ended_is_not_sorted_any_more() -> None:
    question = a_submission(kind="consultation")
    question.answer("商标续展请向国家知识产权局申请。", MONDAY_23_NOVEMBER)

    with pytest.raises(WrongState):
        question.sort("fast", (), "", MONDAY_23_NOVEMBER)

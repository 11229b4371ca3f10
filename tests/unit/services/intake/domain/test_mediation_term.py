"""The sixty days of a mediation while something is appraised."""

from datetime import UTC, date, datetime

from lawbook.docket import Docket
from lawbook.explanation import explain
from services.intake.domain.mediation_term import go_on_with_term, stop_term
from services.intake.domain.submission import MEDIATION_PERIOD, Submission
from tests.support.submissions import a_submission

MONDAY_23_NOVEMBER = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TUESDAY_1_DECEMBER = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
FRIDAY_11_DECEMBER = datetime(2026, 12, 11, 1, 0, tzinfo=UTC)


def an_accepted_complaint() -> Submission:
    submission = a_submission()
    submission.accept(MONDAY_23_NOVEMBER)
    return submission


def last_days(docket: Docket) -> set[date]:
    return {each.due_on for each in docket.clocks if each.rule_id == MEDIATION_PERIOD}


def test_the_days_of_an_appraisal_are_not_part_of_the_sixty_by_art_22_of_order_121() -> None:
    complaint = an_accepted_complaint()
    assert last_days(complaint.docket) == {date(2027, 1, 22)}

    assert stop_term(complaint, TUESDAY_1_DECEMBER)
    assert not stop_term(complaint, FRIDAY_11_DECEMBER)
    assert go_on_with_term(complaint, FRIDAY_11_DECEMBER)

    # Eleven days: the day on which it stops is not counted against the parties.
    assert last_days(complaint.docket) == {date(2027, 2, 2)}
    clock = complaint.docket.newest(MEDIATION_PERIOD)
    assert clock is not None
    assert "依法不计入期限" in "".join(line.text for line in explain(clock, "zh"))


def test_an_answer_to_another_question_does_not_end_the_appraisal() -> None:
    complaint = an_accepted_complaint()
    stop_term(complaint, TUESDAY_1_DECEMBER)
    complaint.ask("material", "请补充购买凭证", TUESDAY_1_DECEMBER)

    complaint.supply("已寄出", (), FRIDAY_11_DECEMBER)

    clock = complaint.docket.newest(MEDIATION_PERIOD)
    assert clock is not None
    assert clock.state == "paused"


def test_an_appraisal_of_a_matter_without_a_term_changes_nothing() -> None:
    filed = a_submission()

    assert not stop_term(filed, TUESDAY_1_DECEMBER)
    assert not go_on_with_term(filed, FRIDAY_11_DECEMBER)

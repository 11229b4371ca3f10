"""The life of a submission."""

from datetime import UTC, date, datetime

import pytest

from chassis.errors import Conflict, WrongState
from lawbook.clocks import LegalClock
from services.intake.domain.events import Accepted, ClockSpoke, Closed, Refused, Routed
from services.intake.domain.submission import ANSWER, INACTION, MEDIATION_PERIOD, Submission
from tests.support.submissions import a_submission

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def clocks(submission: Submission, rule_id: str) -> list[LegalClock]:
    return [each for each in submission.docket.clocks if each.rule_id == rule_id]


def in_mediation() -> Submission:
    submission = a_submission()
    submission.accept(MONDAY)
    submission.route("mediation", "双方愿意调解", MONDAY)
    submission.events.clear()
    return submission


def test_filing_starts_the_clock_of_the_answer_and_the_one_from_which_one_may_sue() -> None:
    submission = a_submission()

    [answer], [inaction] = clocks(submission, ANSWER), clocks(submission, INACTION)
    assert (answer.bearer, answer.due_on) == ("centre", date(2026, 12, 1))
    assert (inaction.bearer, inaction.due_on) == ("complainant", date(2027, 1, 20))


def test_acceptance_meets_the_answer_and_starts_the_mediation_period_for_both_parties() -> None:
    submission = a_submission()

    submission.accept(MONDAY)

    assert submission.status == "accepted"
    assert clocks(submission, ANSWER)[0].state == "met"
    period = clocks(submission, MEDIATION_PERIOD)
    assert {each.bearer for each in period} == {"complainant", "respondent"}
    # Sixty natural days from 23 November; the day of acceptance is not counted.
    assert {each.due_on for each in period} == {date(2027, 1, 22)}
    assert submission.events == [Accepted(MONDAY)]


def test_refusal_ends_every_clock_and_keeps_the_reasons() -> None:
    submission = a_submission()

    submission.refuse("C1", "不属于本机关职责", MONDAY)

    assert submission.status == "refused"
    assert submission.decision is not None
    assert (submission.decision.ground, submission.decision.explanation) == (
        "C1",
        "不属于本机关职责",
    )
    assert submission.docket.running() == []
    assert submission.events == [Refused("C1", MONDAY)]


def test_a_late_answer_is_remembered_as_late() -> None:
    submission = a_submission()

    submission.accept(datetime(2026, 12, 2, 1, 0, tzinfo=UTC))

    assert clocks(submission, ANSWER)[0].was_late


@pytest.mark.parametrize("act", ["accept", "refuse"])
def test_what_was_decided_is_not_decided_again(act: str) -> None:
    submission = a_submission()
    submission.accept(MONDAY)
    arguments = (TUESDAY,) if act == "accept" else ("C1", "理由", TUESDAY)

    with pytest.raises(WrongState) as refusal:
        getattr(submission, act)(*arguments)

    assert refusal.value.extra == {
        "state": "accepted",
        "possible_now": ["route", "close", "ask", "split", "correct"],
    }


def test_nothing_is_routed_before_it_is_accepted() -> None:
    submission = a_submission()

    with pytest.raises(WrongState) as refusal:
        submission.route("police", "涉嫌犯罪", MONDAY)

    assert refusal.value.extra["possible_now"][:2] == ["accept", "refuse"]


def test_a_matter_goes_each_way_once() -> None:
    submission = in_mediation()

    submission.route("police", "涉嫌犯罪", TUESDAY)

    assert submission.events == [Routed("police", TUESDAY)]
    with pytest.raises(Conflict, match="routed_before"):
        submission.route("mediation", "再试一次", TUESDAY)
    assert not {"route", "close"} & set(
        submission.possible_now
    )  # both ways are taken, and mediation is open


def test_the_end_of_the_only_way_closes_the_matter() -> None:
    submission = in_mediation()

    assert submission.end_of_route("mediation", "confirmed", TUESDAY)

    assert (submission.status, submission.result) == ("closed", "confirmed")
    assert submission.docket.running() == []
    assert {each.state for each in clocks(submission, MEDIATION_PERIOD)} == {"met"}
    assert submission.events == [Closed("confirmed", TUESDAY)]


def test_the_end_of_mediation_ends_its_period_even_while_the_police_are_at_work() -> None:
    submission = in_mediation()
    submission.route("police", "涉嫌犯罪", MONDAY)

    submission.end_of_route("mediation", "mediation_ended", TUESDAY)

    assert submission.status == "in_progress"
    assert {each.state for each in clocks(submission, MEDIATION_PERIOD)} == {"met"}
    assert [each.rule_id for each in submission.docket.running()] == [INACTION]


def test_told_twice_that_a_way_ended_nothing_more_happens() -> None:
    submission = in_mediation()
    submission.end_of_route("mediation", "agreed", TUESDAY)
    submission.events.clear()

    assert not submission.end_of_route("mediation", "confirmed", TUESDAY)

    assert submission.result == "agreed"
    assert submission.events == []


def test_the_end_of_a_way_that_was_never_taken_changes_nothing() -> None:
    submission = in_mediation()

    assert not submission.end_of_route("police", "filed_by_police", TUESDAY)

    assert submission.status == "in_progress"


def test_an_officer_closes_what_was_withdrawn() -> None:
    submission = a_submission()
    submission.accept(MONDAY)
    submission.events.clear()

    submission.close("withdrawn", "投诉人来电撤回", TUESDAY)

    assert (submission.status, submission.result) == ("closed", "withdrawn")
    assert submission.docket.running() == []
    assert submission.events == [Closed("withdrawn", TUESDAY)]


def test_nobody_closes_a_matter_over_the_heads_of_the_parties_in_mediation() -> None:
    submission = in_mediation()

    with pytest.raises(Conflict, match="mediation_open"):
        submission.close("settled", "据称和解", TUESDAY)

    assert "route" in submission.possible_now
    assert "close" not in submission.possible_now


@pytest.mark.parametrize("result", ["withdrawn", "settled", "handled_elsewhere"])
def test_no_withdrawal_or_settlement_takes_the_place_of_a_transfer(result: str) -> None:
    submission = a_submission()
    submission.accept(MONDAY)
    submission.route("police", "涉嫌犯罪", MONDAY)

    with pytest.raises(Conflict, match="police_open"):
        submission.close(result, "双方和解，投诉人撤回", TUESDAY)

    assert submission.status == "in_progress"


def test_an_officer_closes_what_the_police_did_not_take() -> None:
    submission = a_submission()
    submission.accept(MONDAY)
    submission.route("police", "涉嫌犯罪", MONDAY)

    submission.close("not_filed", "公安机关不予立案，复议维持", TUESDAY)

    assert submission.result == "not_filed"


def test_the_alarm_of_a_running_clock_speaks() -> None:
    submission = a_submission()
    key = next(each for each in submission.docket.alarms() if each.moment == "due").clock_key

    assert submission.clock_speaks(key, "due")

    [spoken] = submission.events
    assert isinstance(spoken, ClockSpoke)
    assert (spoken.rule_id, spoken.moment) == (ANSWER, "due")


def test_the_alarm_of_an_ended_clock_is_silent() -> None:
    submission = a_submission()
    key = next(each for each in submission.docket.alarms() if each.moment == "due").clock_key
    submission.accept(MONDAY)
    submission.events.clear()

    assert not submission.clock_speaks(key, "due")

    assert submission.events == []

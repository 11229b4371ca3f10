"""Should it go to the police? A no needs reasons where the law says yes; what ended unheard alarms."""

from datetime import date
from typing import Any

import pytest

from chassis.errors import InvalidInput
from lawbook.accumulation import EarlierAct
from services.referral.domain.crime_check import NO, TRANSFER, Answer, CrimeCheck
from tests.support.referral import LINE_FEN, MONDAY_9_AM, RECEIPT


def an_answer(turnover_fen: int = LINE_FEN, **changes: Any) -> Answer:
    values: dict[str, Any] = {
        "offence": "213",
        "figures": {"illegal_turnover_fen": turnover_fen},
        "repeat": False,
        "two_or_more": False,
        "reasonable_suspicion": False,
        "answer": TRANSFER,
        "reason": "",
        "by": "zhangwei",
        "at": MONDAY_9_AM,
    }
    return Answer(**(values | changes))


def a_check(*answers: Answer) -> CrimeCheck:
    check = CrimeCheck(id="check-1", receipt_no=RECEIPT)
    for each in answers:
        check.add(each)
    return check


@pytest.mark.parametrize(
    "answer",
    [
        an_answer(LINE_FEN, answer=NO),
        an_answer(1, answer=NO, reasonable_suspicion=True),
    ],
    ids=["the line is reached", "suspicion is reasonable"],
)
def test_a_no_against_the_law_needs_its_reasons(answer: Answer) -> None:
    """State Council Order 310 art. 3: IP matters are transferred on reasonable suspicion already."""
    with pytest.raises(InvalidInput) as refusal:
        a_check(answer)

    assert [each.pointer for each in refusal.value.errors] == ["/reason"]


def test_below_the_line_a_no_needs_none_and_alarms_nobody() -> None:
    check = a_check(an_answer(LINE_FEN - 1, answer=NO))
    check.close("settled", MONDAY_9_AM)

    assert not check.is_alarming


def test_a_no_with_reasons_is_on_the_list_of_the_supervisor_at_once() -> None:
    check = a_check(an_answer(answer=NO, reason="数额计算有误，正在复核。"))

    assert check.is_alarming


def test_a_matter_that_should_have_gone_and_ended_otherwise_is_an_alarm() -> None:
    """Order 310 art. 11: no penalty takes the place of a transfer (以罚代刑)."""
    check = a_check(an_answer())
    assert not check.is_alarming

    check.close("settled", MONDAY_9_AM)

    assert check.is_alarming


def test_the_newest_answer_counts_and_the_earlier_stay_on_record() -> None:
    check = a_check(an_answer(answer=NO, reason="待查。"), an_answer(LINE_FEN - 1, answer=NO))

    assert not check.is_alarming
    assert len(check.answers) == 2


def test_earlier_acts_reach_the_line_together_and_a_no_needs_its_reasons() -> None:
    earlier = (
        EarlierAct(done_on=date(2026, 3, 1), figures={"illegal_turnover_fen": LINE_FEN - 1}),
    )

    together = an_answer(1, answer=NO, earlier=earlier)

    assert not an_answer(1).assessment.reached
    assert together.assessment.reached
    with pytest.raises(InvalidInput):
        a_check(together)


def test_a_penalty_within_two_years_lowers_the_line_by_itself() -> None:
    punished = (EarlierAct(done_on=date(2025, 6, 1), punished_on=date(2025, 8, 1)),)

    assert not an_answer(3_000_000).assessment.reached
    assert an_answer(3_000_000, earlier=punished).assessment.reached

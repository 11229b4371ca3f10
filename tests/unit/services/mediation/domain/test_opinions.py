"""Orders for an expert opinion: a second one that is blind, what is due, how good it was."""

from datetime import date

import pytest

from chassis.errors import Conflict, WrongState
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.said import Said
from tests.support.proceedings import MONDAY, a_proceeding, done, due, of_the_pool


def ordered(*numbers: int) -> Proceeding:
    case = a_proceeding("opinion")
    for act, number in zip(("assign", "second"), numbers, strict=False):
        done(case, act, expert=of_the_pool(number), amount_fen=80_000, day=date(2026, 12, 4))
    return case


def answers(case: Proceeding, number: int, act: str = "answer") -> None:
    said = Said(note="落入保护范围", person="与双方无利害关系", seat=f"E{number}")
    case.do(act, said, f"expert{number}", MONDAY, as_expert=True)


def test_an_opinion_is_there_when_both_experts_have_answered() -> None:
    case = ordered(1, 2)
    assert due(case, "gen.consultation_answer") == date(2026, 12, 4)

    answers(case, 1)
    assert (case.state, len(case.docket.running())) == ("assigned", 1)
    answers(case, 2)

    assert (case.state, len(case.docket.running())) == ("answered", 0)
    own = case.commission_of("expert1")
    assert own is not None
    assert (own.answer, own.fee_fen) == ("落入保护范围", 80_000)


def test_it_is_closed_when_each_opinion_has_its_score() -> None:
    case = ordered(1, 2)
    answers(case, 1)
    answers(case, 2)

    done(case, "score", seat="E1", size=4)
    assert not case.is_over
    done(case, "score", seat="E2", size=2)

    assert case.is_over
    assert [each.score for each in case.commissions] == [4, 2]


def test_who_gives_the_order_back_is_free_and_another_can_be_asked() -> None:
    case = ordered(1)

    answers(case, 1, act="decline")

    assert (case.state, case.commissions) == ("asked", [])
    assert "assign" in case.possible()


def test_nobody_but_the_expert_answers_once_and_the_same_one_is_not_asked_twice() -> None:
    case = ordered(1)

    with pytest.raises(WrongState):
        done(case, "answer", seat="E1")
    with pytest.raises(Conflict, match="opinion_ordered_already"):
        done(case, "second", expert=of_the_pool(1))
    answers(case, 1)

    with pytest.raises(WrongState):
        answers(case, 1)

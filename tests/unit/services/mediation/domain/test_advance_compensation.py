"""Advance compensation: claimed, paid by whoever promised it, recovered from the trader."""

from datetime import date

import pytest

from chassis.errors import Conflict, InvalidInput
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.said import Said
from tests.support.proceedings import MONDAY, a_proceeding, done


def claimed(fen: int = 3_000_000) -> Proceeding:
    case = a_proceeding("advance_compensation")
    said = Said(note="摊位售假，损失三万元", amount_fen=fen, side="complainant")
    case.do("claim", said, "complainant", MONDAY)
    return case


def test_a_claim_is_approved_paid_recovered_in_parts_and_closed() -> None:
    case = done(claimed(), "approve", amount_fen=2_000_000)
    assert not case.is_served

    done(case, "pay", amount_fen=2_000_000)
    assert case.is_served  # the trader learns of it when there is something to recover
    done(case, "recover", amount_fen=500_000)
    with pytest.raises(Conflict, match="advance_outstanding"):
        done(case, "settle")
    done(case, "recover", amount_fen=1_500_000)
    done(case, "settle")

    assert case.is_over
    assert (case.sums.paid, case.sums.recovered, case.sums.outstanding) == (2_000_000, 2_000_000, 0)


@pytest.mark.parametrize(
    ("before", "act", "fen", "code"),
    [
        ((), "approve", 3_000_001, "amount_over"),
        (("approve",), "pay", 2_999_999, "amount_not_approved"),
        (("approve", "pay"), "recover", 3_000_001, "amount_over"),
    ],
)
def test_sums_must_fit_what_was_claimed_approved_and_paid(
    before: tuple[str, ...], act: str, fen: int, code: str
) -> None:
    case = done(claimed(), *before)

    with pytest.raises(InvalidInput) as refusal:
        done(case, act, amount_fen=fen)

    assert [(e.pointer, e.code) for e in refusal.value.errors] == [("/amount_fen", code)]


def test_the_trader_reads_the_claim_once_it_was_paid_and_says_what_it_thinks() -> None:
    case = done(claimed(), "approve")
    claim = case.steps[0]
    assert case.words_for("respondent", claim) == ""

    done(case, "pay")

    assert case.words_for("respondent", claim) == "摊位售假，损失三万元"
    assert case.possible("respondent") == ["comment"]
    assert case.possible("complainant") == []


def test_a_payment_names_who_paid_and_by_which_paper() -> None:
    case = done(claimed(), "approve", day=date(2026, 12, 31))

    with pytest.raises(InvalidInput) as refusal:
        done(case, "pay", document="", person=" ")

    assert [each.pointer for each in refusal.value.errors] == ["/document", "/person"]

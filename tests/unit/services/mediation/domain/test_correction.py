"""Correcting a signed agreement: signed anew by both, the earlier text kept and marked."""

from dataclasses import replace
from datetime import date

import pytest

from chassis.errors import InvalidInput, WrongState
from services.mediation.domain import correction
from services.mediation.domain.agreement import Agreement
from services.mediation.domain.case import Case, Held
from services.mediation.domain.parties import COMPLAINANT, RESPONDENT, SIDES
from services.mediation.domain.performance import PERFORMED, Instalment, Noted, changed
from tests.support.mediation import MONDAY_9_AM, a_scheduled_case, an_agreement

WHOLE = Instalment(number=1, amount_fen=1_200_000, due_on=date(2026, 12, 31))


def agreed() -> Case:
    case = a_scheduled_case()
    signed = an_agreement(text="乙方支付 1200 元。", instalments=[WHOLE])
    case.record(Held("session-1", "agreed", "达成一致", MONDAY_9_AM), signed)
    for side in SIDES:
        case.sign(side, MONDAY_9_AM)
    return case


def corrected(**changes: object) -> Agreement:
    values = {"id": "agreement-2", "text": "乙方支付 12000 元。", "instalments": [WHOLE]}
    return an_agreement(**values | changes)


def test_the_agreement_stands_until_both_have_signed_the_correction() -> None:
    case = agreed()

    correction.present(case, corrected(), MONDAY_9_AM)
    correction.sign(case, COMPLAINANT, MONDAY_9_AM)

    assert case.agreement is not None
    assert case.to_sign is not None
    assert (case.agreement.text, case.to_sign.text) == ("乙方支付 1200 元。", "乙方支付 12000 元。")
    assert "sign" in case.possible(MONDAY_9_AM)


def test_the_second_signature_puts_it_in_the_place_of_the_first_text_which_is_kept() -> None:
    case = agreed()
    correction.present(case, corrected(), MONDAY_9_AM)

    for side in SIDES:
        correction.sign(case, side, MONDAY_9_AM, seen_by="chenjing" if side == SIDES[1] else "")

    [earlier] = case.earlier_texts
    assert case.agreement is not None
    assert case.agreement.text == "乙方支付 12000 元。"
    assert (case.agreement.corrects, earlier.corrected_by) == (
        earlier.text_sha256,
        case.agreement.text_sha256,
    )
    assert case.agreement.on_paper == {RESPONDENT: "chenjing"}
    assert (case.correction, case.possible(MONDAY_9_AM)) == (None, ("correct",))


def test_a_side_that_does_not_agree_leaves_everything_as_it_was() -> None:
    case = agreed()
    correction.present(case, corrected(), MONDAY_9_AM)
    correction.sign(case, COMPLAINANT, MONDAY_9_AM)

    correction.refuse(case, RESPONDENT, "金额没有写错", MONDAY_9_AM)

    assert case.agreement is not None
    assert (case.agreement.text, case.correction) == ("乙方支付 1200 元。", None)
    with pytest.raises(WrongState):
        correction.sign(case, RESPONDENT, MONDAY_9_AM)


def test_payments_that_were_noted_stay_and_cannot_be_corrected_away() -> None:
    case = agreed()
    assert case.agreement is not None
    case.agreement.instalments = changed(
        [WHOLE], Noted(number=1, state=PERFORMED), date(2026, 12, 30)
    )
    less = replace(WHOLE, amount_fen=120_000)

    with pytest.raises(InvalidInput):
        correction.present(case, corrected(instalments=[less]), MONDAY_9_AM)
    correction.present(case, corrected(), MONDAY_9_AM)
    for side in SIDES:
        correction.sign(case, side, MONDAY_9_AM)

    assert case.agreement.instalments[0].state == PERFORMED


def test_only_what_is_signed_and_only_another_text_corrects() -> None:
    unsigned = a_scheduled_case()

    with pytest.raises(WrongState):
        correction.present(unsigned, corrected(), MONDAY_9_AM)
    with pytest.raises(InvalidInput):
        correction.present(agreed(), corrected(text="乙方支付 1200 元。"), MONDAY_9_AM)

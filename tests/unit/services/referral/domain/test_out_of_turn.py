"""Every act in every state in which it is out of turn: refused, nothing changed, and what is possible."""

import copy

import pytest

from chassis.errors import WrongState
from services.referral.domain import confirmation
from services.referral.domain.transfer_states import POSSIBLE
from tests.support.referral import (
    CONFIRMATION_ACTS,
    MONDAY_9_AM,
    SUPPLEMENTING,
    TRANSFER_ACTS,
    a_confirmation,
    a_transfer,
)

STAGES = [*POSSIBLE, SUPPLEMENTING]
IN_TURN = [(stage, act) for stage in STAGES for act in a_transfer(stage).possible(MONDAY_9_AM)]
OUT_OF_TURN = [
    (stage, act) for stage in STAGES for act in TRANSFER_ACTS if (stage, act) not in IN_TURN
]
TOLD = {"add_document": 0, "forward": 2}
NEEDS_PAPERS = {"dispatch", "supply"}


def test_every_act_that_a_state_names_is_known() -> None:
    assert {act for _stage, act in IN_TURN} == set(TRANSFER_ACTS)


@pytest.mark.parametrize(("stage", "act"), OUT_OF_TURN)
def test_an_act_out_of_turn_is_refused_with_what_is_possible(stage: str, act: str) -> None:
    item = a_transfer(stage)
    before = copy.deepcopy(item)

    with pytest.raises(WrongState) as refusal:
        TRANSFER_ACTS[act](item, MONDAY_9_AM)

    assert refusal.value.extra == {
        "state": item.status,
        "possible_now": list(item.possible(MONDAY_9_AM)),
    }
    assert item == before


@pytest.mark.parametrize(
    ("stage", "act"), [each for each in IN_TURN if each[1] not in NEEDS_PAPERS]
)
def test_an_act_in_turn_is_told_once(stage: str, act: str) -> None:
    item = a_transfer(stage)
    told = len(item.events)

    TRANSFER_ACTS[act](item, MONDAY_9_AM)

    assert len(item.events) - told == TOLD.get(act, 1)


@pytest.mark.parametrize(
    ("status", "act"),
    [
        (status, act)
        for status, possible in confirmation.POSSIBLE.items()
        for act in CONFIRMATION_ACTS
        if act not in possible
    ],
)
def test_a_clerks_act_out_of_turn_is_refused_with_what_is_possible(status: str, act: str) -> None:
    item = a_confirmation(status)
    before = copy.deepcopy(item)

    with pytest.raises(WrongState) as refusal:
        CONFIRMATION_ACTS[act](item)

    assert refusal.value.extra == {
        "state": status,
        "possible_now": list(confirmation.POSSIBLE[status]),
    }
    assert item == before

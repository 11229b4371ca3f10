"""Every act in every state in which it is out of turn: refused, nothing changed, and what is possible."""

import copy

import pytest

from chassis.errors import WrongState
from services.referral.domain import confirmation, transfer
from tests.support.referral import (
    CONFIRMATION_ACTS,
    MONDAY_9_AM,
    TRANSFER_ACTS,
    a_confirmation,
    a_transfer,
)

OUT_OF_TURN = [
    (status, act)
    for status, possible in transfer.POSSIBLE.items()
    for act in TRANSFER_ACTS
    if act not in possible
]
IN_TURN = [(status, act) for status, acts in transfer.POSSIBLE.items() for act in acts]


def test_every_act_that_a_state_names_is_known() -> None:
    named = {act for acts in transfer.POSSIBLE.values() for act in acts}

    assert named == set(TRANSFER_ACTS)


@pytest.mark.parametrize(("status", "act"), OUT_OF_TURN)
def test_an_act_out_of_turn_is_refused_with_what_is_possible(status: str, act: str) -> None:
    item = a_transfer(status)
    before = copy.deepcopy(item)

    with pytest.raises(WrongState) as refusal:
        TRANSFER_ACTS[act](item, MONDAY_9_AM)

    assert refusal.value.extra == {
        "state": status,
        "possible_now": list(transfer.POSSIBLE[status]),
    }
    assert item == before


@pytest.mark.parametrize(("status", "act"), [each for each in IN_TURN if each[1] != "dispatch"])
def test_an_act_in_turn_is_told_to_nobody_twice(status: str, act: str) -> None:
    item = a_transfer(status)
    told = len(item.events)

    TRANSFER_ACTS[act](item, MONDAY_9_AM)

    assert len(item.events) - told == (0 if act == "add_document" else 1)


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

"""Goods that go to the police once they have filed the case, one by one; penalties decided before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chassis.errors import FieldError, InvalidInput


@dataclass(frozen=True, kw_only=True)
class Good:
    """One line of the list. ``listed`` and ``handed``: how many the list says and how many were there.

    ``disposal``: what was done with perishable goods, and how they were recorded before.
    """

    name: str
    unit: str
    listed: int
    handed: int
    perishable: bool = False
    disposal: str = ""


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """An administrative penalty that was decided before: shown to the police, never in the way.

    Law: State Council Order 310 art. 11 (warnings and suspensions go on; a fine is set off)
    """

    kind: str
    number: str
    decided_on: date
    noted_by: str
    noted_at: datetime


def check_goods(goods: Sequence[Good]) -> None:
    """Raises: InvalidInput ``counts_differ`` where a count is not the listed one, and
    ``disposal_missing`` where perishable goods are not there and nobody says what became of them.

    Law: State Council Order 310 arts 4 (perishable goods), 12 (handover with its form)
    """
    wrong = []
    for nth, each in enumerate(goods):
        if each.perishable and not each.disposal:
            wrong.append(FieldError(f"/goods/{nth}/disposal", "disposal_missing"))
        elif not each.perishable and each.handed != each.listed:
            wrong.append(FieldError(f"/goods/{nth}/handed", "counts_differ"))
    if wrong:
        raise InvalidInput(wrong)

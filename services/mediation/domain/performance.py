"""Performance of an agreement (履行): what is to be paid by when, and whether it was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chassis.errors import FieldError, InvalidInput, NotFound

DUE, PERFORMED, BREACHED = "due", "performed", "breached"
APPROACHING, PASSED = "approaching", "passed"
"""What is told of a payment that is still due."""


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """One payment, counted from 1; ``due_on`` None: at once. ``state``: due, performed, breached."""

    number: int
    amount_fen: int
    due_on: date | None
    state: str = DUE
    done_on: date | None = None


def instalments_of(
    amount_fen: int, pay_by: date | None, parts: Sequence[tuple[int, date]]
) -> list[Instalment]:
    """The payments of an agreement: its parts, or the whole amount at once.

    Raises: InvalidInput when the parts do not add up, or do not follow one another.
    """
    if not parts:
        whole = Instalment(number=1, amount_fen=amount_fen, due_on=pay_by)
        return [whole] if amount_fen else []
    if sum(part for part, _day in parts) != amount_fen:
        raise InvalidInput([FieldError("/agreement/instalments", "instalments_do_not_add_up")])
    days = [day for _part, day in parts]
    if days != sorted(set(days)):
        raise InvalidInput([FieldError("/agreement/instalments", "instalments_out_of_order")])
    return [
        Instalment(number=n, amount_fen=part, due_on=day) for n, (part, day) in enumerate(parts, 1)
    ]


def changed(
    instalments: Sequence[Instalment], number: int, state: str, on: date
) -> list[Instalment]:
    """The same with one payment noted as performed or breached.

    Raises: NotFound; InvalidInput for a breach before the last day has passed.
    """
    found = next((each for each in instalments if each.number == number), None)
    if found is None:
        raise NotFound()
    if state == BREACHED and found.due_on is not None and on <= found.due_on:
        raise InvalidInput(
            [FieldError("/state", "not_due_yet", {"due_on": found.due_on.isoformat()})]
        )
    done_on = on if state == PERFORMED else None
    noted = replace(found, state=state, done_on=done_on)
    return [noted if each.number == number else each for each in instalments]

"""Performance of an agreement (履行): what is to be paid by when, and whether it was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chassis.errors import FieldError, InvalidInput, NotFound
from services.mediation.domain.proceedings.said import Filed

DUE, PERFORMED, BREACHED = "due", "performed", "breached"
APPROACHING, PASSED = "approaching", "passed"
"""What is told of a payment that is still due."""


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """One step of performance, counted from 1: a payment, or ``what`` is to be done otherwise.

    ``due_on`` None: at once. ``state``: due, performed, breached; ``note`` and ``proof`` show which.
    """

    number: int
    amount_fen: int
    due_on: date | None
    state: str = DUE
    done_on: date | None = None
    what: str = ""
    note: str = ""
    proof: tuple[Filed, ...] = ()


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


def with_duties(
    payments: Sequence[Instalment], duties: Sequence[tuple[str, date]]
) -> list[Instalment]:
    """The payments, and after them what else is to be done, by its last day."""
    later = [
        Instalment(number=number, amount_fen=0, due_on=day, what=what)
        for number, (what, day) in enumerate(
            sorted(duties, key=lambda each: each[1]), len(payments) + 1
        )
    ]
    return [*payments, *later]


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What came of a step: ``state``, in words, and with files that show it."""

    number: int
    state: str
    note: str = ""
    proof: tuple[Filed, ...] = ()


def changed(instalments: Sequence[Instalment], noted: Noted, on: date) -> list[Instalment]:
    """The same with one step noted as performed or breached.

    Raises: NotFound; InvalidInput for a breach before the last day has passed.
    """
    number, state = noted.number, noted.state
    found = next((each for each in instalments if each.number == number), None)
    if found is None:
        raise NotFound()
    if state == BREACHED and found.due_on is not None and on <= found.due_on:
        raise InvalidInput(
            [FieldError("/state", "not_due_yet", {"due_on": found.due_on.isoformat()})]
        )
    done_on = on if state == PERFORMED else None
    proof = (*found.proof, *noted.proof)
    after = replace(found, state=state, done_on=done_on, note=noted.note, proof=proof)
    return [after if each.number == number else each for each in instalments]

"""Sums of an advance compensation (先行赔偿): claimed, approved, paid, recovered."""

from collections.abc import Iterable
from dataclasses import dataclass

from chassis.errors import Conflict, FieldError, InvalidInput

CLAIMED, APPROVED, PAID, RECOVERED, SETTLED = (
    "claimed",
    "approved",
    "paid",
    "recovered",
    "settled",
)
ENTRIES = (CLAIMED, APPROVED, PAID, RECOVERED, SETTLED)
"""What an act writes into the books; ``settled`` writes nothing and needs that nothing is left."""


@dataclass(frozen=True, kw_only=True)
class Sums:
    """All in fen. ``claimed`` is the newest claim; ``recovered`` is everything that came back."""

    claimed: int = 0
    approved: int = 0
    paid: int = 0
    recovered: int = 0

    @property
    def outstanding(self) -> int:
        """What whoever paid in advance has not got back."""
        return self.paid - self.recovered

    def check(self, entry: str, amount_fen: int) -> None:
        """Raises: InvalidInput for a sum that does not fit the books; Conflict while something is left."""
        if entry == SETTLED:
            if self.outstanding:
                params = {"yuan": _yuan(self.outstanding)}
                raise Conflict("advance_outstanding", params=params)
            return
        most = {APPROVED: self.claimed, PAID: self.approved, RECOVERED: self.outstanding}.get(entry)
        if most is not None and amount_fen > most:
            raise _wrong("amount_over", most)
        if entry == PAID and amount_fen != self.approved:
            raise _wrong("amount_not_approved", self.approved)


def sums_of(entries: Iterable[tuple[str, int]]) -> Sums:
    """The books from ``(entry, fen)`` in the order in which they were written."""
    found = {CLAIMED: 0, APPROVED: 0, PAID: 0, RECOVERED: 0}
    for entry, amount_fen in entries:
        if entry == RECOVERED:
            found[entry] += amount_fen
        elif entry in found:
            found[entry] = amount_fen
    return Sums(**found)


def _wrong(code: str, fen: int) -> InvalidInput:
    return InvalidInput([FieldError("/amount_fen", code, {"yuan": _yuan(fen)})])


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"

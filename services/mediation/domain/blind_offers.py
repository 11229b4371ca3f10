"""Blind offers: each side names a sum that nobody sees; both hear whether they meet, or how near they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chassis.errors import Conflict
from services.mediation.domain.parties import SIDES

MEET, FAR = "meet", "far"
STEPS = ((10, "within_10"), (25, "within_25"), (50, "within_50"))
"""Percent of what the complainant asks for, and what is told when the sums are no further apart."""
MOST_ROUNDS = 3
"""Few enough that nobody finds out the other's sum by trying."""
GIVEN, COMPARED = "given", "compared"


@dataclass(kw_only=True)
class BlindRound:
    """One round. ``sealed``: side → its encrypted sum, until both are there; ``nearness``: what was told."""

    number: int
    sealed: dict[str, str] = field(default_factory=dict)
    given_at: dict[str, datetime] = field(default_factory=dict)
    nearness: str = ""

    @property
    def is_complete(self) -> bool:
        return all(side in self.given_at for side in SIDES)


def round_for(rounds: Sequence[BlindRound], side: str) -> BlindRound:
    """The round in which a side may name its sum now.

    Raises: Conflict when it has named one and the other side has not, or after the last round.
    """
    last = rounds[-1] if rounds else None
    if last is not None and not last.is_complete:
        if side in last.given_at:
            raise Conflict("blind_given")
        return last
    if len(rounds) >= MOST_ROUNDS:
        raise Conflict("blind_over")
    return BlindRound(number=len(rounds) + 1)


def may_name(rounds: Sequence[BlindRound], side: str) -> bool:
    """Whether a side may name a sum now."""
    try:
        round_for(rounds, side)
    except Conflict:
        return False
    return True


def nearness(least_fen: int, most_fen: int) -> str:
    """What both hear, from the least that one takes and the most that the other pays."""
    if most_fen >= least_fen:
        return MEET
    gap = (least_fen - most_fen) * 100
    return next((code for percent, code in STEPS if gap <= percent * least_fen), FAR)

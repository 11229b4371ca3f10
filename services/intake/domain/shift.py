"""How well the hotline answers, held to the standard of public hotlines."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.intake.domain.call import MISSED, SAVED, TALKING

ANSWER_WITHIN = timedelta(seconds=15)
ANSWERED_SHARE = 95
"""Per cent of calls that must be answered. Source: GB/T 33358-2016 (12345 hotlines)."""

FREE, IN_CALL, AFTER_CALL, AWAY = SEAT_STATES = ("free", "in_call", "after_call", "away")


@dataclass(frozen=True)
class Break:
    """Somebody was away from the telephone; ``ended_at`` is None while they are."""

    operator: str
    began_at: datetime
    ended_at: datetime | None


class Times(Protocol):
    """The instants of a call."""

    @property
    def operator(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def began_at(self) -> datetime: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def saved_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Figures:
    """Counts and shares of a stretch of time; shares in per cent, means in seconds, None without calls."""

    calls: int
    answered: int
    missed: int
    in_time: int
    answered_share: int | None
    in_time_share: int | None
    mean_handling: int | None
    mean_wrap_up: int | None

    @property
    def meets_standard(self) -> bool | None:
        """Whether enough calls were answered, and in time; None without calls."""
        if self.answered_share is None:
            return None
        return self.answered_share >= ANSWERED_SHARE and (
            self.in_time_share is None or self.in_time_share >= ANSWERED_SHARE
        )


def figures(calls: Iterable[Times]) -> Figures:
    """What the calls of a shift amount to. A call that began with F2 was in hand at once."""
    seen = list(calls)
    answered = [each for each in seen if each.state != MISSED]
    in_time = [each for each in answered if _waited(each) <= ANSWER_WITHIN]
    handling = [each.saved_at - each.began_at for each in answered if each.saved_at]
    after = [each.ended_at - each.saved_at for each in answered if each.ended_at and each.saved_at]
    return Figures(
        calls=len(seen),
        answered=len(answered),
        missed=len(seen) - len(answered),
        in_time=len(in_time),
        answered_share=_share(len(answered), len(seen)),
        in_time_share=_share(len(in_time), len(answered)),
        mean_handling=_mean(handling),
        mean_wrap_up=_mean(after),
    )


def by_operator(calls: Iterable[Times]) -> dict[str, Figures]:
    """The figures of everybody who answered."""
    found: dict[str, list[Times]] = defaultdict(list)
    for each in calls:
        if each.operator and each.state != MISSED:
            found[each.operator].append(each)
    return {operator: figures(own) for operator, own in sorted(found.items())}


def seat_state(states: Iterable[str], *, is_away: bool) -> str:
    """What an operator does now, by the states of their calls: free, in_call, after_call or away."""
    if is_away:
        return AWAY
    seen = set(states)
    if TALKING in seen:
        return IN_CALL
    return AFTER_CALL if SAVED in seen else FREE


def away_seconds(breaks: Iterable[Break], now: datetime) -> dict[str, int]:
    """How long everybody was away, by operator; a break that goes on counts until now."""
    found: dict[str, int] = defaultdict(int)
    for each in breaks:
        found[each.operator] += int(((each.ended_at or now) - each.began_at).total_seconds())
    return found


def after_call_seconds(calls: Iterable[Times], now: datetime) -> dict[str, int]:
    """How long everybody wrote notes after calls, by operator; one that is not done counts until now."""
    found: dict[str, int] = defaultdict(int)
    for each in calls:
        if each.saved_at is not None and each.operator:
            found[each.operator] += int(((each.ended_at or now) - each.saved_at).total_seconds())
    return found


def _waited(call: Times) -> timedelta:
    return call.answered_at - call.began_at if call.answered_at else timedelta(0)


def _share(part: int, whole: int) -> int | None:
    # Rounded down: 94.9 is not 95.
    return part * 100 // whole if whole else None


def _mean(lengths: list[timedelta]) -> int | None:
    return int(sum(lengths, timedelta(0)).total_seconds() / len(lengths)) if lengths else None

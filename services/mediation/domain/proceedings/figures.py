"""Figures of adjudication (裁决办案质量效率): how many, how fast, and whether there is one at all (消零)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from chassis.clock import local_date
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.request import ADJUDICATION

DECIDE_BY = "adj.decide"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of the cases that were asked for in one year. ``days``: to decide, without what the law excludes."""

    year: int
    target: int
    requested: int = 0
    filed: int = 0
    refused: int = 0
    withdrawn: int = 0
    running: int = 0
    decided: int = 0
    in_time: int = 0
    extended: int = 0
    corrected: int = 0
    replaced_officers: int = 0
    days: tuple[int, ...] = ()

    @property
    def median_days(self) -> int | None:
        return round(median(self.days)) if self.days else None

    @property
    def longest_days(self) -> int | None:
        return max(self.days, default=None)

    @property
    def is_target_met(self) -> bool:
        return self.filed >= self.target


def figures(known: Iterable[Proceeding], year: int, target: int) -> Figures:
    """Count the adjudications that were asked for in a year (Asia/Shanghai).

    Law: 专利纠纷行政裁决和调解办法 art. 37 (three months, and what is not counted)
    """
    cases = [
        each
        for each in known
        if each.kind == ADJUDICATION and local_date(each.opened_at).year == year
    ]
    decided = [each for each in cases if each.newest("decide")]
    return Figures(
        year=year,
        target=target,
        requested=len(cases),
        filed=_with(cases, "file"),
        refused=_with(cases, "refuse"),
        withdrawn=_with(cases, "withdraw"),
        running=sum(each.newest("decide") is None and not each.is_over for each in cases),
        decided=len(decided),
        in_time=sum(not _was_late(each) for each in decided),
        extended=_with(cases, "extend_by_head"),
        corrected=_with(cases, "correct_decision"),
        replaced_officers=_with(cases, "uphold"),
        days=tuple(days for each in decided if (days := days_to_decide(each)) is not None),
    )


def days_to_decide(case: Proceeding) -> int | None:
    """Calendar days from filing to the decision, without the spans that are not counted; None before."""
    filed, decided = case.newest("file"), case.newest("decide")
    if filed is None or decided is None:
        return None
    clock = case.docket.newest(DECIDE_BY)
    paused = sum(
        ((each.until or decided.at) - each.since for each in clock.pauses) if clock else (),
        timedelta(),
    )
    return (decided.at - filed.at - paused).days


def _with(cases: list[Proceeding], act: str) -> int:
    return sum(each.newest(act) is not None for each in cases)


def _was_late(case: Proceeding) -> bool:
    clock = case.docket.newest(DECIDE_BY)
    return clock is not None and clock.was_late

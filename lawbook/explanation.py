"""Why this date? A clock told line by line: rule, article, start, each day that was not counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from lawbook.clocks import LegalClock, local_date
from lawbook.counting import add_months
from lawbook.rules import Rule, rulebook
from lawbook.workdays import ONE_DAY, WEEKDAYS_EN, WEEKDAYS_ZH, Named, WorkCalendar, work_calendar

_UNITS = {
    "working_day": ("个工作日", "working days"),
    "calendar_day": ("日(自然日)", "days (natural days)"),
    "month": ("个月", "months"),
    "year": ("年", "years"),
    "hour": ("小时", "hours"),
}


@dataclass(frozen=True)
class ExplanationLine:
    """One line; ``on`` is the day that it speaks of, ``until_on`` the last one of a row of days."""

    on: date | None
    text: str
    until_on: date | None = None


def explain(
    clock: LegalClock, language: str = "zh", calendar: WorkCalendar | None = None
) -> list[ExplanationLine]:
    """The way from the event to the date, complete enough to be counted again by hand."""
    calendar = calendar or work_calendar()
    rule = rulebook().rule(clock.rule_id)
    zh = language.startswith("zh")
    return [
        *_heading(clock, rule, zh),
        *_counting(clock, rule, calendar, zh),
        *_ending(clock, rule, zh),
    ]


def _heading(clock: LegalClock, rule: Rule, zh: bool) -> Iterator[ExplanationLine]:
    unit = _UNITS[rule.unit][0 if zh else 1]
    if zh:
        yield ExplanationLine(None, f"依据{rule.article_zh}:{rule.name_zh},期限{rule.amount}{unit}")
    else:
        yield ExplanationLine(None, f"{rule.article_en}: {rule.name_en}, {rule.amount} {unit}")
    start_on = local_date(clock.started_at)
    if rule.unit == "hour":
        text = (
            "自此刻起连续计算,夜间和节假日不停"
            if zh
            else "runs without a stop, nights and holidays too"
        )
    else:
        text = "起算事件当日不计入" if zh else "the day of the event is not counted"
    yield ExplanationLine(start_on, text)


def _counting(
    clock: LegalClock, rule: Rule, calendar: WorkCalendar, zh: bool
) -> Iterator[ExplanationLine]:
    start_on = local_date(clock.started_at)
    if rule.unit == "working_day":
        yield from _skipped(start_on + ONE_DAY, clock.due_on, calendar, zh)
    elif rule.unit != "hour" and rule.amount is not None:
        raw = _raw_last_day(rule, start_on)
        if raw < clock.due_on and not clock.pauses:
            text = "届满日遇节假日,顺延" if zh else "the last day is a holiday and moves on"
            yield ExplanationLine(raw, text, clock.due_on - ONE_DAY)
    for pause in clock.pauses:
        until = local_date(pause.until) if pause.until else None
        text = "依法不计入期限" if zh else "not counted by law"
        yield ExplanationLine(local_date(pause.since), text, until)


def _raw_last_day(rule: Rule, start_on: date) -> date:
    amount = rule.amount or 0
    if rule.unit == "calendar_day":
        return start_on + timedelta(days=amount)
    return add_months(start_on, amount * (12 if rule.unit == "year" else 1))


def _skipped(
    first: date, last: date, calendar: WorkCalendar, zh: bool
) -> Iterator[ExplanationLine]:
    days = [first + ONE_DAY * n for n in range((last - first).days + 1)]
    for reason, run in groupby(days, key=lambda day: _group(day, calendar)):
        span = list(run)
        if isinstance(reason, Named):
            word = reason.zh if zh else reason.en
            text = f"{word},不计" if zh else f"{word}, not counted"
            yield ExplanationLine(span[0], text, span[-1] if len(span) > 1 else None)
        elif reason == "makeup":
            yield ExplanationLine(
                span[0], "调休上班,计入" if zh else "make-up working day, counted"
            )


def _group(day: date, calendar: WorkCalendar) -> Named | str:
    off = calendar.reason_off(day)
    if off is None:
        return "makeup" if day.weekday() >= 5 else "working"
    return off if day in calendar.off else Named("周末", "week-end")


def _ending(clock: LegalClock, rule: Rule, zh: bool) -> Iterator[ExplanationLine]:
    weekday = (WEEKDAYS_ZH if zh else WEEKDAYS_EN)[clock.due_on.weekday()]
    if rule.unit == "hour":
        text = "期限届满的时刻" if zh else "the period ends at this moment"
    else:
        text = (
            f"最后一日({weekday}),当日24时前有效" if zh else f"last day ({weekday}), until midnight"
        )
    yield ExplanationLine(clock.due_on, text)
    if "calendar_not_published" in clock.flags:
        text = (
            "该年放假安排尚未公布,按周末推算"
            if zh
            else "holidays of that year are not announced yet; counted by week-ends"
        )
        yield ExplanationLine(None, text)
    if not clock.verified:
        text = "该规则待法制机构确认" if zh else "this rule is still to be confirmed by counsel"
        yield ExplanationLine(None, text)

"""Why this date? A clock told line by line: rule, article, start, each day that was not counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lawbook.clocks import LegalClock, local_date, rule_of
from lawbook.counting import Counted, Span, count, first_hour_of
from lawbook.rules import Rule, load
from lawbook.workdays import ONE_DAY, WEEKDAYS_EN, WEEKDAYS_ZH, WorkCalendar, work_calendar

SATURDAY = 5


@dataclass(frozen=True)
class ExplanationLine:
    """One line; ``on`` is the day that it speaks of, ``until_on`` the last one of a row of days."""

    on: date | None
    text: str
    until_on: date | None = None


@dataclass(frozen=True)
class _Told:
    """What the lines are told from."""

    clock: LegalClock
    rule: Rule
    calendar: WorkCalendar
    language: str

    @property
    def start_on(self) -> date:
        return local_date(self.clock.started_at)

    def counted(self) -> Counted:
        return count(
            self.rule,
            self.start_on,
            bearer=self.clock.bearer,
            calendar=self.calendar,
            paused=self.clock.uncounted_spans(),
        )

    def say(self, sentence: str, **words: object) -> str:
        return str(load("sentences.yaml")[sentence][self.language]).format(**words)


def explain(
    clock: LegalClock, language: str = "zh", calendar: WorkCalendar | None = None
) -> list[ExplanationLine]:
    """The way from the event to the date, complete enough to be counted again by hand."""
    told = _Told(
        clock,
        rule_of(clock),
        calendar or work_calendar(),
        "zh" if language.startswith("zh") else "en",
    )
    if clock.is_set:
        return [*_fixed(told), *_ending(told)]
    return [*_heading(told), *_counting(told), *_ending(told)]


def _heading(told: _Told) -> Iterator[ExplanationLine]:
    clock, rule, zh = told.clock, told.rule, told.language == "zh"
    heading = told.say(
        "heading",
        article=clock.article_zh if zh else clock.article_en,
        name=clock.name_zh if zh else clock.name_en,
        amount=rule.amount,
        unit=load("sentences.yaml")["units"][rule.unit][told.language],
    )
    yield ExplanationLine(None, heading)
    beginning = first_hour_of(rule.count_rule) if rule.unit == "hour" else "first_day"
    yield ExplanationLine(told.start_on, told.say(beginning))


def _fixed(told: _Told) -> Iterator[ExplanationLine]:
    clock, zh = told.clock, told.language == "zh"
    article, name = (clock.article_zh, clock.name_zh) if zh else (clock.article_en, clock.name_en)
    yield ExplanationLine(None, told.say("fixed", article=article, name=name))


def _counting(told: _Told) -> Iterator[ExplanationLine]:
    if told.rule.unit == "working_day":
        yield from _skipped(told)
        return
    if told.rule.unit != "hour":
        yield from _rolled(told)
    yield from (_line(span, told.say("paused")) for span in _paused(told))


def _skipped(told: _Told) -> Iterator[ExplanationLine]:
    """The days between event and end that are no working days, and those that unexpectedly are."""
    length = (told.clock.due_on - told.start_on).days
    days = [told.start_on + ONE_DAY * n for n in range(1, length + 1)]
    for sentence, row in groupby(days, key=lambda day: _sentence_on(day, told)):
        if sentence:
            span = list(row)
            yield _line((span[0], span[-1]), sentence)


def _sentence_on(day: date, told: _Told) -> str | None:
    if any(first <= day <= last for first, last in told.clock.uncounted_spans()):
        return told.say("paused")
    if told.calendar.is_working_day(day):
        return told.say("makeup") if day.weekday() >= SATURDAY else None
    name = told.calendar.off.get(day)
    if name is None:
        return told.say("skipped", reason=told.say("weekend"))
    return told.say("skipped", reason=name.zh if told.language == "zh" else name.en)


def _rolled(told: _Told) -> Iterator[ExplanationLine]:
    """Why the last day is a month's end, moved on, or did not although it is a day of rest."""
    raw_on, last_on = told.counted().raw_last_on, told.clock.due_on
    in_months = told.rule.unit in {"month", "year"} and not told.clock.pauses
    if in_months and raw_on.day != told.start_on.day:
        yield ExplanationLine(raw_on, told.say("month_end"))
    if raw_on < last_on:
        yield _line((raw_on, last_on - ONE_DAY), told.say("moves_on"))
    elif not told.calendar.is_working_day(raw_on):
        yield ExplanationLine(raw_on, told.say("stands"))


def _paused(told: _Told) -> tuple[Span, ...]:
    if told.rule.unit != "hour":
        return told.clock.uncounted_spans()
    ended = ((pause.since, pause.until) for pause in told.clock.pauses)
    return tuple((local_date(since), local_date(until)) for since, until in ended if until)


def _ending(told: _Told) -> Iterator[ExplanationLine]:
    due_on = told.clock.due_on
    if told.clock.state == "paused":
        since_on = local_date(told.clock.pauses[-1].since)
        yield ExplanationLine(since_on, told.say("standing_still"))
    names = WEEKDAYS_ZH if told.language == "zh" else WEEKDAYS_EN
    if told.rule.unit == "hour":
        yield ExplanationLine(due_on, told.say("last_moment"))
    else:
        yield ExplanationLine(due_on, told.say("last_day", weekday=names[due_on.weekday()]))
    if "calendar_not_published" in told.clock.flags:
        yield ExplanationLine(None, told.say("calendar_not_published"))
    if not told.clock.verified:
        yield ExplanationLine(None, told.say("not_verified"))


def _line(span: Span, text: str) -> ExplanationLine:
    first, last = span
    return ExplanationLine(first, text, last if last > first else None)

"""A legal clock as services show it to people and programs."""

from datetime import UTC, datetime
from typing import Any

from lawbook.clocks import LegalClock, local_date
from lawbook.docket import Docket
from lawbook.explanation import explain
from lawbook.workdays import work_calendar


def clock_view(clock: LegalClock, language: str, now: datetime) -> dict[str, Any]:
    """A clock with its date, article and explanation in the caller's language.

    ``working_days_left``: working days after today up to the due day; negative when it has passed.
    """
    zh = language.startswith("zh")
    today = local_date(now)
    return {
        "rule_id": clock.rule_id,
        "name": clock.name_zh if zh else clock.name_en,
        "bearer": clock.bearer,
        "state": "overdue" if clock.is_overdue(now) else clock.state,
        "started_at": instant(clock.started_at),
        "due_at": instant(clock.due_at),
        "due_on": clock.due_on.isoformat(),
        "ended_at": instant(clock.ended_at) if clock.ended_at else None,
        "was_late": clock.was_late,
        "working_days_left": work_calendar().working_days_between(today, clock.due_on),
        "article": clock.article_zh if zh else clock.article_en,
        "verified": clock.verified,
        "flags": list(clock.flags),
        "explanation": [
            {
                "on": line.on.isoformat() if line.on else None,
                "until_on": line.until_on.isoformat() if line.until_on else None,
                "text": line.text,
            }
            for line in explain(clock, language)
        ],
    }


PARTIES = frozenset({"complainant", "respondent"})


def duties_until(docket: Docket, until: datetime) -> list[dict[str, str]]:
    """Open duties of authorities and mediators that fall due by then: rule, names in both languages, when.

    What is a right of a party, or waits for one, is nobody's work here.
    """
    return [
        {
            "rule_id": clock.rule_id,
            "name_zh": clock.name_zh,
            "name_en": clock.name_en,
            "due_at": instant(clock.due_at),
        }
        for clock in docket.running()
        if clock.due_at <= until and clock.bearer not in PARTIES
    ]


def instant(at: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""How dates, times and codes are written."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gateway import clock_words, presentation
from gateway.app import create_public_app
from tests.support.portal import Portal

CLOCK = {
    "state": "running",
    "due_at": "2026-12-01T15:59:59Z",
    "due_on": "2026-12-01",
    "working_days_left": 7,
}


@pytest.fixture
def say(portal: Portal) -> Any:
    app = create_public_app(portal.gateway)

    def say(function: Any, *values: Any, language: str = "zh") -> str:
        with app.test_request_context("/", environ_overrides={"huhang.language": language}):
            return str(function(*values))

    return say


@pytest.mark.parametrize(
    ("function", "values", "zh", "en"),
    [
        (
            presentation.day,
            ["2026-12-01"],
            "2026年12月1日（星期二）",
            "Tuesday 1 December 2026",
        ),
        # Ten to midnight in Greenwich is the next morning in Shanghai.
        (presentation.short_day, ["2026-11-20T23:50:00Z"], "2026年11月21日", "21 November 2026"),
        (
            presentation.moment,
            [datetime(2026, 11, 21, 6, 5, tzinfo=UTC)],
            "2026年11月21日 14:05",
            "21 November 2026, 14:05",
        ),
        (
            presentation.span,
            ["2026-11-25T01:00:00Z", "2026-11-25T02:30:00Z"],
            "2026年11月25日（星期三）09:00–10:30",
            "Wednesday 25 November 2026, 09:00–10:30",
        ),
        (presentation.receipt, ["2611210219942"], "2611 2102 1994 2", "2611 2102 1994 2"),
        (presentation.code, ["61470823"], "6147 0823", "6147 0823"),
        (presentation.code, ["482913"], "482 913", "482 913"),
        (presentation.yuan, [1_200_000], "¥12,000.00", "¥12,000.00"),
        (presentation.yuan, [5], "¥0.05", "¥0.05"),
        (presentation.file_size, [1_468_006], "1.4 MB", "1.4 MB"),
        (presentation.file_size, [10], "1 KB", "1 KB"),
        (presentation.bearer, ["court"], "人民法院", "the people's court"),
        (presentation.role, ["somebody_new"], "somebody_new", "somebody_new"),
    ],
)
def test_both_languages(say: Any, function: Any, values: list[Any], zh: str, en: str) -> None:
    assert say(function, *values) == zh
    assert say(function, *values, language="en") == en


@pytest.mark.parametrize(
    ("changes", "zh", "en", "urgency"),
    [
        ({}, "还有 7 个工作日", "7 working days left", "running"),
        ({"working_days_left": 1}, "还有 1 个工作日", "1 working day left", "soon"),
        (
            {"due_on": "2026-11-21", "working_days_left": 0},
            "今天 23:59 到期",
            "due today at 23:59",
            "soon",
        ),
        (
            {"due_at": "2026-11-22T05:30:00Z", "due_on": "2026-11-22", "working_days_left": 0},
            "还有 27 小时",
            "27 hours left",
            "soon",
        ),
        (
            {"state": "overdue", "working_days_left": -3},
            "已超期 3 个工作日",
            "overdue by 3 working days",
            "overdue",
        ),
        ({"state": "overdue", "working_days_left": 0}, "已超期", "overdue", "overdue"),
        ({"state": "met"}, "已按期完成", "done in time", "met"),
        ({"state": "met", "was_late": True}, "已办，但超期", "done, but late", "met"),
        ({"state": "cancelled"}, "不再适用", "no longer applies", "off"),
        ({"state": "paused"}, "暂停计算", "paused", "off"),
    ],
)
def test_what_is_left_of_a_legal_period(
    say: Any, changes: dict[str, Any], zh: str, en: str, urgency: str
) -> None:
    clock = CLOCK | changes

    assert say(clock_words.remaining, clock) == zh
    assert say(clock_words.remaining, clock, language="en") == en
    assert say(clock_words.urgency, clock) == urgency

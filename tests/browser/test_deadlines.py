"""J14: time goes by over two holidays and a Saturday that is worked instead; each alarm comes once."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Eye
from tests.browser.navigators.citizen import EN, ZH, Citizen, Receipt
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import NARROW, page_of
from tests.support.town import Town

pytestmark = pytest.mark.browser
BEFORE_MID_AUTUMN = datetime(2026, 9, 24, 1, 30, tzinfo=UTC)
IN_THE_HOLIDAY = datetime(2026, 10, 7, 1, 30, tzinfo=UTC)
CLOCK = "投诉受理/不予受理决定"
ALARMS = {
    8: ("将于三个工作日后到期", "还有 3 个工作日"),
    10: ("将于下一个工作日到期", "还有 1 个工作日"),  # a Saturday, worked for the holiday
    12: ("今天到期", "今天 23:59 到期"),
    13: ("已逾期", "已超期 1 个工作日"),
}
"""Day of October → what the timeline says that morning, and what stands beside the last day."""
WHY = {
    "zh": [
        "2026年9月24日：起算事件当日不计入",
        "2026年9月25日–2026年9月27日：中秋节，不计",
        "2026年10月1日–2026年10月7日：国庆节，不计",
        "2026年10月10日：调休上班，计入",
        "2026年10月11日：周末，不计",
        "2026年10月12日：最后一日（周一），当日24时前有效",
    ],
    "en": [
        "24 September 2026: the day of the event is not counted",
        "25 September 2026–27 September 2026: Mid-Autumn Festival, not counted",
        "1 October 2026–7 October 2026: National Day, not counted",
        "10 October 2026: make-up working day, counted",
        "11 October 2026: week-end, not counted",
        "12 October 2026: last day (Monday), until midnight",
    ],
}
WHY_NAMES = {"zh": "为什么是这一天？", "en": "Why this date?"}


def _becomes(town: Town, day: int) -> None:
    """The morning of a day in October, with what it brings."""
    town.clock.set(IN_THE_HOLIDAY.replace(day=day))
    town.settle()


def test_each_alarm_comes_once_on_its_working_day_and_both_sides_read_why_it_is_that_day(
    shared_town: Town, shared_url: str, browser: Browser, eye: Eye
) -> None:
    shared_town.clock.set(BEFORE_MID_AUTUMN)
    filed = shared_town.files(happened_on="2026-09")
    receipt = Receipt(filed["receipt_no"], filed["query_code"])
    path = f"/staff/submissions/{receipt.number}"

    with page_of(browser, shared_url) as page:
        officer = StaffNavigator(page, "zhangwei")
        for day in range(7, 14):
            _becomes(shared_town, day)
            if day in ALARMS:
                officer.returns_to(path)
                expect(page.get_by_text(ALARMS[day][1], exact=True)).to_be_visible()
        eye.on(page, "alarms")
        assert _alarms(page) == [
            f"2026年10月{day}日 09:30 · 系统 期限提醒：“{CLOCK}”{told}"
            for day, (told, _left) in sorted(ALARMS.items(), reverse=True)
        ]

    with page_of(browser, shared_url, viewport=NARROW) as page:
        for language, words in (("zh", ZH), ("en", EN)):
            Citizen(page, words).tracks(receipt)
            page.get_by_role("main").get_by_text(WHY_NAMES[language]).first.click()
            eye.on(page, f"explained-{language}")
            lines = page.get_by_role("listitem").filter(visible=True).all_inner_texts()
            assert [each for each in lines if each in WHY[language]] == WHY[language]


def _alarms(page: Page) -> list[str]:
    told = page.get_by_role("listitem").filter(has_text="期限提醒").all_inner_texts()
    return [" ".join(each.split()) for each in told]

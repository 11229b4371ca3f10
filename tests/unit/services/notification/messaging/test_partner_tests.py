"""Partner systems are tried on the first working morning of each month."""

from datetime import datetime

import pytest

from lawbook.workdays import work_calendar
from services.notification.messaging.partner_tests import next_test


@pytest.mark.parametrize(
    ("after", "planned"),
    [
        # 1 December 2026 is a Tuesday.
        ("2026-11-23T10:00", "2026-12-01"),
        # 1 to 7 October are off (国庆节).
        ("2026-09-30T10:00", "2026-10-08"),
        # 1 November 2026 is a Sunday.
        ("2026-10-31T23:59", "2026-11-02"),
        # 1 to 3 January 2026 are off, Sunday the fourth is worked for it (调休).
        ("2025-12-31T10:00", "2026-01-04"),
    ],
)
def test_the_next_test_is_on_the_first_working_morning_of_the_next_month(
    after: str, planned: str
) -> None:
    found = next_test(datetime.fromisoformat(f"{after}+08:00"), work_calendar())

    assert found == datetime.fromisoformat(f"{planned}T09:00+08:00")

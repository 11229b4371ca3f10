"""Submissions for tests of rules: no database, no web."""

from datetime import UTC, datetime
from typing import Any

from services.intake.domain.parties import Contact, Holder, Respondent
from services.intake.domain.submission import Submission

FRIDAY_20_NOVEMBER = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def a_submission(**changes: Any) -> Submission:
    """A complaint of 鹰城 against a shop that has just been filed; its events are taken away."""
    values: dict[str, Any] = {
        "id": "0" * 26,
        "receipt_no": "2611201234565",
        "kind": "complaint",
        "channel": "web",
        "language": "zh",
        "right_type": "trademark",
        "right_number": "12345678",
        "holder": Holder(name="鹰城五金工具有限公司", role="self"),
        "respondent": Respondent(name="红星五金商行"),
        "happened_on": "2026-10",
        "place": "平顶山市新华区",
        "facts": "该店销售标有“鹰城”商标的扳手。",
        "requests": ("stop",),
        "agrees_to_mediation": True,
        "contact": Contact(name="周明", phone="13803750001"),
        "evidence": (),
        "filed_at": FRIDAY_20_NOVEMBER,
    }
    submission = Submission(**(values | changes))
    submission.file()
    submission.events.clear()
    return submission

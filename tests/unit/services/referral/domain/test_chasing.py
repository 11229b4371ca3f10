"""A silent receiver is reminded on working mornings, once a day, until it acts."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chassis.errors import Conflict
from services.referral.domain.chasing import CHASE, REMIND, first_chase_at, next_chase_at
from services.referral.domain.events import PoliceReminded, ReferralMoved
from services.referral.domain.flow import PARTNER
from services.referral.domain.paper import Paper
from services.referral.domain.referral import Referral
from tests.support.referral import a_transfer, files

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def on(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of 2026 in Shanghai."""
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def a_lead_that_was_sent() -> Referral:
    """A lead on the desk of a department since Monday morning; to be signed for by Thursday."""
    referral = Referral(
        id="01REFERRAL",
        receipt_no="2611230000011",
        flow="department",
        desk="410403:market",
        purpose="请依法处理。",
        opened_by="zhangwei",
        opened_at=MONDAY,
    )
    referral.open()
    for each in referral.missing():
        referral.add_paper(Paper(code=each.code, title=each.zh, text="正文", added_at=MONDAY))
    referral.take("send", {}, side="centre", by="zhangwei", at=MONDAY)
    return referral


@pytest.mark.parametrize(
    ("due_at", "chased_at"),
    [
        (on(11, 26, 23, 59), on(11, 27)),
        # The last day was Friday 27 November: Saturday is no day to ask on.
        (on(11, 27, 23, 59), on(11, 30)),
        # Behind Friday 9 October comes Saturday 10 October 2026, a make-up working day (调休).
        (on(10, 9, 23, 59), on(10, 10)),
        # The National Day holiday of 2026 is 1 to 7 October.
        (on(9, 30, 23, 59), on(10, 8)),
    ],
)
def test_the_first_time_is_the_first_working_morning_too_late(
    due_at: datetime, chased_at: datetime
) -> None:
    assert first_chase_at(due_at) == chased_at


def test_the_next_time_is_as_many_working_days_later_as_the_body_is_given() -> None:
    assert next_chase_at(on(11, 26), 3) == on(12, 1)
    # 30 September, then the holiday: 8, 9 and the make-up Saturday 10 October count.
    assert next_chase_at(on(9, 30), 3) == on(10, 10)
    assert next_chase_at(on(9, 30), 1) == on(10, 8)


def test_a_reminder_stands_among_the_steps_and_changes_no_state() -> None:
    referral = a_lead_that_was_sent()

    referral.remind(REMIND, "", on(11, 25))
    referral.remind(CHASE, "zhangwei", on(11, 27))

    assert (referral.status, referral.chases) == ("sent", 1)
    assert [each.act for each in referral.steps][-2:] == [REMIND, CHASE]
    assert referral.last_step.act == "send"
    assert referral.events[-1] == ReferralMoved(CHASE, "")


def test_nobody_is_reminded_twice_on_one_day() -> None:
    referral = a_lead_that_was_sent()
    referral.remind(REMIND, "", on(11, 25, 9))

    with pytest.raises(Conflict, match="chased_today"):
        referral.remind(CHASE, "zhangwei", on(11, 25, 23, 59))

    referral.remind(CHASE, "zhangwei", on(11, 26, 0))


def test_who_owes_nothing_is_not_reminded() -> None:
    referral = a_lead_that_was_sent()
    at = MONDAY + timedelta(hours=1)
    referral.take("return", {"reasons": "不属于本机关管辖"}, side=PARTNER, by="zhoulan", at=at)

    assert referral.owed() is None
    with pytest.raises(Conflict, match="nobody_waited_for"):
        referral.remind(CHASE, "zhangwei", on(11, 30))


def test_counting_begins_anew_when_the_receiver_acts() -> None:
    referral = a_lead_that_was_sent()
    referral.remind(CHASE, "", on(11, 27))
    referral.remind(CHASE, "", on(12, 2))
    assert referral.chases == 2

    referral.take("sign", {}, side=PARTNER, by="zhoulan", at=on(12, 2, 10))

    assert referral.chases == 0
    assert referral.owed() is not None


def test_the_police_are_chased_from_the_delivery_whether_they_signed_or_not() -> None:
    """trf.police_decide, State Council Order 310 art. 8: who stays silent does not stop the clock."""
    transfer = a_transfer("sent")

    transfer.remind(REMIND, "", on(11, 25))
    transfer.remind(CHASE, "zhangwei", on(11, 27))

    assert (transfer.status, transfer.chases) == ("sent", 1)
    assert transfer.events[-1] == PoliceReminded(CHASE)
    with pytest.raises(Conflict, match="chased_today"):
        transfer.remind(CHASE, "lina", on(11, 27, 18))


def test_police_who_have_decided_are_not_chased() -> None:
    transfer = a_transfer("receipted")
    files(transfer)

    with pytest.raises(Conflict, match="nobody_waited_for"):
        transfer.remind(CHASE, "zhangwei", on(11, 27))


def test_what_was_chased_before_does_not_count_for_the_second_decision() -> None:
    transfer = a_transfer("receipted")
    transfer.remind(CHASE, "", MONDAY)
    transfer.decide("not_filed", "", "证据不足", MONDAY)

    transfer.reconsider("有新证据。", on(11, 24))

    assert transfer.chases == 0

"""The portal chases a silent receiver by itself, step by step; an officer may do so besides.

What no database sees is tried on SQLite alone.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from contracts.referral import ConfirmationRemindedV1, ReferralMovedV1, TransferRemindedV1
from services.referral.domain.chasing import WORDS
from tests.support.referral_office import POLICE, ReferralOffice

SHANGHAI = ZoneInfo("Asia/Shanghai")


def steps(office: ReferralOffice, path: str) -> list[tuple[str, str]]:
    """What stands there of reminders: the act, its day and hour."""
    found = office.read(path)["steps"]
    return [
        (each["act"], datetime.fromisoformat(each["at"]).astimezone(SHANGHAI).isoformat()[:13])
        for each in found
        if each["act"] in WORDS
    ]


def days_pass(office: ReferralOffice, *days: int) -> None:
    """Each of some days of November and December 2026 comes, its midnight and its morning."""
    for day in days:
        month, date = (11, day) if day <= 30 else (12, day - 30)
        for hour in (0, 9):
            office.clock.set(datetime(2026, month, date, hour, 10, tzinfo=SHANGHAI))
            office.works()


def test_silence_is_followed_by_a_reminder_and_two_more_words(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.referral_sent()
    clocks: list[dict[str, Any]] = sqlite_office.read(path)["clocks"]
    due = {each["rule_id"]: each["due_on"] for each in clocks if each["bearer"] == "partner"}

    days_pass(sqlite_office, *range(24, 41))

    assert due["ref.sign"] == "2026-11-26"
    assert steps(sqlite_office, path) == [
        ("remind", "2026-11-25T09"),
        ("chase", "2026-11-27T09"),
        ("chase", "2026-12-02T09"),
        ("escalate", "2026-12-07T09"),
    ]
    told = [e for e in sqlite_office.said(ReferralMovedV1) if e.act in WORDS]
    assert [(each.act, each.status, each.issues) for each in told] == [
        ("remind", "sent", ""),
        ("chase", "sent", ""),
        ("chase", "sent", ""),
        ("escalate", "sent", ""),
    ]


def test_each_body_has_a_ladder_of_its_own_and_so_have_the_police(
    sqlite_office: ReferralOffice,
) -> None:
    admin = sqlite_office.staff("admin", "administrator")
    once = {"name": "经侦支队", "chases": 1, "chase_days": 1}
    admin.act("referral", f"/api/v1/desks/{POLICE}", "revisions", once)
    path = sqlite_office.sent()

    days_pass(sqlite_office, *range(24, 41))

    told = [
        (each["act"], datetime.fromisoformat(each["at"]).astimezone(SHANGHAI).isoformat()[:10])
        for each in sqlite_office.read(path)["reminders"]
    ]
    assert told == [
        ("remind", "2026-11-25"),
        ("chase", "2026-11-27"),
        ("escalate", "2026-11-30"),
    ]
    assert [each.act for each in sqlite_office.said(TransferRemindedV1)] == [
        "remind",
        "chase",
        "escalate",
    ]


def test_who_signs_in_time_hears_nothing(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referral_sent()
    sqlite_office.do(sqlite_office.regulator, path, "acts", {"act": "sign"})

    days_pass(sqlite_office, *range(24, 31))

    assert steps(sqlite_office, path) == []


def test_an_officer_chases_once_a_day_and_a_partner_cannot(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.referral_sent()

    sqlite_office.do(sqlite_office.officer, path, "reminders")
    again = sqlite_office.officer.act("referral", path, "reminders")

    assert (again.status_code, again.get_json()["code"]) == (409, "chased_today")
    assert sqlite_office.regulator.act("referral", path, "reminders").status_code == 404
    assert sqlite_office.read(path)["chases"] == 1


def reminders(office: ReferralOffice, path: str) -> list[tuple[str, str]]:
    """What stands there of reminders of a court: the act and its day."""
    return [
        (each["act"], datetime.fromisoformat(each["at"]).astimezone(SHANGHAI).isoformat()[:10])
        for each in office.read(path)["reminders"]
    ]


def test_a_court_is_reminded_to_sign_while_the_parties_can_still_apply(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.prepared()
    [apply_by] = {each["due_on"] for each in sqlite_office.read(path)["clocks"]}

    days_pass(sqlite_office, *range(24, 61))

    assert [act for act, _on in reminders(sqlite_office, path)] == ["remind"]
    assert reminders(sqlite_office, path)[0][1] < apply_by


def test_a_court_that_signed_and_is_silent_is_reminded_and_chased(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.prepared()
    sqlite_office.do(sqlite_office.clerk, path, "receipt")
    due = {each["rule_id"]: each["due_on"] for each in sqlite_office.read(path)["clocks"]}

    days_pass(sqlite_office, *range(24, 61))

    last = due["med.court_decide_cpl"]
    acts = reminders(sqlite_office, path)
    assert [act for act, _on in acts] == ["remind", "chase", "chase"]
    assert acts[0][1] < last < acts[1][1]
    assert [each.act for each in sqlite_office.said(ConfirmationRemindedV1)] == [
        act for act, _on in acts
    ]

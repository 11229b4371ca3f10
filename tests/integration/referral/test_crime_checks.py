"""Whether matters should go to the police, over HTTP; the alarms of the supervisor."""

from typing import Any

from contracts.intake import SubmissionClosedV1
from tests.support.referral import MONDAY_9_AM, RECEIPT
from tests.support.referral_office import ReferralOffice

CHECKS = "/api/v1/crime-checks"


def a_check(**changes: Any) -> dict[str, Any]:
    return {
        "receipt_no": RECEIPT,
        "offence": "213",
        "figures": {"illegal_turnover_fen": 8_300_000},
        "answer": "transfer",
    } | changes


def ended(office: ReferralOffice) -> None:
    event = SubmissionClosedV1(receipt_no=RECEIPT, result="settled", closed_at=MONDAY_9_AM)
    office.hears(event, times=2)


def alarms(office: ReferralOffice) -> list[str]:
    found = office.read(f"{CHECKS}?alarms=true", office.chief)["items"]
    return [each["receipt_no"] for each in found]


def test_a_matter_that_ended_without_a_transfer_is_on_the_supervisors_list(
    office: ReferralOffice,
) -> None:
    office.officer.post("referral", CHECKS, a_check())
    assert alarms(office) == []

    ended(office)

    assert alarms(office) == [RECEIPT]


def test_a_matter_that_the_police_have_is_no_alarm(sqlite_office: ReferralOffice) -> None:
    sqlite_office.officer.post("referral", CHECKS, a_check())
    sqlite_office.sent()

    ended(sqlite_office)

    assert alarms(sqlite_office) == []


def test_a_no_without_reasons_is_refused_with_the_field(sqlite_office: ReferralOffice) -> None:
    answer = sqlite_office.officer.post("referral", CHECKS, a_check(answer="no"))

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "reason_for_no"


def test_partners_and_citizens_see_no_checks(sqlite_office: ReferralOffice) -> None:
    for person in (sqlite_office.liaison, sqlite_office.regulator):
        assert person.get("referral", CHECKS).status_code == 404


def test_what_adds_up_is_shown_with_the_reason_of_each_act(sqlite_office: ReferralOffice) -> None:
    figures = {"illegal_turnover_fen": 3_000_000}
    earlier = [
        {"done_on": "2026-03-01", "what": "2603010000012", "figures": figures},
        {"done_on": "2024-01-05", "figures": figures},
    ]

    answer = sqlite_office.officer.post(
        "referral", CHECKS, a_check(figures=figures, earlier=earlier)
    ).get_json()["answers"][0]

    assert [each["verdict"] for each in answer["earlier"]] == ["counted", "too_old"]
    assert (answer["lines"][0]["value"], answer["line_reached"]) == (6_000_000, True)


def test_a_figure_of_an_earlier_act_that_the_offence_does_not_know_is_refused(
    sqlite_office: ReferralOffice,
) -> None:
    earlier = [{"done_on": "2026-03-01", "figures": {"copies": 3}}]

    answer = sqlite_office.officer.post("referral", CHECKS, a_check(earlier=earlier))

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "figure_unknown"

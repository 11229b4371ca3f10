"""From the routed matter to two times yes."""

from datetime import date

import pytest

from chassis.schema import jobs
from contracts.mediation import (
    CaseEndedV1,
    CaseOpenedV1,
    ConsentGivenV1,
    InvitationIssuedV1,
    MediationClockAlarmV1,
)
from tests.support.mediation_office import CASES, SATURDAY, Office, a_routing

RECEIPT = "2026112100011"


def test_a_routed_matter_opens_a_case_and_invites_the_respondent(office: Office) -> None:
    office.hears_of(RECEIPT)
    office.works()

    case = office.case_of(RECEIPT)
    assert case.status == "awaiting_consent"
    assert [each.receipt_no for each in office.said(CaseOpenedV1)] == [RECEIPT]
    [invited] = office.said(InvitationIssuedV1)
    assert (invited.by_email, invited.answer_due_on) == (True, date(2026, 11, 25))


def test_the_same_message_and_its_twin_open_one_case(office: Office) -> None:
    office.hears(a_routing(RECEIPT), times=3)
    office.hears(a_routing(RECEIPT))

    assert len(office.said(CaseOpenedV1)) == 1


def test_a_matter_for_the_police_is_not_ours(office: Office) -> None:
    office.hears(a_routing(RECEIPT, route="police"))

    assert office.said(CaseOpenedV1) == []


def test_while_intake_is_away_the_case_waits_for_its_parties(office: Office) -> None:
    office.intake.is_away = True
    office.hears_of(RECEIPT)
    office.works()
    assert office.case_of(RECEIPT).status == "awaiting_parties"

    office.intake.is_away = False
    office.passes(seconds=5)

    assert office.case_of(RECEIPT).status == "awaiting_consent"


def test_when_intake_never_answers_the_question_is_parked_where_an_administrator_sees_it(
    office: Office,
) -> None:
    office.intake.is_away = True
    office.hears_of(RECEIPT)
    for _ in range(6):
        office.passes(hours=2)

    [failure] = office.staff("admin", "administrator").get("/internal/failures").get_json()["items"]
    assert failure["kind"] == "mediation.fetch_parties"
    assert office.case_of(RECEIPT).status == "awaiting_parties"


def test_the_link_lets_the_respondent_find_the_case_and_changes_nothing(office: Office) -> None:
    path = office.invites()
    before = office.officer.get(path)
    link = office.officer.get(f"{path}/invitation").get_json()["link"]

    found = office.visitor.post("/api/v1/invitations/open", {"token": link.rsplit("/", 1)[1]})

    assert found.get_json() == {"receipt_no": RECEIPT, "case_id": path.rsplit("/", 1)[1]}
    assert office.officer.get(path).headers["ETag"] == before.headers["ETag"]


def test_the_database_does_not_know_the_link(office: Office) -> None:
    path = office.invites()
    token = office.officer.get(f"{path}/invitation").get_json()["link"].rsplit("/", 1)[1]
    proof = token.split(".")[1]

    texts = office.within(
        lambda uow: [
            str(row)
            for table in ("cases", "outbox", "jobs")
            for row in uow.connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608
        ]
    )

    assert texts
    assert all(proof not in text for text in texts)


def test_every_wrong_link_gets_one_answer(office: Office) -> None:
    first = office.invites("2026112100011")
    second = office.invites("2026112100022")
    tokens = [
        office.officer.get(f"{path}/invitation").get_json()["link"].rsplit("/", 1)[1]
        for path in (first, second)
    ]
    swapped = f"{tokens[0].split('.')[0]}.{tokens[1].split('.')[1]}"

    answers = [
        office.visitor.post("/api/v1/invitations/open", {"token": token})
        for token in (swapped, tokens[0][:-1], tokens[0] + "x", "x", "ü.é", ".")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.get_json()["code"] for answer in answers} == {"not_found"}


@pytest.mark.parametrize(("email", "by_email"), [("boss@eagle.example", True), ("", False)])
def test_the_paper_says_whether_the_link_also_goes_by_mail(
    office: Office, email: str, by_email: bool
) -> None:
    path = office.invites(respondent_email=email)

    paper = office.officer.get(f"{path}/invitation").get_json()

    assert paper["by_email"] is by_email
    assert paper["link"].startswith("http://127.0.0.1:8000/invitations/")


def test_before_the_parties_are_known_there_is_nothing_to_print(office: Office) -> None:
    office.hears_of(RECEIPT)

    paper = office.officer.get(f"{CASES}/{office.case_of(RECEIPT).id}/invitation")

    assert paper.status_code == 404


def test_the_respondents_yes_opens_the_way_when_the_complainant_agreed_at_filing(
    office: Office,
) -> None:
    path = office.invites(agrees=True)

    answer = office.citizen(RECEIPT, "respondent").post(f"{path}/consents", {"agrees": True})

    assert answer.get_json()["status"] == "awaiting_mediator"
    assert office.said(ConsentGivenV1)[-1].side == "respondent"


def test_both_are_asked_when_the_complainant_said_nothing(office: Office) -> None:
    path = office.invites(agrees=False)
    complainant = office.citizen(RECEIPT, "complainant")
    respondent = office.citizen(RECEIPT, "respondent")

    assert (
        respondent.post(f"{path}/consents", {"agrees": True}).get_json()["status"]
        == "awaiting_consent"
    )
    assert (
        complainant.post(f"{path}/consents", {"agrees": True}).get_json()["status"]
        == "awaiting_mediator"
    )


def test_a_no_ends_the_case_and_says_on_which_ground(office: Office) -> None:
    path = office.invites()

    answer = office.citizen(RECEIPT, "respondent").post(f"{path}/consents", {"agrees": False})

    assert (answer.get_json()["status"], answer.get_json()["ground"]) == ("ended", "T2")
    [ended] = office.said(CaseEndedV1)
    assert ended.ground == "T2"


def test_a_consent_sent_twice_is_given_once(office: Office) -> None:
    path = office.invites()
    respondent = office.citizen(RECEIPT, "respondent")

    first = respondent.post(f"{path}/consents", {"agrees": True}, key="once")
    second = respondent.post(f"{path}/consents", {"agrees": True}, key="once")

    assert second.get_json() == first.get_json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(office.said(ConsentGivenV1)) == 1


def test_a_consent_out_of_turn_says_what_is_possible(office: Office) -> None:
    path = office.with_consents()

    answer = office.citizen(RECEIPT, "respondent").post(f"{path}/consents", {"agrees": True})

    assert answer.status_code == 409
    assert answer.get_json()["possible_now"] == ["propose", "end"]


def test_the_case_shows_the_clock_the_last_day_and_its_article(office: Office) -> None:
    path = office.invites()

    shown = office.officer.get(path).get_json()

    assert shown["mediation_due_on"] == "2027-01-19"
    [clock] = shown["clocks"]
    assert (clock["rule_id"], clock["due_on"]) == ("med.online_contact", "2026-11-25")
    assert "第15条" in clock["article"]


def test_a_respondent_who_stays_silent_lets_the_clock_speak(office: Office) -> None:
    office.invites()

    office.passes(days=5)

    moments = [each.moment for each in office.said(MediationClockAlarmV1)]
    assert moments == ["approaching_1", "due", "overdue"]


def test_an_answer_in_time_keeps_the_clock_quiet(office: Office) -> None:
    office.with_consents()

    office.passes(days=30)

    assert office.said(MediationClockAlarmV1) == []
    assert office.within(lambda uow: uow.connection.execute(jobs.select()).all()) == []


def test_the_day_of_the_tests_is_a_saturday() -> None:
    assert SATURDAY.strftime("%A") == "Saturday"

"""Judicial confirmation: thirty days for both together, the court's periods, the ruling."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.errors import Conflict, InvalidInput
from services.referral.domain import events
from services.referral.domain.application_text import Facts, application_text, proof_text
from services.referral.domain.confirmation import Confirmation
from tests.support.referral import MONDAY_9_AM, a_confirmation, a_paper, an_application

TUESDAY = MONDAY_9_AM + timedelta(days=1)
WEDNESDAY = MONDAY_9_AM + timedelta(days=2)


def clocks(confirmation: Confirmation) -> list[tuple[str, str, str]]:
    """Rule, bearer and state of every clock."""
    return [(each.rule_id, each.bearer, each.state) for each in confirmation.docket.clocks]


def test_both_parties_have_thirty_days_together() -> None:
    confirmation = a_confirmation()

    assert clocks(confirmation) == [
        ("med.judicial_confirmation", "complainant", "running"),
        ("med.judicial_confirmation", "respondent", "running"),
    ]
    assert {each.due_on for each in confirmation.docket.clocks} == {date(2026, 12, 23)}
    assert confirmation.events == [events.ConfirmationPrepared(date(2026, 12, 23))]


@pytest.mark.parametrize(
    ("effective_at", "apply_by"),
    [
        (datetime(2026, 11, 27, 1, 0, tzinfo=UTC), date(2026, 12, 28)),  # day 30 is a Sunday
        (datetime(2026, 9, 1, 1, 0, tzinfo=UTC), date(2026, 10, 8)),  # day 30 is National Day
        (datetime(2026, 11, 20, 16, 30, tzinfo=UTC), date(2026, 12, 21)),  # the 21st in Shanghai
    ],
)
def test_the_thirtieth_day_moves_to_a_day_on_which_the_court_is_open(
    effective_at: datetime, apply_by: date
) -> None:
    confirmation = a_confirmation(effective_at=effective_at)

    assert confirmation.events == [events.ConfirmationPrepared(apply_by)]


@pytest.mark.parametrize(
    ("code", "name"), [("application", "司法确认申请书"), ("agreement", "调解协议")]
)
def test_an_incomplete_application_is_not_laid_on_the_desk(code: str, name: str) -> None:
    confirmation = an_application()
    confirmation.papers = [
        a_paper(paper.code, text="" if paper.code == code else "正文")
        for paper in confirmation.papers
    ]

    with pytest.raises(Conflict, match="documents_missing") as refusal:
        confirmation.prepare()

    assert [each["name"] for each in refusal.value.extra["missing"]] == [name]
    assert (confirmation.docket.clocks, confirmation.events) == ([], [])


def test_the_clerks_signature_ends_the_parties_days_and_starts_the_courts() -> None:
    confirmation = a_confirmation()

    confirmation.receipt("zhaomin", TUESDAY)

    assert clocks(confirmation) == [
        ("med.judicial_confirmation", "complainant", "met"),
        ("med.judicial_confirmation", "respondent", "met"),
        ("med.court_accept", "court", "running"),
        ("med.court_decide_cpl", "court", "running"),
    ]
    assert (confirmation.receipted_by, confirmation.receipted_at) == ("zhaomin", TUESDAY)
    assert confirmation.events[-1] == events.ConfirmationReceipted(TUESDAY)


def test_the_court_has_three_days_to_accept_and_thirty_to_rule() -> None:
    confirmation = a_confirmation("receipted")

    due = {each.rule_id: each.due_on for each in confirmation.docket.running()}

    assert due == {
        "med.court_accept": date(2026, 11, 27),
        "med.court_decide_cpl": date(2026, 12, 24),
    }


@pytest.mark.parametrize(("decision", "reasons"), [("confirmed", ""), ("rejected", "内容不明确")])
def test_the_ruling_ends_it(decision: str, reasons: str) -> None:
    confirmation = a_confirmation("receipted")

    confirmation.decide(decision, "（2026）豫0402民特123号", reasons, WEDNESDAY)

    assert confirmation.status == decision
    assert confirmation.docket.running() == []
    assert confirmation.events[-1] == events.ConfirmationDecided(
        decision, "（2026）豫0402民特123号", WEDNESDAY
    )


@pytest.mark.parametrize(
    ("decision", "ruling_no", "field"),
    [
        ("rejected", "（2026）豫0402民特123号", "/reasons"),
        ("rejected", "", "/ruling_no"),
        ("confirmed", "", "/ruling_no"),
    ],
)
def test_a_ruling_has_a_number_and_a_rejection_its_reasons(
    decision: str, ruling_no: str, field: str
) -> None:
    confirmation = a_confirmation("receipted")

    with pytest.raises(InvalidInput) as refusal:
        confirmation.decide(decision, ruling_no, "", WEDNESDAY)

    assert [each.pointer for each in refusal.value.errors] == [field]
    assert confirmation.status == "receipted"


def test_one_alarm_speaks_for_both_parties() -> None:
    confirmation = a_confirmation()
    due = [each for each in confirmation.docket.alarms() if each.moment == "due"]

    spoken = [confirmation.clock_speaks(each.clock_key, each.moment) for each in due]

    assert spoken == [True, False]
    assert confirmation.events[-1] == events.ClockSpoke(
        "med.judicial_confirmation", "due", datetime(2026, 12, 23, 15, 59, 59, tzinfo=UTC)
    )


def test_after_the_signature_the_parties_are_reminded_no_more() -> None:
    confirmation = a_confirmation()
    keys = [each.clock_key for each in confirmation.docket.alarms()]
    confirmation.receipt("zhaomin", TUESDAY)

    assert [confirmation.clock_speaks(key, "due") for key in keys] == [False] * len(keys)


def test_the_application_says_who_asks_whom_for_what() -> None:
    facts = Facts(
        receipt_no="2611210000019",
        court="平顶山市新华区人民法院",
        complainant="红星五金商行",
        respondent="鹰城五金工具有限公司",
        mediator="陈静",
        agreement_sha256="ab" * 32,
        effective_on=date(2026, 11, 23),
    )

    application, proof = application_text(facts), proof_text(facts)

    assert application.startswith("司法确认申请书\n申请人（甲方）：红星五金商行\n")
    assert "于2026年11月23日达成调解协议" in application
    assert application.endswith("此致\n平顶山市新华区人民法院")
    assert "ab" * 32 in application
    assert "调解员陈静主持调解" in proof

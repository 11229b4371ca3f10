"""Which ways a notice takes, when, and what people can choose."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contracts import intake, mediation, referral
from tests.integration.notification.conftest import Opening
from tests.support.examples import example
from tests.support.notification_office import RECEIPT_NO, SESSION, NotificationOffice

READER, PHONE = "zhou@right-holder.example", "13800001234"
SATURDAY_NIGHT = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
"""Half past ten in the evening in Shanghai."""
SUNDAY_EIGHT = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return tmp_path / "texts.jsonl"


@pytest.fixture
def office(opening: Opening, texts: Path) -> NotificationOffice:
    office = opening(HUHANG_SMS_URL=texts.as_uri())
    due = {"answer_due_on": "2026-12-01"}
    office.knows("complainant", READER, phone=PHONE, facts=due | SESSION | {"mediator": "陈静"})
    office.knows("respondent", "boss@shop.example", facts=due | SESSION | {"mediator": "陈静"})
    office.knows("mediator", "chenjing@pool.example", facts=SESSION)
    return office


def _chooses(office: NotificationOffice, **choices: Any) -> Any:
    return office.citizen_posts("/api/v1/message-preferences", "complainant", choices)


def _texts(texts: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in texts.read_text().splitlines()] if texts.exists() else []


def test_whoever_chose_nothing_gets_mails_alone(office: NotificationOffice, texts: Path) -> None:
    office.hears_and_works(example(intake.SubmissionFiledV1))

    assert office.server.recipients == [READER]
    assert _texts(texts) == []


def test_whoever_chose_text_messages_gets_one_of_one_segment(
    office: NotificationOffice, texts: Path
) -> None:
    _chooses(office, sms=True)

    office.hears_and_works(example(intake.SubmissionAcceptedV1))

    [text] = _texts(texts)
    assert (text["to"], text["channel"]) == ("+8613800001234", "sms")
    assert text["text"].startswith("【知识产权维权援助】您的投诉已受理")
    assert len(text["text"]) <= 70
    assert "http" not in text["text"]
    states = {each.channel: (each.state, each.sent_to) for each in office.notices()}
    assert states["sms"] == ("sent", "138****1234")


def test_mail_can_be_switched_off_where_the_law_does_not_want_it(
    office: NotificationOffice,
) -> None:
    _chooses(office, email=False)

    office.hears_and_works(example(intake.SubmissionFiledV1))

    assert office.server.mails == []
    [notice] = office.notices()
    assert (notice.channel, notice.state) == ("portal", "sent")


@pytest.mark.parametrize(
    "event",
    [
        intake.SubmissionAcceptedV1,
        intake.SubmissionRefusedV1,
        intake.SubmissionClosedV1,
        mediation.MediatorAppointedV1,
        mediation.AgreementReachedV1,
    ],
)
def test_what_the_law_wants_told_cannot_be_switched_off(
    office: NotificationOffice, event: type[Any]
) -> None:
    _chooses(office, email=False)

    office.hears_and_works(example(event))

    assert READER in office.server.recipients


def test_a_way_that_is_not_there_cannot_be_chosen(opening: Opening) -> None:
    office = opening()
    office.knows("complainant", READER, phone=PHONE, facts={"answer_due_on": "2026-12-01"})

    offered = _chooses(office, sms=True)["choices"]
    office.hears_and_works(example(intake.SubmissionFiledV1))

    assert offered == {"email": True}
    assert [each.channel for each in office.notices()] == ["email"]


def test_a_text_message_waits_for_the_morning_and_the_mail_does_not(
    office: NotificationOffice, texts: Path
) -> None:
    _chooses(office, sms=True)
    office.clock.set(SATURDAY_NIGHT)

    office.hears_and_works(example(intake.SubmissionAcceptedV1))
    at_night = (len(office.server.mails), len(_texts(texts)))
    office.clock.set(SUNDAY_EIGHT)
    office.works()

    assert at_night == (1, 0)
    assert len(_texts(texts)) == 1


def test_a_try_that_failed_in_the_evening_is_not_repeated_at_night(
    office: NotificationOffice, texts: Path
) -> None:
    _chooses(office, sms=True)
    texts.mkdir()
    office.clock.set(datetime(2026, 11, 21, 12, 59, tzinfo=UTC))
    office.hears_and_works(example(intake.SubmissionAcceptedV1))
    texts.rmdir()

    office.passes(minutes=10)
    at_night = _texts(texts)
    office.clock.set(SUNDAY_EIGHT)
    office.works()

    assert at_night == []
    assert len(_texts(texts)) == 1


def test_a_signing_code_comes_at_night_as_well(office: NotificationOffice) -> None:
    office.knows("complainant_signing", READER, facts={"code": "402913"})
    office.neighbours.people["respondent_signing"] = None
    office.clock.set(SATURDAY_NIGHT)

    office.hears_and_works(example(mediation.AgreementDraftedV1))

    assert office.server.recipients == [READER]


@pytest.mark.parametrize("number", ["0375-2022211", "12330", "not a number"])
def test_a_number_that_takes_no_texts_is_said_to_staff(
    office: NotificationOffice, texts: Path, number: str
) -> None:
    office.knows("complainant", READER, phone=number)
    _chooses(office, sms=True)

    office.hears_and_works(example(intake.SubmissionAcceptedV1))

    [notice] = [each for each in office.notices() if each.channel == "sms"]
    assert (notice.state, notice.reason) == ("failed", "number_unreadable")
    assert _texts(texts) == []


def _scheduled(starts_at: str) -> mediation.SessionScheduledV1:
    return example(  # type: ignore[no-any-return]
        mediation.SessionScheduledV1,
        session_id=SESSION["session_id"],
        starts_at=datetime.fromisoformat(starts_at),
    )


def _subjects(office: NotificationOffice, word: str) -> list[str]:
    return [str(mail["To"]) for mail in office.server.mails if word in str(mail["Subject"])]


def test_a_session_is_called_to_mind_three_and_one_working_days_before(
    office: NotificationOffice,
) -> None:
    # Filed on Saturday the 21st; the session is on Friday the 27th at half past nine.
    office.hears_and_works(_scheduled("2026-11-27T01:30:00+00:00"))
    at_once = _subjects(office, "提醒")

    office.clock.set(datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
    office.works()
    on_tuesday = sorted(_subjects(office, "提醒"))
    office.clock.set(datetime(2026, 11, 26, 1, 0, tzinfo=UTC))
    office.works()

    assert at_once == []
    assert on_tuesday == ["boss@shop.example", READER]
    assert len(_subjects(office, "提醒")) == 2 + 3


def test_a_session_that_is_near_is_not_called_to_mind_for_a_day_that_has_passed(
    office: NotificationOffice,
) -> None:
    office.hears_and_works(_scheduled("2026-11-23T01:30:00+00:00"))

    assert {each.template for each in office.notices()} == {"session_scheduled"}


def test_a_session_that_was_moved_is_called_to_mind_no_more(office: NotificationOffice) -> None:
    office.hears_and_works(_scheduled("2026-11-27T01:30:00+00:00"))
    for audience in ("complainant", "respondent", "mediator"):
        person = office.neighbours.people[audience]
        assert person is not None
        person["facts"] |= {"session_id": "01KSESSION0000000000000002"}

    office.clock.set(datetime(2026, 11, 26, 1, 0, tzinfo=UTC))
    office.works()

    assert _subjects(office, "提醒") == []


def test_a_respondent_who_has_not_answered_is_reminded_one_working_day_before(
    office: NotificationOffice,
) -> None:
    link = {"answer_due_on": "2026-12-01", "link": "https://portal.example.cn/invitations/x"}
    office.knows("respondent", "boss@shop.example", facts=link)
    alarm = {"rule_id": "med.online_contact"}

    office.hears_and_works(
        example(mediation.MediationClockAlarmV1, moment="approaching_3", **alarm)
    )
    office.hears_and_works(
        example(mediation.MediationClockAlarmV1, moment="approaching_1", **alarm)
    )

    assert office.server.recipients == ["boss@shop.example"]
    assert "请答复调解邀请" in str(office.server.mails[0]["Subject"])


def test_hundreds_of_notices_at_once_are_all_sent_and_none_twice(
    office: NotificationOffice,
) -> None:
    for number in range(300):
        office.hears(example(intake.SubmissionFiledV1, receipt_no=f"{number:013d}"), times=2)

    office.works()

    assert len(office.server.mails) == 300
    assert len({mail["Message-ID"] for mail in office.server.mails}) == 300


def test_choices_are_the_callers_own(office: NotificationOffice) -> None:
    _chooses(office, email=False)

    other = office.citizen_reads("/api/v1/message-preferences", "respondent")

    assert other["choices"]["email"] is True
    assert "accepted" not in other["always"]
    mine = office.citizen_reads("/api/v1/message-preferences", "complainant")
    assert mine["choices"]["email"] is False
    assert "accepted" in mine["always"]


def test_the_inbox_shows_each_message_once_and_remembers_what_was_read(
    office: NotificationOffice,
) -> None:
    _chooses(office, sms=True)
    office.hears_and_works(example(intake.SubmissionAcceptedV1))
    office.hears_and_works(example(mediation.MediatorAppointedV1))

    before = office.citizen_reads("/api/v1/messages", "complainant")
    ids = [each["notice_id"] for each in before["items"]]
    office.citizen_posts("/api/v1/messages/readings", "complainant", {"notice_ids": ids[:1]})

    assert [each["template"] for each in before["items"]] == ["mediator_appointed", "accepted"]
    assert before["unread"] == 2
    after = office.citizen_reads("/api/v1/messages", "complainant")
    assert [each["is_read"] for each in after["items"]] == [True, False]
    theirs = office.citizen_reads("/api/v1/messages", "respondent")
    assert [(each["template"], each["is_read"]) for each in theirs["items"]] == [
        ("mediator_appointed", False)
    ]


def test_nobody_reads_the_messages_of_others(office: NotificationOffice) -> None:
    office.hears_and_works(example(intake.SubmissionAcceptedV1))
    [notice] = office.notices()

    other = office.citizen_reads("/api/v1/messages", "complainant", matter="2611219999999")
    noted = office.citizen_posts(
        "/api/v1/messages/readings",
        "complainant",
        {"notice_ids": [notice.id]},
        matter="2611219999999",
    )

    assert other == {"items": [], "unread": 0}
    assert noted == {"read": 0}


def test_a_mediator_and_a_desk_find_what_is_theirs(office: NotificationOffice) -> None:
    office.knows("mediator", "chenjing@pool.example", reader="staff:chenjing", facts=SESSION)
    office.knows("court_desk", "lian@court.example", reader="desk:court:xinhua")
    office.hears_and_works(example(mediation.MediatorProposedV1))
    office.hears_and_works(example(referral.ConfirmationPreparedV1))

    mediator = office.staff_reads("/api/v1/messages", "mediator", account="chenjing")
    clerk = office.staff_reads("/api/v1/messages", "court_clerk", organisation="court:xinhua")
    stranger = office.staff_reads("/api/v1/messages", "mediator", account="liuyang")
    assert [each["template"] for each in mediator["items"]] == ["mediator_proposed"]
    assert [each["template"] for each in clerk["items"]] == ["court_item"]
    assert stranger["items"] == []
    assert mediator["items"][0]["receipt_no"] == RECEIPT_NO


def test_who_gets_work_and_who_loses_it_are_told_in_their_own_inboxes(
    office: NotificationOffice,
) -> None:
    office.hears_and_works(
        example(intake.SubmissionAssignedV1, assignee="lina", before="chenhua", way="to_deputy")
    )
    office.hears_and_works(example(intake.SubmissionReturnedV1, needs_ruling=True))

    told = {(each.reader, each.template, each.channel) for each in office.notices()}
    assert told == {
        ("staff:lina", "assigned", "portal"),
        ("staff:chenhua", "unassigned", "portal"),
        ("role:supervisor", "ruling_needed", "portal"),
    }
    assert office.server.mails == []

"""Which event makes which mails, and to whom."""

from typing import Any

import pytest

from contracts import intake, mediation, referral
from tests.support.examples import example
from tests.support.mail_server import text_parts
from tests.support.notification_office import RECEIPT_NO, SESSION, NotificationOffice

COMPLAINANT, RESPONDENT = "zhou@right-holder.example", "boss@shop.example"
MEDIATOR, COURT, POLICE = "chenjing@pool.example", "desk@court.example", "desk@police.example"
PANEL, APPLICANT = "wuhao@pool.example", "zhoumin@pool.example"
BOTH = {COMPLAINANT, RESPONDENT}

MAILS: list[tuple[type[Any], set[str], str]] = [
    (intake.SubmissionFiledV1, {COMPLAINANT}, "已收到您的投诉"),
    (intake.SubmissionAcceptedV1, {COMPLAINANT}, "您的投诉已受理"),
    (intake.SubmissionRefusedV1, {COMPLAINANT}, "您的投诉不予受理"),
    (intake.SubmissionRoutedV1, {COMPLAINANT}, "您的投诉已转入调解"),
    (intake.SubmissionClosedV1, {COMPLAINANT}, "您的投诉已办结"),
    (mediation.InvitationIssuedV1, {RESPONDENT}, "调解邀请"),
    (mediation.MediatorProposedV1, {MEDIATOR}, "请确认是否担任调解员"),
    (mediation.MediatorAppointedV1, BOTH, "调解员已选定"),
    (mediation.SessionScheduledV1, {*BOTH, MEDIATOR}, "调解会议通知"),
    (mediation.SessionCancelledV1, {*BOTH, MEDIATOR}, "调解会议取消"),
    (mediation.PanelMovedV1, {PANEL}, "请确认是否加入合议组"),
    (mediation.PanelCalledV1, {PANEL}, "调解会议通知"),
    (mediation.AbsenceMovedV1, {RESPONDENT}, "您没有到会"),
    (mediation.SlotKeptV1, {*BOTH, MEDIATOR}, "保留的会议时间"),
    (mediation.AttendanceAnsweredV1, {MEDIATOR}, "有人不能参加调解会议"),
    (mediation.MediationClockAlarmV1, {RESPONDENT}, "请答复调解邀请"),
    (mediation.AgreementDraftedV1, BOTH, "调解协议签署码"),
    (mediation.AgreementReachedV1, BOTH, "调解协议已生效"),
    (mediation.CaseEndedV1, {*BOTH, MEDIATOR}, "调解已终止"),
    (referral.ConfirmationPreparedV1, {COURT}, "司法确认申请待签收"),
    (referral.ConfirmationDecidedV1, BOTH, "司法确认已有结果"),
    (referral.TransferSentV1, {POLICE}, "有一件案件移送待签收"),
    (referral.ReconsiderationRequestedV1, {POLICE}, "有一件提请复议"),
]


@pytest.fixture
def town(small_office: NotificationOffice) -> NotificationOffice:
    """An office whose neighbours know everybody who may have to be told."""
    due = {"answer_due_on": "2026-12-01"}
    link = {"link": "https://portal.example.cn/i/abc"}
    case = due | SESSION | {"mediator": "陈静"}
    small_office.knows("complainant", COMPLAINANT, name="周明", facts=case | {"kind": "complaint"})
    small_office.knows("respondent", RESPONDENT, name="红星五金商行", facts=case | link)
    small_office.knows("complainant_signing", COMPLAINANT, facts=case | {"code": "402913"})
    small_office.knows("respondent_signing", RESPONDENT, facts=case | link | {"code": "771204"})
    small_office.knows("mediator", MEDIATOR, name="陈静", facts=case)
    small_office.knows("panel", PANEL, name="吴昊", facts=case)
    small_office.knows("applicant", APPLICANT, name="周敏")
    small_office.knows("court_desk", COURT)
    small_office.knows("police_desk", POLICE)
    return small_office


KNOWN_FACTS: dict[type[Any], dict[str, Any]] = {
    mediation.SessionScheduledV1: {"session_id": SESSION["session_id"]},
    mediation.PanelCalledV1: {"session_id": SESSION["session_id"]},
    mediation.AttendanceAnsweredV1: {"session_id": SESSION["session_id"], "answer": "declined"},
    mediation.MediationClockAlarmV1: {"rule_id": "med.online_contact", "moment": "approaching_1"},
    referral.ConfirmationDecidedV1: {"ruling_no": "No. 1"},
}


@pytest.mark.parametrize(
    ("event", "readers", "subject"), MAILS, ids=lambda x: getattr(x, "TYPE", "")
)
def test_an_event_is_told_to_everybody_whom_it_concerns(
    town: NotificationOffice, event: type[Any], readers: set[str], subject: str
) -> None:
    town.hears_and_works(example(event, **KNOWN_FACTS.get(event, {})))

    mails = town.server.mails
    assert sorted(town.server.recipients) == sorted(readers)
    assert {str(mail["To"]) for mail in mails} == readers
    assert all(subject in str(mail["Subject"]) for mail in mails)
    told = [each for each in town.notices() if each.template != "session_reminder"]
    assert {notice.state for notice in told} == {"sent"}


@pytest.mark.parametrize(
    ("event", "readers", "subject"), MAILS, ids=lambda x: getattr(x, "TYPE", "")
)
def test_every_mail_exists_in_english_without_a_chinese_word(
    town: NotificationOffice, event: type[Any], readers: set[str], subject: str
) -> None:
    _everybody_reads_english(town)

    town.hears_and_works(example(event, **KNOWN_FACTS.get(event, {})))

    assert len(town.server.mails) == len(readers)
    texts = "".join(str(mail["Subject"]) + text_parts(mail) for mail in town.server.mails)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in texts)


def _everybody_reads_english(town: NotificationOffice) -> None:
    for person in town.neighbours.people.values():
        assert person is not None
        person["language"] = "en"
        person["facts"] |= {"room": "Room 1", "mediator": "Chen Jing"}


POOL_NEWS = (
    "application_received",
    "application_asked",
    "application_admitted",
    "application_refused",
    "term_renewed",
    "term_ending",
    "suspended",
    "resumed",
    "licence_noted",
    "licence_ending",
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_step_in_the_pool_is_a_mail_of_its_own_to_the_one_person(
    town: NotificationOffice, language: str
) -> None:
    link = "https://portal.example.cn/experts/supply/A.B"
    facts = {"reason": "licence", "supply": link}
    town.knows("applicant", APPLICANT, language=language, facts=facts)

    for act in POOL_NEWS:
        town.hears(example(mediation.PoolMovedV1, act=act))
    town.works()

    mails = town.server.mails
    assert {mail["To"] for mail in mails} == {APPLICANT}
    assert len({str(mail["Subject"]) for mail in mails}) == len(POOL_NEWS)
    assert sum(link in text_parts(mail) for mail in mails) == 1  # where more was asked for


def test_a_matter_that_goes_to_the_police_is_not_told_to_anybody(town: NotificationOffice) -> None:
    town.hears_and_works(example(intake.SubmissionRoutedV1, route="police"))

    assert town.server.mails == []
    assert town.notices() == []


def test_everybody_who_left_no_address_is_listed_for_a_letter(town: NotificationOffice) -> None:
    town.knows("respondent", "")

    town.hears_and_works(example(mediation.InvitationIssuedV1, by_email=False))

    [notice] = town.notices()
    assert (notice.state, notice.receipt_no) == ("no_address", RECEIPT_NO)
    assert town.server.mails == []


def test_nobody_is_told_who_is_not_meant_any_more(town: NotificationOffice) -> None:
    town.neighbours.people["mediator"] = None

    town.hears_and_works(example(mediation.MediatorProposedV1))

    assert [notice.state for notice in town.notices()] == ["overtaken"]
    assert town.server.mails == []

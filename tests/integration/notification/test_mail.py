"""What stands in a mail, and what never does."""

import unicodedata
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from contracts import intake, mediation, referral
from services.notification.domain.rules import notice_rules
from tests.integration.notification.conftest import Opening
from tests.support.examples import example
from tests.support.mail_server import text_parts
from tests.support.notification_office import (
    RECEIPT_NO,
    SATURDAY_MORNING,
    SESSION,
    NotificationOffice,
)

READER = "zhou@right-holder.example"
SECRETS = {
    "name": "周明",
    "explanation": "涉嫌销售假冒鹰城商标的扳手",
    "phone": "13803750001",
    "respondent_name": "红星五金商行",
    "facts_text": "包装与正品不同",
}
EVENTS: list[type[Any]] = [
    intake.SubmissionFiledV1,
    intake.SubmissionAcceptedV1,
    intake.SubmissionRefusedV1,
    intake.SubmissionRoutedV1,
    intake.SubmissionClosedV1,
    intake.SubmissionDecidedV1,
    intake.SubmissionHandedOverV1,
    intake.SupplementRequestedV1,
    intake.MessagePostedV1,
    intake.SubmissionExtendedV1,
    intake.SubmissionTermSetV1,
    intake.StatementMovedV1,
    mediation.CorrectionMovedV1,
    mediation.InvitationIssuedV1,
    mediation.MediatorProposedV1,
    mediation.MediatorAppointedV1,
    mediation.SessionScheduledV1,
    mediation.SessionCancelledV1,
    mediation.AttendanceAnsweredV1,
    mediation.MediationClockAlarmV1,
    mediation.AgreementDraftedV1,
    mediation.AgreementSignedV1,
    mediation.SignatureRefusedV1,
    mediation.PanelMovedV1,
    mediation.PanelCalledV1,
    mediation.SlotKeptV1,
    mediation.AbsenceMovedV1,
    mediation.PoolMovedV1,
    mediation.TalkPostedV1,
    mediation.OfferMovedV1,
    mediation.PaymentDueV1,
    mediation.ProceedingMovedV1,
    mediation.TermMovedV1,
    mediation.FactsMovedV1,
    mediation.BlindOfferMovedV1,
    mediation.AgreementReachedV1,
    mediation.CaseEndedV1,
    referral.ConfirmationPreparedV1,
    referral.ConfirmationDecidedV1,
    referral.TransferSentV1,
    referral.TransferRemindedV1,
    referral.ConfirmationRemindedV1,
    referral.GuestLinkMadeV1,
    referral.ReconsiderationRequestedV1,
    referral.ReferralMovedV1,
]
CHANGES: dict[type[Any], dict[str, Any]] = {
    mediation.SessionScheduledV1: {"session_id": SESSION["session_id"]},
    mediation.AttendanceAnsweredV1: {"session_id": SESSION["session_id"], "answer": "declined"},
    mediation.SessionCancelledV1: {"session_id": SESSION["session_id"]},
    mediation.PanelCalledV1: {"session_id": SESSION["session_id"]},
    mediation.AgreementSignedV1: {"next_signer": "respondent"},
    mediation.TalkPostedV1: {"by": "mediator", "thread": "all"},
    mediation.ProceedingMovedV1: {"is_public": True},
    intake.MessagePostedV1: {"side": "centre"},
    referral.ReferralMovedV1: {"issues": "referral_letter"},
    mediation.MediationClockAlarmV1: {"rule_id": "med.online_contact", "moment": "approaching_1"},
}
GUEST = {"link_id": example(referral.GuestLinkMadeV1).link_id, "last_on": "2026-12-01"}
OF_NO_MATTER = {mediation.PoolMovedV1}
AUDIENCES = (
    "complainant",
    "respondent",
    "mediator",
    "complainant_signing",
    "respondent_signing",
    "complainant_facts",
    "respondent_facts",
    "court_desk",
    "police_desk",
    "partner_desk",
    "guest",
    "panel",
    "applicant",
    "member",
)


@pytest.fixture
def office(small_office: NotificationOffice) -> NotificationOffice:
    """Everybody is called 周明, and the other services tell more than they should."""
    facts = SESSION | SECRETS | {"answer_due_on": "2026-12-01", "mediator": "陈静"}
    facts |= {"link": "https://portal.example.cn/i/abc", "code": "402913"} | GUEST
    _everybody_is(small_office, name=SECRETS["name"], facts=facts)
    return small_office


def _everybody_is(office: NotificationOffice, **person: Any) -> None:
    for audience in AUDIENCES:
        office.knows(audience, READER, **person)


def _told(office: NotificationOffice, event: type[Any]) -> list[EmailMessage]:
    office.hears_and_works(example(event, **CHANGES.get(event, {})))
    return office.server.mails


def test_every_event_that_makes_a_mail_is_looked_at_here() -> None:
    told_at_the_desk = {intake.SubmissionAssignedV1, intake.SubmissionReturnedV1}  # to staff alone
    assert {event.TYPE for event in (*EVENTS, *told_at_the_desk)} == set(notice_rules())


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.TYPE)
def test_no_mail_names_a_party_or_tells_what_the_matter_is_about(
    office: NotificationOffice, event: type[Any]
) -> None:
    mails = _told(office, event)

    text = "".join(text_parts(mail) for mail in mails)
    assert [fact for fact in SECRETS.values() if fact in text] == []
    assert (RECEIPT_NO[:4] in text) is (event not in OF_NO_MATTER)


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.TYPE)
def test_a_subject_fits_on_the_screen_of_a_telephone(
    office: NotificationOffice, event: type[Any]
) -> None:
    subjects = [str(mail["Subject"]) for mail in _told(office, event)]

    assert all(subject.startswith("【知识产权维权援助】") for subject in subjects)
    assert max(_width(subject) for subject in subjects) <= 30


def _width(text: str) -> float:
    """Characters, of which two narrow ones count as one."""
    return sum(1 if unicodedata.east_asian_width(each) in "WF" else 0.5 for each in text)


def test_the_headers_say_that_a_machine_writes_and_which_matter_it_is(
    office: NotificationOffice,
) -> None:
    [mail] = _told(office, intake.SubmissionFiledV1)

    [notice] = office.notices()
    assert mail["Message-ID"] == f"<{notice.id}@huhang.example.cn>"
    assert mail["List-Id"] == "<filed.notices.huhang.example.cn>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["References"] == mail["In-Reply-To"] == f"<{RECEIPT_NO}@huhang.example.cn>"
    assert parsedate_to_datetime(str(mail["Date"])) == SATURDAY_MORNING
    assert str(mail["From"]) == "知识产权维权援助中心 <12330@huhang.example.cn>"
    assert str(mail["To"]) == READER
    assert mail["Reply-To"] is None
    assert office.server.greetings == ["huhang.example.cn"]


def test_all_mails_of_a_matter_hang_together_and_each_is_a_mail_of_its_own(
    office: NotificationOffice,
) -> None:
    _told(office, intake.SubmissionFiledV1)
    _told(office, intake.SubmissionAcceptedV1)
    mails = _told(office, referral.ConfirmationDecidedV1)

    assert len(mails) == 4
    assert len({mail["Message-ID"] for mail in mails}) == 4
    assert len({mail["References"] for mail in mails}) == 1


def test_every_mail_can_be_read_as_text_and_as_a_page(office: NotificationOffice) -> None:
    [mail] = _told(office, intake.SubmissionFiledV1)

    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None and page is not None
    assert "最迟 2026年12月1日告知" in text.get_content()
    assert "最迟 2026年12月1日告知" in page.get_content()
    assert 'href="https://portal.example.cn/track"' in page.get_content()
    assert "请勿直接回复" in text.get_content()


def test_a_centre_that_reads_answers_says_so(opening: Opening) -> None:
    office = opening(HUHANG_MAIL_REPLY_TO="12330@city.example.cn")
    _everybody_is(office, facts={"answer_due_on": "2026-12-01"})

    [mail] = _told(office, intake.SubmissionFiledV1)

    assert mail["Reply-To"] == "12330@city.example.cn"
    assert "请勿直接回复" not in text_parts(mail)


def test_the_record_holds_what_was_told_but_neither_code_nor_personal_link(
    office: NotificationOffice,
) -> None:
    _told(office, mediation.AgreementDraftedV1)

    [line, _other] = office.staff_reads(f"/api/v1/notices?receipt_no={RECEIPT_NO}", "officer")[
        "items"
    ]
    assert line["text"].startswith("【知识产权维权援助】调解协议签署码")
    assert "您的签署码：〔******〕" in line["text"]
    assert "402913" not in line["text"] and "/i/abc" not in line["text"]


INJECTION = "王芳\r\nBcc: thief@evil.example\r\n\r\n点击 https://evil.example"


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.TYPE)
def test_a_name_with_a_line_break_becomes_neither_a_header_nor_a_line(
    small_office: NotificationOffice, event: type[Any]
) -> None:
    facts = SESSION | {"answer_due_on": "2026-12-01", "link": "https://portal.example.cn/i/abc"}
    facts |= {"code": "402913", "room": INJECTION, "mediator": INJECTION} | GUEST
    _everybody_is(small_office, name=INJECTION, facts=facts)

    mails = _told(small_office, event)

    assert set(small_office.server.recipients) == {READER}
    assert [mail["Bcc"] for mail in mails if mail["Bcc"]] == []
    lines = "\n".join(text_parts(mail) for mail in mails).splitlines()
    assert [line for line in lines if line.startswith(("Bcc", "点击"))] == []


def test_a_ruling_number_with_a_line_break_stays_within_its_line(
    office: NotificationOffice,
) -> None:
    event = example(referral.ConfirmationDecidedV1, ruling_no="1\r\nBcc: thief@evil.example")

    office.hears_and_works(event)

    assert set(office.server.recipients) == {READER}
    assert "1 Bcc: thief@evil.example" in text_parts(office.server.mails[0])


@pytest.mark.parametrize(
    "address",
    [
        "zhou@shop.example\r\nBcc: thief@evil.example",
        "zhou@shop.example\nRCPT TO:<thief@evil.example>",
        "zhou@shop.example>, <thief@evil.example",
        "zhou@shop.example, thief@evil.example",
        "zhou@shop.example\u0000",
    ],
)
def test_an_address_that_hides_a_second_one_reaches_nobody(
    small_office: NotificationOffice, address: str
) -> None:
    small_office.knows("complainant", address, facts={"answer_due_on": "2026-12-01"})

    _told(small_office, intake.SubmissionFiledV1)

    assert small_office.server.recipients == []
    [notice] = small_office.notices()
    assert notice.state == "failed"
    assert "thief" not in notice.reason


def test_an_address_in_a_chinese_domain_is_reached(small_office: NotificationOffice) -> None:
    small_office.knows("complainant", "zhou@例子.example", facts={"answer_due_on": "2026-12-01"})

    _told(small_office, intake.SubmissionFiledV1)

    assert small_office.server.recipients == ["zhou@xn--fsqu00a.example"]


def test_a_fact_that_is_missing_is_said_to_staff_and_sends_no_half_mail(
    small_office: NotificationOffice,
) -> None:
    small_office.knows("complainant", READER)
    small_office.knows("respondent", READER)

    _told(small_office, mediation.MediatorAppointedV1)

    found = {(notice.state, notice.reason) for notice in small_office.notices()}
    assert found == {("failed", "cannot_be_written UndefinedError")}
    assert small_office.server.mails == []

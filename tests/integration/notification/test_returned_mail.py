"""What comes back: bounces make notices fail, calendars answer for their owners, people's mails stay."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from chassis.service_client import Answer, Call
from contracts.intake import SubmissionAcceptedV1
from contracts.mediation import SessionScheduledV1
from contracts.notification import NoticeFailedV1
from services.notification.messaging.rounds import plan_rounds
from tests.integration.notification.conftest import Opening
from tests.support.examples import example
from tests.support.notification_office import RECEIPT_NO, SESSION, NotificationOffice

READER = "zhou@right-holder.example"
TOKEN = f"{SESSION['session_id']}.AAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
def office(opening: Opening, tmp_path: Path) -> NotificationOffice:
    office = opening(HUHANG_MAIL_DROP=str(tmp_path / "drop"))
    plan_rounds(office.service)
    office.works()
    office.knows("complainant", READER)
    return office


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    return tmp_path / "drop"


def _comes_back(office: NotificationOffice, drop: Path, name: str, content: bytes) -> None:
    (drop / "new" / name).write_bytes(content)
    office.passes(seconds=60)


def _kept(drop: Path) -> list[str]:
    return sorted(path.name for path in (drop / "cur").iterdir())


def _report(
    status: str, *, original: str = "", envelope: str = "", action: str = "failed"
) -> bytes:
    lines = [
        "From: MAILER-DAEMON@mx.example",
        "To: 12330@huhang.example.cn",
        "Subject: Undelivered Mail",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "It could not be delivered.",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        *([f"Original-Envelope-Id: {envelope}"] if envelope else []),
        "",
        f"Final-Recipient: rfc822; {READER}",
        f"Action: {action}",
        f"Status: {status}",
        f"Diagnostic-Code: smtp; 552 <{READER}> mailbox full",
        "",
        "--b",
        "Content-Type: text/rfc822-headers",
        "",
        *([f"Message-ID: {original}"] if original else ["Subject: something"]),
        "",
        "--b--",
    ]
    return "\r\n".join(lines).encode()


def _sent(office: NotificationOffice) -> str:
    office.hears_and_works(example(SubmissionAcceptedV1))
    return str(office.server.mails[-1]["Message-ID"])


def test_a_mail_that_comes_back_makes_the_notice_fail_with_its_reason(
    office: NotificationOffice, drop: Path
) -> None:
    message_id = _sent(office)

    _comes_back(office, drop, "1.mx", _report("5.2.2", original=message_id))

    [notice] = office.notices()
    assert (notice.state, notice.reason) == ("failed", "bounced 5.2.2 552 <…> mailbox full")
    assert [each.reason for each in office.said(NoticeFailedV1)] == ["bounced"]
    assert _kept(drop) == ["1.mx:2,S"]
    [line] = office.staff_reads("/api/v1/notices", "officer")["items"]
    assert line["reason_text"] == "对方邮件服务器退回了邮件：5.2.2 552 <…> mailbox full"


def test_the_envelope_id_is_enough(office: NotificationOffice, drop: Path) -> None:
    _sent(office)
    [notice] = office.notices()

    _comes_back(office, drop, "1.mx", _report("5.1.1", envelope=notice.id))

    assert [each.state for each in office.notices()] == ["failed"]


def test_the_same_report_twice_fails_the_notice_once(
    office: NotificationOffice, drop: Path
) -> None:
    message_id = _sent(office)

    for name in ("1.mx", "2.mx"):
        _comes_back(office, drop, name, _report("5.1.1", original=message_id))

    assert len(office.said(NoticeFailedV1)) == 1
    assert _kept(drop) == ["1.mx:2,S", "2.mx:2,S"]


@pytest.mark.parametrize(
    "content",
    [
        _report("4.4.7", original="<01KXYZ0000000000000000000A@h>", action="delayed"),
        _report("5.1.1", original="<01KNOSUCHN0T1CE00000000000@huhang.example.cn>"),
        _report("5.1.1", original="<made-up@huhang.example.cn>"),
        b"Subject: question\r\n\r\nWhen is my session?",
        b"\xff\xfe\x00 nothing at all",
        b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b",
        b"",
    ],
)
def test_what_is_for_people_or_for_nobody_stays_unread(
    office: NotificationOffice, drop: Path, content: bytes
) -> None:
    _sent(office)

    _comes_back(office, drop, "1.mx", content)

    assert [each.state for each in office.notices()] == ["sent"]
    assert _kept(drop) == ["1.mx:2,"]


def test_a_bounced_mail_is_sent_again_by_a_person(office: NotificationOffice, drop: Path) -> None:
    message_id = _sent(office)
    _comes_back(office, drop, "1.mx", _report("5.2.2", original=message_id))
    [notice] = office.notices()

    office.staff_posts(f"/api/v1/notices/{notice.id}/resending", "officer", {})
    office.works()

    first, second = office.server.mails
    assert first["Message-ID"] != second["Message-ID"]


def _reply(token: str, partstat: str, method: str = "REPLY") -> bytes:
    mail = EmailMessage()
    mail["From"] = READER
    mail["Subject"] = "Accepted"
    mail.set_content("Accepted")
    calendar = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//x//y//EN",
            f"METHOD:{method}",
            "BEGIN:VEVENT",
            f"UID:{token}@huhang.example.cn",
            "DTSTAMP:20261121T020000Z",
            f"ATTENDEE;PARTSTAT={partstat}:mailto:{READER}",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )
    mail.add_alternative(calendar.encode(), maintype="text", subtype="calendar")
    return mail.as_bytes()


class _Mediation:
    """Takes answers and remembers them."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.calls: list[Call] = []

    def send(self, call: Call) -> Answer:
        self.calls.append(call)
        return Answer(self.status, {}, b"{}")

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [(call.path, json.loads(bytes(call.body))["answer"]) for call in self.calls]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("partstat", "answer"),
    [("ACCEPTED", "accepted"), ("DECLINED", "declined"), ("TENTATIVE", "tentative")],
)
def test_the_answer_of_a_calendar_goes_to_the_owner_of_the_session(
    office: NotificationOffice, drop: Path, partstat: str, answer: str
) -> None:
    mediation = _Mediation()
    office.neighbours.answering = mediation

    _comes_back(office, drop, "1.mx", _reply(TOKEN, partstat))

    assert mediation.answers == [(f"/api/v1/attendance/{TOKEN}", answer)]
    assert _kept(drop) == ["1.mx:2,S"]


def test_an_answer_that_mediation_refuses_is_left_to_a_person(
    office: NotificationOffice, drop: Path
) -> None:
    office.neighbours.answering = _Mediation(404)

    _comes_back(office, drop, "1.mx", _reply(TOKEN, "ACCEPTED"))

    assert _kept(drop) == ["1.mx:2,"]


def test_an_answer_waits_until_mediation_is_there(office: NotificationOffice, drop: Path) -> None:
    away, back = _Mediation(503), _Mediation()
    office.neighbours.answering = away
    _comes_back(office, drop, "1.mx", _reply(TOKEN, "ACCEPTED"))
    office.neighbours.answering = back

    office.passes(seconds=60)

    assert len(back.answers) == 1
    assert _kept(drop) == ["1.mx:2,S"]


@pytest.mark.parametrize(
    "content",
    [
        _reply("no-token", "ACCEPTED"),
        _reply(TOKEN, "DELEGATED"),
        _reply(TOKEN, "ACCEPTED", "COUNTER"),
    ],
)
def test_an_answer_that_proves_or_says_nothing_is_not_passed_on(
    office: NotificationOffice, drop: Path, content: bytes
) -> None:
    mediation = _Mediation()
    office.neighbours.answering = mediation

    _comes_back(office, drop, "1.mx", content)

    assert mediation.calls == []


def test_invitations_ask_for_an_answer_where_answers_are_read(office: NotificationOffice) -> None:
    office.knows("complainant", READER, facts=SESSION | {"attendance": TOKEN, "mediator": "陈静"})
    office.neighbours.people |= {"respondent": None, "mediator": None}

    office.hears_and_works(example(SessionScheduledV1, session_id=SESSION["session_id"]))

    text = "".join(
        bytes(part.get_payload(decode=True) or b"").decode()
        for part in office.server.mails[0].walk()
        if not part.is_multipart()
    )
    assert "RSVP=TRUE" in text
    assert f"UID:{TOKEN}@huhang.example.cn" in text.replace("\r\n ", "")
    assert f"https://portal.example.cn/attendance/{TOKEN}" in text
    assert RECEIPT_NO[:4] in text


def test_a_restart_plans_no_second_round(office: NotificationOffice, drop: Path) -> None:
    plan_rounds(office.service)
    plan_rounds(office.service)

    office.passes(seconds=60)

    with office.service.uow() as uow:
        assert uow.jobs.cancel("notification.read_mail_drop", "") == 1
    assert drop.exists()

"""Answers to invitations in the shapes in which calendar programs send them."""

import base64
import quopri

import pytest

from services.notification.application.returned_mail import CalendarAnswer, read_returned

TOKEN = "01KSESS10N000000000000001A.Abcdefghij-_klmnopqrst"
UID = f"{TOKEN}@huhang.example.cn"
READER = "zhou@right-holder.example"


def _calendar(*attendees: str, method: str = "REPLY", sequence: str = "SEQUENCE:2") -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "X-MS-OLK-FORCEINSPECTOROPEN:TRUE",
        "BEGIN:VTIMEZONE",
        "TZID:China Standard Time",
        "BEGIN:STANDARD",
        "DTSTART:16010101T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        *attendees,
        "CLASS:PUBLIC",
        "DTSTAMP:20261121T020000Z",
        'DTSTART;TZID="China Standard Time":20261201T093000',
        'DTEND;TZID="China Standard Time":20261201T103000',
        "ORGANIZER:mailto:12330@huhang.example.cn",
        *([sequence] if sequence else []),
        "SUMMARY;LANGUAGE=zh-cn:已接受: 调解会议",
        f"UID:{UID[:60]}",
        f" {UID[60:]}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines)


def _part(calendar: bytes, transfer: str, kind: str) -> bytes:
    coded = {
        "base64": base64.encodebytes(calendar).replace(b"\n", b"\r\n"),
        "quoted-printable": quopri.encodestring(calendar.replace(b"\r\n", b"\n")),
    }.get(transfer, calendar)
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n".encode() + coded


def _mail(*parts: bytes) -> bytes:
    head = (
        f"From: {READER}\r\nTo: 12330@huhang.example.cn\r\nSubject: =?utf-8?b?5bey5o6l5Y+X?=\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
    ).encode()
    text = _part("已接受".encode(), "8bit", "text/plain; charset=utf-8")
    return head + b"".join(b"--b\r\n" + each + b"\r\n" for each in (text, *parts)) + b"--b--\r\n"


def _says(partstat: str, **params: str) -> str:
    extra = "".join(f";{name}={value}" for name, value in params.items())
    return f"ATTENDEE;PARTSTAT={partstat}{extra}:mailto:{READER}"


OUTLOOK = _calendar(f'ATTENDEE;PARTSTAT=ACCEPTED;CN="Zhou, Ming":MAILTO:{READER}')
OUTLOOK_BARE = _calendar(f"ATTENDEE;CN=Zhou, Ming;PARTSTAT=TENTATIVE:mailto:{READER}")
GOOGLE = _calendar(
    "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=周明",
    f" ;X-NUM-GUESTS=0:mailto:{READER}",
    "COMMENT:当天出差",
)
APPLE = _calendar(
    f'ATTENDEE;CN="周\\明";CUTYPE=INDIVIDUAL;EMAIL="{READER}";PARTSTAT=TENTATIVE:mailto:{READER}'
)
NO_SEQUENCE = _calendar(_says("accepted"), sequence="")
SHAPES = {
    "outlook": (
        _part(OUTLOOK.encode(), "base64", 'text/calendar; charset="utf-8"; method=REPLY'),
        "accepted",
        2,
    ),
    "outlook-bare-comma": (
        _part(
            OUTLOOK_BARE.encode(), "quoted-printable", "text/calendar; charset=utf-8; method=REPLY"
        ),
        "tentative",
        2,
    ),
    "google": (
        _part(GOOGLE.encode(), "base64", 'text/calendar; charset="UTF-8"; method=REPLY'),
        "declined",
        2,
    ),
    "apple": (
        _part(APPLE.encode(), "quoted-printable", "text/calendar; method=REPLY; charset=utf-8"),
        "tentative",
        2,
    ),
    "gb18030": (
        _part(GOOGLE.encode("gb18030"), "base64", 'text/calendar; charset="gb18030"; method=REPLY'),
        "declined",
        2,
    ),
    "utf-16": (
        _part(GOOGLE.encode("utf-16"), "base64", 'text/calendar; charset="utf-16"; method=REPLY'),
        "declined",
        2,
    ),
    "no-charset": (_part(GOOGLE.encode(), "8bit", "text/calendar; method=REPLY"), "declined", 2),
    "byte-order-mark": (
        _part(b"\xef\xbb\xbf" + OUTLOOK.encode(), "base64", "text/calendar; charset=utf-8"),
        "accepted",
        2,
    ),
    "attached-only": (
        _part(OUTLOOK.encode(), "base64", "application/ics; name=invite.ics"),
        "accepted",
        2,
    ),
    "small-letters": (
        _part(_calendar(_says("accepted"), method="reply").encode(), "8bit", "text/calendar"),
        "accepted",
        2,
    ),
    "no-sequence": (
        _part(NO_SEQUENCE.encode(), "8bit", "text/calendar; charset=utf-8"),
        "accepted",
        None,
    ),
    "line-feeds": (
        _part(OUTLOOK.replace("\r\n", "\n").encode(), "8bit", "text/calendar; charset=utf-8"),
        "accepted",
        2,
    ),
}


@pytest.mark.parametrize(("part", "answer", "sequence"), SHAPES.values(), ids=list(SHAPES))
def test_the_answer_is_read_in_whatever_shape_it_comes(
    part: bytes, answer: str, sequence: int | None
) -> None:
    assert read_returned(_mail(part)) == CalendarAnswer(TOKEN, answer, sequence)


def test_the_same_answer_shown_and_attached_is_one_answer() -> None:
    shown = _part(GOOGLE.encode(), "base64", "text/calendar; charset=utf-8; method=REPLY")
    attached = _part(GOOGLE.encode(), "base64", "application/ics; name=invite.ics")

    assert read_returned(_mail(shown, attached)) == CalendarAnswer(TOKEN, "declined", 2)


@pytest.mark.parametrize(
    "calendar",
    [
        _calendar(
            _says("DELEGATED", **{"DELEGATED-TO": '"mailto:li@right-holder.example"'}),
            'ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:zhou@right-holder.example"'
            ":mailto:li@right-holder.example",
        ),
        _calendar(_says("ACCEPTED", **{"DELEGATED-FROM": '"mailto:boss@right-holder.example"'})),
        _calendar(_says("ACCEPTED"), method="COUNTER"),
        _calendar(_says("ACCEPTED"), method="REQUEST"),
        _calendar(_says("NEEDS-ACTION")),
        _calendar(_says("ACCEPTED"), "ATTENDEE;PARTSTAT=DECLINED:mailto:li@shop.example"),
        _calendar(_says("ACCEPTED"), sequence="SEQUENCE:many"),
        _calendar(),
    ],
    ids=[
        "delegates",
        "delegate",
        "counter",
        "request",
        "no-answer",
        "two",
        "odd-sequence",
        "nobody",
    ],
)
def test_who_sends_somebody_else_or_another_time_is_read_by_a_person(calendar: str) -> None:
    part = _part(calendar.encode(), "base64", "text/calendar; charset=utf-8")

    assert read_returned(_mail(part)) is None

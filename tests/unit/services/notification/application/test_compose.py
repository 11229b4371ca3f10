"""Mails from whatever people may have typed."""

import email
import email.policy
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notification.application.compose import (
    TEMPLATES,
    Letterhead,
    Unwritable,
    cleaned,
    compose,
    grouped,
    linked,
    local_day,
    local_time,
    written,
)
from services.notification.application.short_text import short_text
from services.notification.domain.notice import Notice

LETTERHEAD = Letterhead("12330@huhang.example.cn", "", "https://portal.example.cn")
HEADERS = {
    "From",
    "To",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "List-Id",
    "Subject",
    "MIME-Version",
    "Content-Type",
}
anything = st.text(max_size=60)


def _notice(template: str, **data: Any) -> Notice:
    return Notice(
        id="01KNOTICE00000000000000001",
        event_id="01KEVENT000000000000000001",
        event_type="huhang.mediation.session.scheduled.v1",
        receipt_no="2611212345678",
        audience="complainant",
        template=template,
        owner="mediation",
        data=data,
        created_at=datetime(2026, 11, 21, 2, 0, tzinfo=UTC),
    )


def _person(**changes: Any) -> dict[str, Any]:
    return {"name": "周明", "email": "zhou@shop.example", "language": "zh", "facts": {}} | changes


def _mail(notice: Notice, person: dict[str, Any]) -> EmailMessage:
    """The mail as whoever receives it reads it."""
    content = compose(notice, person, LETTERHEAD).content
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


@given(name=anything, ruling=anything)
def test_nothing_that_people_typed_makes_a_header(name: str, ruling: str) -> None:
    notice = _notice("confirmation_decided", ruling_no=ruling)

    mail = _mail(notice, _person(name=name))

    assert set(mail.keys()) == HEADERS
    assert str(mail["To"]) == "zhou@shop.example"


@given(address=st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=40))
def test_an_address_is_one_address_or_none(address: str) -> None:
    try:
        mail = _mail(_notice("closed"), _person(email=address))
    except Unwritable as problem:
        assert str(problem) == "address_unreadable"
    else:
        assert len(mail["To"].addresses) == 1
        assert not set(str(mail["To"])) & set("\r\n\0")


@given(mediator=anything)
def test_a_page_shows_markup_as_text(mediator: str) -> None:
    facts = {"mediator": f"<script>{mediator}</script>"}

    page = _mail(_notice("mediator_appointed"), _person(facts=facts))

    body = page.get_body(("html",))
    assert body is not None and "<script>" not in body.get_content()


@pytest.mark.parametrize("language", ["fr", "", "zh"])
def test_who_reads_no_english_is_written_to_in_chinese(language: str) -> None:
    mail = _mail(_notice("closed"), _person(language=language, facts={"kind": "complaint"}))

    assert "您的投诉已办结" in str(mail["Subject"])


@pytest.mark.parametrize(
    ("kind", "chinese", "english"),
    [
        ("complaint", "您的投诉已办结", "Your complaint is closed"),
        ("report", "您的举报已办结", "Your report is closed"),
        ("consultation", "您的咨询已办结", "Your question is closed"),
        ("aid", "您的援助申请已办结", "Your application for assistance is closed"),
        ("", "您的事项已办结", "Your matter is closed"),
    ],
)
def test_a_matter_is_called_what_it_is(kind: str, chinese: str, english: str) -> None:
    facts = {"kind": kind}

    zh = _mail(_notice("closed"), _person(facts=facts))
    en = _mail(_notice("closed"), _person(facts=facts, language="en"))

    assert chinese in str(zh["Subject"]) and chinese in _text(zh).replace(
        "（受理号 2611 2123 4567 8）", ""
    )
    assert english in str(en["Subject"])


@pytest.mark.parametrize(
    ("kind", "promise"),
    [
        ("complaint", "最迟 2026年12月1日告知您是否受理。"),
        ("aid", "最迟 2026年12月1日告知您是否受理。"),
        ("report", "最迟 2026年12月1日完成核查，决定是否立案。"),
        ("consultation", "最迟 2026年12月1日答复您。"),
    ],
)
def test_the_answer_that_is_promised_is_the_one_of_the_kind(kind: str, promise: str) -> None:
    notice = _notice("filed", kind=kind, answer_due_on="2026-12-01")

    assert promise in _text(_mail(notice, _person()))


@pytest.mark.parametrize("template", ["filed", "closed", "news", "supplement_requested"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_reported_in_confidence_gets_messages_that_tell_nothing(
    template: str, language: str
) -> None:
    notice = _notice(template, kind="report", answer_due_on="2026-12-01")
    person = _person(is_discreet=True, language=language)

    mail = _mail(notice, person)
    text = short_text(notice, person, LETTERHEAD)

    shown = f"{mail['From']} {mail['Subject']} {mail['List-Id']} {_text(mail)} {text}"
    for word in ("举报", "投诉", "知识产权", "维权", "核查", "report", "complaint", "IP Rights"):
        assert word not in shown
    assert "12330" in text and "http" not in text


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def test_a_second_try_sends_the_same_octets() -> None:
    first, second = (compose(_notice("closed"), _person(), LETTERHEAD) for _ in range(2))

    assert first == second


def test_a_copy_that_somebody_asked_for_is_a_mail_of_its_own() -> None:
    again = _notice("closed")
    again.copies = 1

    first, second = _mail(_notice("closed"), _person()), _mail(again, _person())

    assert first["Message-ID"] != second["Message-ID"]
    assert first["References"] == second["References"]


def test_a_mail_goes_through_servers_that_know_only_seven_bits() -> None:
    assert compose(_notice("closed"), _person(), LETTERHEAD).content.isascii()


def test_times_are_those_of_shanghai() -> None:
    assert local_time("2026-11-25T16:30:00Z", "zh") == "2026年11月26日（星期四）00:30"
    assert local_time("2026-11-25T16:30:00Z", "en") == "Thursday, 26 November 2026, 00:30"


def test_days_are_written_as_people_write_them() -> None:
    assert local_day("2026-12-01", "zh") == "2026年12月1日"
    assert local_day("2026-12-01", "en") == "1 December 2026"


def test_a_receipt_number_is_written_as_it_is_read_out() -> None:
    assert grouped("2611212345678") == "2611 2123 4567 8"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            "查询：https://a.example/t",
            '查询：<a href="https://a.example/t">https://a.example/t</a>',
        ),
        ("https://a.example。", '<a href="https://a.example">https://a.example</a>。'),
        ("a < b & javascript:alert(1)", "a &lt; b &amp; javascript:alert(1)"),
        (
            'https://a.example/"><b>',
            '<a href="https://a.example/&#34;&gt;&lt;b&gt;">https://a.example/&#34;&gt;&lt;b&gt;</a>',
        ),
    ],
)
def test_an_address_in_a_line_becomes_a_link_and_nothing_else_does(line: str, shown: str) -> None:
    assert linked(line) == shown


NAMES = sorted(each.stem for each in (TEMPLATES / "zh").glob("[a-z]*.txt"))
DAY, INSTANT = "2026-12-01", "2026-12-01T01:30:00+00:00"
FACTS: dict[str, Any] = {
    "act": "x",
    "answer_due_on": DAY,
    "attendance": "token",
    "by": "complainant",
    "case_id": "01KGXC0CASE00000000000001A",
    "code": "402913",
    "day": DAY,
    "due_on": DAY,
    "held_until": INSTANT,
    "joint_confirmation": True,
    "kind": "complaint",
    "last_on": DAY,
    "link": "https://portal.example.cn/i/abc",
    "mediation_due_on": DAY,
    "mediator": "陈静",
    "moment": "approaching",
    "number": 1,
    "overdue": [],
    "payments": 2,
    "pick_until": DAY,
    "room": "第一调解室",
    "ruling_no": "(2026)豫0402民特1号",
    "slot_at": INSTANT,
    "starts_at": INSTANT,
    "supply_by": DAY,
    "today": [],
    "tomorrow": [],
    "until": DAY,
}
OWN_FACTS: dict[str, dict[str, Any]] = {
    "pool_news": {
        "act": "application_asked",
        "reason": "请补充执业证书",
        "supply": "https://portal.example.cn/s/abc",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_an_address_ends_its_line_and_the_footer_stands_apart(name: str, language: str) -> None:
    facts = cleaned(FACTS | OWN_FACTS.get(name, {}))

    words = written(_notice(name), facts, LETTERHEAD, language, name)

    assert re.search(r"\n\n(如有疑问|Questions|登录办理|Sign in)", words.text)
    addresses = [line for line in words.text.splitlines() if "https://" in line]
    assert all(re.search(r"https://[!-~]+$", line) for line in addresses)

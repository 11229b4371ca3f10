"""One message in the morning for each officer who wants it, with everything that is due."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chassis.service_client import Answer, Call
from services.notification.messaging.rounds import plan_rounds
from tests.support.mail_server import text_parts
from tests.support.notification_office import NotificationOffice

MONDAY_830 = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
DUTIES = {
    "intake": [
        {
            "receipt_no": "2611200000019",
            "name_zh": "决定是否受理",
            "name_en": "Decide on acceptance",
            "due_at": "2026-11-20T15:59:59Z",
        },
        {
            "receipt_no": "2611210000027",
            "name_zh": "决定是否受理",
            "name_en": "Decide on acceptance",
            "due_at": "2026-11-23T15:59:59Z",
        },
    ],
    "mediation": [
        {
            "receipt_no": "2611210000035",
            "name_zh": "调解期限",
            "name_en": "End of mediation",
            "due_at": "2026-11-24T15:59:59Z",
        }
    ],
    "referral": [],
}


class _Owners:
    """Intake, mediation and referral, as far as they are asked what is due."""

    def __init__(self) -> None:
        self.asked: list[Call] = []
        self.left = [DUTIES["intake"], DUTIES["mediation"], DUTIES["referral"]]
        self.status = 200

    def send(self, call: Call) -> Answer:
        assert call.path == "/internal/due"
        self.asked.append(call)
        found = self.left[(len(self.asked) - 1) % 3]
        return Answer(self.status, {}, json.dumps({"items": found}).encode())


@pytest.fixture
def owners(request: pytest.FixtureRequest) -> _Owners:
    return _Owners()


@pytest.fixture(autouse=True)
def planned(request: pytest.FixtureRequest, owners: _Owners) -> None:
    for name in {"office", "small_office"} & set(request.fixturenames):
        office: NotificationOffice = request.getfixturevalue(name)
        office.neighbours.answering = owners
        plan_rounds(office.service)
        _wants(office, "zhangwei", "zhangwei@centre.example")


def _wants(
    office: NotificationOffice,
    account: str,
    address: str,
    digest: bool = True,
    language: str = "zh",
) -> Any:
    return office.staff_posts(
        "/api/v1/message-preferences",
        "officer",
        {"digest": digest, "address": address, "language": language},
        account=account,
    )


def test_an_officer_gets_one_message_with_all_that_is_due(office: NotificationOffice) -> None:
    office.works()
    on_saturday = len(office.server.mails)

    office.clock.set(MONDAY_830)
    office.works()

    assert on_saturday == 0
    [mail] = office.server.mails
    assert str(mail["To"]) == "zhangwei@centre.example"
    assert str(mail["Subject"]) == "【知识产权维权援助】今日提要：超期 1，今天 1，下一工作日 1"
    text = text_parts(mail)
    for line in ("2611 2000 0001 9  决定是否受理", "2611 2100 0003 5  调解期限"):
        assert line in text
    assert mail["List-Id"] == "<digest.notices.huhang.example.cn>"


def test_an_officer_who_reads_english_gets_it_in_english(
    small_office: NotificationOffice,
) -> None:
    _wants(small_office, "zhangwei", "zhangwei@centre.example", language="en")

    small_office.clock.set(MONDAY_830)
    small_office.works()

    [mail] = small_office.server.mails
    assert str(mail["Subject"]) == "[IP Rights Assistance] Overdue 1, today 1, next 1"
    assert "2611 2000 0001 9  Decide on acceptance" in text_parts(mail)
    assert "决定是否受理" not in text_parts(mail)


def test_it_lies_in_the_inbox_as_well_and_nobody_else_sees_it(
    small_office: NotificationOffice,
) -> None:
    small_office.clock.set(MONDAY_830)
    small_office.works()

    mine = small_office.staff_reads("/api/v1/messages", "officer", account="zhangwei")
    other = small_office.staff_reads("/api/v1/messages", "officer", account="liqiang")

    assert [each["template"] for each in mine["items"]] == ["digest"]
    assert mine["items"][0]["facts"]["overdue"][0]["receipt_no"] == "2611200000019"
    assert other["items"] == []


def test_each_officer_gets_one_and_who_wants_none_gets_none(
    small_office: NotificationOffice,
) -> None:
    _wants(small_office, "liqiang", "liqiang@centre.example")
    _wants(small_office, "wanghong", "wanghong@centre.example", digest=False)

    small_office.clock.set(MONDAY_830)
    small_office.works()

    assert sorted(small_office.server.recipients) == [
        "liqiang@centre.example",
        "zhangwei@centre.example",
    ]


def test_the_next_one_comes_on_the_next_working_morning(small_office: NotificationOffice) -> None:
    small_office.clock.set(MONDAY_830)
    small_office.works()
    small_office.passes(hours=12)
    on_monday = len(small_office.server.mails)

    small_office.clock.set(datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    small_office.works()

    assert (on_monday, len(small_office.server.mails)) == (1, 2)


def test_a_morning_with_nothing_due_brings_no_mail(
    small_office: NotificationOffice, owners: _Owners
) -> None:
    owners.left = [[], [], []]

    small_office.clock.set(MONDAY_830)
    small_office.works()

    assert small_office.server.mails == []


def test_an_owner_that_is_away_delays_the_digest_and_doubles_nothing(
    small_office: NotificationOffice, owners: _Owners
) -> None:
    owners.status = 503
    small_office.clock.set(MONDAY_830)
    small_office.works()
    owners.status, owners.asked = 200, []

    small_office.passes(minutes=2)
    small_office.passes(hours=1)

    assert len(small_office.server.mails) == 1


def test_a_worker_that_starts_on_a_saturday_waits_for_monday(
    small_office: NotificationOffice, owners: _Owners
) -> None:
    small_office.passes(hours=20)

    assert owners.asked == []


@pytest.mark.parametrize("role", ["mediator", "court_clerk", "administrator"])
def test_who_may_not_see_all_matters_cannot_ask_for_it(
    small_office: NotificationOffice, role: str
) -> None:
    chosen = small_office.staff_posts(
        "/api/v1/message-preferences",
        role,
        {"digest": True, "address": "someone@pool.example"},
        account="somebody",
    )
    small_office.clock.set(MONDAY_830)
    small_office.works()

    assert chosen["choices"] == {}
    assert small_office.server.recipients == ["zhangwei@centre.example"]

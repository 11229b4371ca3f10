"""How mails share connections, and what is said when a connection dies at the worst moment."""

from pathlib import Path

import pytest

from contracts.intake import SubmissionAcceptedV1
from contracts.notification import NoticeSentV1, NoticeUncertainV1
from services.notification.messaging.smtp import CONNECTIONS, PER_DOMAIN
from tests.integration.notification.conftest import Opening
from tests.support.certificates import own_certificate
from tests.support.examples import example
from tests.support.mail_server import HANGS_UP, SAYS_NOTHING, MailServer
from tests.support.notification_office import NotificationOffice

READER = "zhou@right-holder.example"
ACCEPTED = example(SubmissionAcceptedV1)
MANY = 60


@pytest.fixture(autouse=True)
def reader(request: pytest.FixtureRequest) -> None:
    for name in {"office", "small_office"} & set(request.fixturenames):
        request.getfixturevalue(name).knows("complainant", READER)


def _hears_of(office: NotificationOffice, count: int) -> None:
    for number in range(count):
        office.hears(example(SubmissionAcceptedV1, receipt_no=f"{number:013d}"))


def _states(office: NotificationOffice) -> list[str]:
    with office.service.uow() as uow:
        return [each.state for each in uow.notices.latest(200)]


def test_many_mails_share_few_connections(office: NotificationOffice) -> None:
    _hears_of(office, MANY)

    office.works()

    assert len(office.server.mails) == len({m["Message-ID"] for m in office.server.mails}) == MANY
    assert len(office.server.greetings) <= CONNECTIONS
    assert set(_states(office)) == {"sent"}


def test_one_domain_is_written_to_by_few_at_a_time(opening: Opening) -> None:
    slow = MailServer(seconds=0.02).start()
    office = opening(HUHANG_SMTP_URL=slow.url)
    office.knows("complainant", READER)
    _hears_of(office, MANY)

    office.works()
    slow.stop()

    assert len(slow.mails) == MANY
    assert slow.most_at_once["right-holder.example"] == PER_DOMAIN


def test_a_connection_that_was_closed_while_idle_costs_nothing(
    small_office: NotificationOffice,
) -> None:
    small_office.hears_and_works(ACCEPTED)
    small_office.server.hangs_up_on_everybody()

    small_office.hears_and_works(ACCEPTED)

    assert _states(small_office) == ["sent", "sent"]
    assert len(small_office.server.mails) == 2


@pytest.mark.parametrize("what", [HANGS_UP, SAYS_NOTHING])
def test_a_mail_whose_answer_is_lost_is_uncertain_and_never_sent_again(
    office: NotificationOffice, what: str
) -> None:
    office.server.answers("DATA", what)

    office.hears_and_works(ACCEPTED)
    office.passes(days=3)

    assert _states(office) == ["uncertain"]
    assert office.server.mails == []
    assert len(office.said(NoticeUncertainV1)) == 1
    assert office.said(NoticeSentV1) == []


def test_staff_are_told_that_nobody_knows_whether_it_arrived(
    small_office: NotificationOffice,
) -> None:
    small_office.server.answers("DATA", HANGS_UP)

    small_office.hears_and_works(ACCEPTED)

    [line] = small_office.staff_reads("/api/v1/notices", "officer")["items"]
    assert line["state"] == "uncertain"
    assert line["reason_text"] == "交给邮件服务器后没有得到答复，对方可能已收到，也可能没有收到。"


def test_one_lost_answer_among_many_is_one_uncertain_mail(office: NotificationOffice) -> None:
    office.server.answers("DATA", HANGS_UP)
    _hears_of(office, MANY)

    office.works()

    assert sorted(set(_states(office))) == ["sent", "uncertain"]
    assert _states(office).count("uncertain") == 1
    assert len(office.server.mails) == MANY - 1


def test_nothing_of_many_is_lost_while_the_server_is_away(office: NotificationOffice) -> None:
    office.server.stop()
    _hears_of(office, MANY)

    office.works()
    while_away = set(_states(office))
    office.server.start()
    office.passes(seconds=5)

    assert while_away == {"waiting"}
    assert set(_states(office)) == {"sent"}
    assert len(office.server.mails) == MANY


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_server_speaks_in_secret_to_those_who_believe_its_certificate(
    opening: Opening, tmp_path: Path, scheme: str
) -> None:
    authority, context = own_certificate(tmp_path)
    secret = MailServer(tls=(context, scheme == "smtps")).start()
    url = secret.url.replace("smtp", scheme, 1)
    office = opening(HUHANG_SMTP_URL=url, HUHANG_SMTP_CA_FILE=str(authority))
    office.knows("complainant", READER)

    office.hears_and_works(ACCEPTED)
    secret.stop()

    assert _states(office) == ["sent"]
    assert secret.recipients == [READER]


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_server_with_a_certificate_of_unknown_origin_gets_nothing(
    opening: Opening, tmp_path: Path, scheme: str
) -> None:
    _authority, context = own_certificate(tmp_path)
    impostor = MailServer(tls=(context, scheme == "smtps")).start()
    office = opening(HUHANG_SMTP_URL=impostor.url.replace("smtp", scheme, 1))
    office.knows("complainant", READER)

    office.hears_and_works(ACCEPTED)
    impostor.stop()

    assert _states(office) == ["waiting"]
    assert impostor.mails == []

"""What becomes of a mail when the mail server is full, refuses, hangs or is away: it is never lost."""

from datetime import timedelta

import pytest

from chassis.jobs import RETRY_DELAYS
from contracts.intake import SubmissionAcceptedV1
from contracts.mediation import MediatorAppointedV1
from contracts.notification import NoticeFailedV1, NoticeSentV1, NoticeUncertainV1
from services.notification.messaging.jobs import MAIL_DELAYS
from tests.integration.notification.conftest import Opening
from tests.support.examples import example
from tests.support.mail_server import MailServer, silent_server
from tests.support.notification_office import RECEIPT_NO, NotificationOffice

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
READER = "zhou@right-holder.example"
ACCEPTED = example(SubmissionAcceptedV1)


@pytest.fixture(autouse=True)
def reader(request: pytest.FixtureRequest) -> None:
    """Intake knows where the complainant takes mail."""
    for name in {"office", "small_office"} & set(request.fixturenames):
        request.getfixturevalue(name).knows("complainant", READER)


def _state(office: NotificationOffice) -> tuple[str, int, str]:
    [notice] = office.notices()
    return notice.state, notice.attempts, notice.reason


def test_an_event_that_is_told_three_times_makes_one_mail(office: NotificationOffice) -> None:
    office.hears(ACCEPTED, times=3)

    office.works()
    office.passes(hours=3)

    assert office.server.recipients == [READER]
    assert len(office.said(NoticeSentV1)) == 1


def test_a_full_server_is_asked_again_later_and_gets_the_mail_once(
    office: NotificationOffice,
) -> None:
    office.server.answers("RCPT", "451 4.3.2 try later", "451 4.3.2 try later")

    office.hears_and_works(ACCEPTED)
    after_first_try = _state(office)
    office.passes(seconds=4)
    before_its_time = _state(office)
    office.passes(seconds=1)
    after_second_try = _state(office)
    office.passes(seconds=30)

    assert after_first_try == before_its_time == ("waiting", 1, "451 4.3.2 try later")
    assert after_second_try == ("waiting", 2, "451 4.3.2 try later")
    assert _state(office) == ("sent", 3, "")
    assert office.server.recipients == [READER]


@pytest.mark.parametrize(
    ("command", "answer", "state"),
    [
        ("RCPT", "452 4.2.2 mailbox full", "waiting"),
        ("DATA", "452 4.2.2 mailbox full", "waiting"),
        ("RCPT", "552 5.2.2 mailbox full", "failed"),
        ("DATA", "552 5.2.2 mailbox full", "failed"),
    ],
)
def test_a_full_mailbox_is_tried_again_or_shown_with_its_reason(
    small_office: NotificationOffice, command: str, answer: str, state: str
) -> None:
    small_office.server.answers(command, answer)

    small_office.hears_and_works(ACCEPTED)

    assert _state(small_office) == (state, 1, answer)
    assert small_office.server.mails == []


def test_the_pauses_grow_and_last_two_days_together() -> None:
    assert MAIL_DELAYS[: len(RETRY_DELAYS)] == RETRY_DELAYS
    assert list(MAIL_DELAYS) == sorted(MAIL_DELAYS)
    assert sum(MAIL_DELAYS, timedelta()) > timedelta(days=2)


def test_a_refused_address_is_parked_at_once_with_the_servers_reason(
    office: NotificationOffice,
) -> None:
    office.server.answers("RCPT", f"550 5.1.1 <{READER}> user unknown")

    office.hears_and_works(ACCEPTED)
    office.passes(days=3)

    assert _state(office) == ("failed", 1, "550 5.1.1 <…> user unknown")
    [failed] = office.said(NoticeFailedV1)
    assert (failed.audience, failed.template, failed.reason) == ("complainant", "accepted", "550")
    [parked] = office.staff_reads("/internal/failures", "administrator")["items"]
    assert (parked["kind"], parked["last_error"]) == (
        "notification.send",
        "550 5.1.1 <…> user unknown",
    )


def test_staff_see_the_reason_in_the_log_but_never_the_address(
    small_office: NotificationOffice,
) -> None:
    small_office.server.answers("DATA", f"554 5.7.1 spam from {READER}")

    small_office.hears_and_works(ACCEPTED)

    [line] = small_office.staff_reads("/api/v1/notices", "officer")["items"]
    assert (line["state"], line["reason"]) == ("failed", "554 5.7.1 spam from …")
    assert line["reason_text"] == "对方邮件服务器拒收：554 5.7.1 spam from …"
    assert READER not in str(line)


def test_a_parked_mail_leaves_when_an_administrator_frees_it(office: NotificationOffice) -> None:
    office.server.answers("RCPT", "550 5.1.1 user unknown")
    office.hears_and_works(ACCEPTED)

    office.knows("complainant", "zhou@new.example")
    freed = office.staff_posts("/internal/failures/redrive", "administrator", {})
    office.works()

    assert freed == {"freed": 1}
    assert _state(office) == ("sent", 2, "")
    assert office.server.recipients == ["zhou@new.example"]


def test_a_server_that_refuses_connections_is_tried_again_and_nothing_is_lost(
    office: NotificationOffice,
) -> None:
    office.server.stop()

    office.hears_and_works(ACCEPTED)
    while_away = _state(office)
    office.server.start()
    office.passes(seconds=5)

    assert while_away[:2] == ("waiting", 1)
    assert while_away[2].startswith("no_connection")
    assert _state(office) == ("sent", 2, "")
    assert office.server.recipients == [READER]


def test_a_server_that_is_away_for_three_days_leaves_the_mail_to_a_person(
    small_office: NotificationOffice,
) -> None:
    small_office.server.stop()
    small_office.hears(ACCEPTED)

    _days_go_by(small_office)

    state, attempts, _reason = _state(small_office)
    assert (state, attempts) == ("failed", len(MAIL_DELAYS) + 1)
    assert len(small_office.said(NoticeFailedV1)) == 1
    small_office.server.start()
    small_office.staff_posts("/internal/failures/redrive", "administrator", {})
    small_office.works()
    assert small_office.server.recipients == [READER]


def _days_go_by(office: NotificationOffice) -> None:
    office.works()
    for pause in MAIL_DELAYS:
        office.passes(seconds=pause.total_seconds())


def test_a_server_that_hangs_is_given_up_and_tried_again(opening: Opening) -> None:
    with silent_server() as url:
        office = opening(HUHANG_SMTP_URL=url)
        office.knows("complainant", READER)

        office.hears_and_works(ACCEPTED)

        assert _state(office) == ("waiting", 1, "timed_out")


def test_a_server_that_hangs_at_the_farewell_gets_the_mail_once(
    small_office: NotificationOffice,
) -> None:
    small_office.server.hangs_at_farewell = True

    small_office.hears_and_works(ACCEPTED)
    small_office.passes(hours=1)

    assert _state(small_office) == ("sent", 1, "")
    assert small_office.server.recipients == [READER]


def test_a_process_that_dies_while_it_hands_over_leaves_an_uncertain_notice(
    office: NotificationOffice,
) -> None:
    office.hears(ACCEPTED)
    _dies_while_handing_over(office)

    office.passes(seconds=61)

    assert _state(office) == ("uncertain", 1, "no_answer process_ended")
    assert office.server.mails == []
    [said] = office.said(NoticeUncertainV1)
    assert (said.audience, said.reason) == ("complainant", "no_answer")
    office.passes(days=3)
    assert office.server.mails == []


def _dies_while_handing_over(office: NotificationOffice) -> None:
    with office.service.uow() as uow:
        uow.jobs.lease(["notification.send"], 60)
        [notice] = uow.notices.of_matter(RECEIPT_NO)
        notice.begin()
        uow.notices.save(notice)
        uow.commit()


@pytest.mark.parametrize("status", [404, 500])
def test_an_owner_that_does_not_answer_delays_the_mail(
    small_office: NotificationOffice, status: int
) -> None:
    small_office.neighbours.status = status

    small_office.hears_and_works(ACCEPTED)
    waiting = _state(small_office)
    small_office.neighbours.status = 200
    small_office.passes(seconds=5)

    assert waiting == ("waiting", 1, f"owner_unavailable intake {status}")
    assert _state(small_office) == ("sent", 2, "")


def test_an_owner_that_is_away_delays_the_mail(small_office: NotificationOffice) -> None:
    small_office.neighbours.is_away = True

    small_office.hears_and_works(ACCEPTED)
    waiting = _state(small_office)
    small_office.neighbours.is_away = False
    small_office.passes(seconds=5)

    assert waiting == ("waiting", 1, "owner_unavailable intake")
    assert small_office.server.recipients == [READER]


def test_a_refused_sender_is_our_fault_and_no_verdict_on_the_reader(
    small_office: NotificationOffice,
) -> None:
    small_office.server.answers("MAIL", "553 5.7.1 sender not allowed")

    small_office.hears_and_works(ACCEPTED)

    assert _state(small_office) == ("waiting", 1, "553 5.7.1 sender not allowed")


def test_a_server_without_encryption_gets_nothing_where_encryption_is_asked_for(
    opening: Opening, server: MailServer
) -> None:
    office = opening(HUHANG_SMTP_URL=server.url.replace("smtp://", "smtp+starttls://"))
    office.knows("complainant", READER)

    office.hears_and_works(ACCEPTED)

    assert _state(office)[0] == "waiting"
    assert server.mails == []


def test_a_server_that_wants_a_password_gets_it_from_the_url(opening: Opening) -> None:
    guarded = MailServer(("post@centre.example", "p:w@/1")).start()
    url = guarded.url.replace("//", "//post%40centre.example:p%3Aw%40%2F1@")
    office = opening(HUHANG_SMTP_URL=url)
    office.knows("complainant", READER)

    office.hears_and_works(ACCEPTED)
    guarded.stop()

    assert _state(office) == ("sent", 1, "")
    assert guarded.recipients == [READER]


def test_a_wrong_password_is_our_fault_and_keeps_the_mail_waiting(opening: Opening) -> None:
    guarded = MailServer(("post", "right")).start()
    office = opening(HUHANG_SMTP_URL=guarded.url.replace("//", "//post:wrong@"))
    office.knows("complainant", READER)

    office.hears_and_works(ACCEPTED)
    guarded.stop()

    state, attempts, reason = _state(office)
    assert (state, attempts) == ("waiting", 1)
    assert reason.startswith("535") and "wrong" not in reason


@pytest.mark.parametrize(
    "address", ["nobody", "a b@shop.example", "@shop.example", "x@", f"{'x' * 80}@"]
)
def test_what_is_no_address_is_parked_and_said_so(
    small_office: NotificationOffice, address: str
) -> None:
    small_office.knows("complainant", address)

    small_office.hears_and_works(ACCEPTED)

    assert _state(small_office) == ("failed", 1, "address_unreadable")
    [line] = small_office.staff_reads("/api/v1/notices", "officer")["items"]
    assert line["reason_text"] == "邮箱地址有误，请核对后重新发送。"


def test_a_person_of_whom_half_is_known_holds_up_nobody_claimed_with_them(
    office: NotificationOffice,
) -> None:
    # What an owner of a newer version might answer; the others of the batch are whole.
    office.knows("respondent", "boss@shop.example", facts={"mediator": "陈静"})
    office.neighbours.people["complainant"] = {"email": READER, "facts": {"mediator": "陈静"}}

    office.hears_and_works(example(MediatorAppointedV1))

    states = {each.audience: (each.state, each.reason) for each in office.notices()}
    assert states["respondent"] == ("sent", "")
    assert states["complainant"] == ("waiting", "cannot_be_written KeyError")
    assert office.server.recipients == ["boss@shop.example"]


def test_a_bad_mail_holds_up_no_other(office: NotificationOffice) -> None:
    office.knows("complainant", "nobody")
    office.hears_and_works(ACCEPTED)
    office.knows("complainant", READER)

    office.hears_and_works(example(SubmissionAcceptedV1))

    assert office.server.recipients == [READER]

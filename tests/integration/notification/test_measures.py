"""What the scraper is told of mails that did not leave."""

from contracts.intake import SubmissionAcceptedV1
from tests.support.examples import example
from tests.support.notification_office import NotificationOffice


def test_a_mail_that_was_refused_is_counted(small_office: NotificationOffice) -> None:
    small_office.knows("complainant", "not an address")
    small_office.hears_and_works(example(SubmissionAcceptedV1))

    page = small_office.http.get("/metrics").text

    assert 'notices_newest{state="failed"} 1.0' in page
    assert 'notices_newest{state="sent"} 0.0' in page

"""Whether a receiver has opened what was handed over: noted with the first look, at each desk."""

from datetime import timedelta

import pytest

from tests.integration.referral.test_guests import inside_by
from tests.support.referral_office import ReferralOffice


def test_the_first_look_of_the_police_is_kept_and_ours_is_none(office: ReferralOffice) -> None:
    path = office.sent()
    before = office.read(path)["first_opened"]

    theirs = office.read(path, office.liaison)
    first = office.read(path)["first_opened"]
    office.clock.advance(timedelta(hours=3))
    office.read(path, office.liaison)

    assert (before, "first_opened" in theirs) == (None, False)
    assert first["by"] == "sunlei"
    assert office.read(path)["first_opened"] == first


def test_a_court_and_a_guest_open_too(sqlite_office: ReferralOffice) -> None:
    application, referral = sqlite_office.prepared(), sqlite_office.referral_sent()

    sqlite_office.read(application, sqlite_office.clerk)
    sqlite_office.read(referral, inside_by(sqlite_office, referral))

    assert sqlite_office.read(application)["first_opened"]["by"] == "zhaomin"
    assert sqlite_office.read(referral)["first_opened"]["by"] == "王强"


def test_a_file_that_was_forwarded_is_opened_at_its_new_desk(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.receipted()
    sqlite_office.read(path, sqlite_office.liaison)

    sqlite_office.do(sqlite_office.liaison, path, "forwarding", {"desk": "police:food"})

    assert sqlite_office.read(path)["first_opened"] is None


@pytest.mark.parametrize("kind", ["transfer", "confirmation"])
def test_strangers_leave_no_mark(sqlite_office: ReferralOffice, kind: str) -> None:
    path = sqlite_office.sent() if kind == "transfer" else sqlite_office.prepared()
    stranger = sqlite_office.staff("liqi", "police_liaison", "police:food")

    answer = stranger.get("referral", path)

    assert answer.status_code == 404
    assert sqlite_office.read(path)["first_opened"] is None

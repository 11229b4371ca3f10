"""The directory of bodies: who may change it, and what stood there before."""

from datetime import timedelta

from tests.support.referral_office import MARKET, ReferralOffice

DESK = f"/api/v1/desks/{MARKET}"
CHANGED = {"name": "卫东区市场监督管理局", "email": "new@gov.example", "phone": "0375-2022211"}


def test_what_stood_there_before_a_change_stays_on_record(sqlite_office: ReferralOffice) -> None:
    admin = sqlite_office.staff("admin", "administrator")

    changed = admin.act("referral", DESK, "revisions", CHANGED).get_json()

    assert changed["email"] == "new@gov.example"
    [revision] = changed["revisions"]
    assert revision["by"] == "admin"
    assert revision["before"]["email"] == "m@gov.example"
    assert changed["confirmed_by"] == "admin"


def test_a_body_is_added_once(sqlite_office: ReferralOffice) -> None:
    admin = sqlite_office.staff("admin", "administrator")
    body = {"code": "notary:lu", "kind": "notary", "name": "鲁山县公证处"}

    first = admin.post("referral", "/api/v1/desks", body)
    again = admin.post("referral", "/api/v1/desks", body)

    assert (first.status_code, again.status_code) == (201, 422)
    assert sqlite_office.referred("notary", "notary:lu")


def test_the_name_on_what_was_sent_stays_what_it_was(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referral_sent()
    admin = sqlite_office.staff("admin", "administrator")

    admin.act("referral", DESK, "revisions", CHANGED)

    assert sqlite_office.read(path)["desk_name"] == "卫东区市监局"


def test_officers_and_partners_change_nothing(sqlite_office: ReferralOffice) -> None:
    for person in (sqlite_office.officer, sqlite_office.regulator, sqlite_office.visitor):
        assert person.post("referral", f"{DESK}/revisions", CHANGED).status_code in {401, 404}


def test_an_entry_asks_to_be_confirmed_when_half_a_year_is_over(
    sqlite_office: ReferralOffice,
) -> None:
    admin = sqlite_office.staff("admin", "administrator")

    def is_stale() -> bool:
        found = sqlite_office.read("/api/v1/desks", admin)["items"]
        return bool(next(each["is_stale"] for each in found if each["code"] == MARKET))

    before = is_stale()
    admin.act("referral", DESK, "confirmation")
    after = is_stale()
    sqlite_office.clock.advance(timedelta(days=181))

    assert (before, after, is_stale()) == (True, False, True)

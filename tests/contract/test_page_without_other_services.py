"""Other services are away: the officer still reads the matter and decides about it."""

from tests.support.fake_transport import FakeTransport
from tests.support.ready import PASSWORD
from tests.support.town import Town
from tests.support.web_pages import Visitor, hidden, words


def test_a_matter_is_read_and_accepted_while_all_but_intake_are_away(sqlite_town: Town) -> None:
    town = sqlite_town
    number = town.files()["receipt_no"]
    away = FakeTransport()
    away.is_away = True
    for name in ("mediation", "referral", "notification", "documents"):
        town._transports[name] = away
    officer = Visitor(town.gateway())
    officer.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})

    page = officer.get(f"/staff/submissions/{number}")

    assert page.status_code == 200
    assert "暂时看不到：调解、移送和转办、通知。" in words(page)
    form = {name: hidden(page, name) for name in ("etag", "form_key", "seen")}
    accepted = officer.post(f"/staff/submissions/{number}/accept", form)
    assert accepted.status_code == 303, words(accepted)
    assert town.officer.get("intake", f"/api/v1/submissions/{number}").json["status"] == "accepted"

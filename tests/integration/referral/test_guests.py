"""A receiver without an account: link and code open one referral, and nothing else.

What no database sees is tried on SQLite alone.
"""

from typing import Any

from chassis.principal import Principal
from contracts.referral import GuestLinkMadeV1
from tests.support.referral import RECEIPT
from tests.support.referral_office import MARKET, REFERRALS, ReferralOffice
from tests.support.town import Person

ENTRANCE = "/api/v1/guest-links/entrance"


def invited(office: ReferralOffice, path: str) -> dict[str, Any]:
    """A link with its code, as an officer makes it."""
    answer = office.officer.post("referral", f"{path}/guest-links", {"person": "王强", "days": 7})
    assert answer.status_code == 201, answer.text
    return dict(answer.get_json())


def inside_by(office: ReferralOffice, path: str) -> Person:
    """Somebody who came in by a link to a hand-over."""
    return inside(office, shows(office, invited(office, path)).get_json())


def shows(office: ReferralOffice, made: dict[str, Any], **changes: str) -> Any:
    """Somebody shows what they have at the door."""
    proof = {"token": made["token"], "code": made["code"], "name": "王强"} | changes
    return office.visitor.post("referral", ENTRANCE, proof)


def inside(office: ReferralOffice, found: dict[str, Any]) -> Person:
    """Whoever came in, as the gateway vouches for them."""
    subject, roles = f"guest:{found['link_id']}", frozenset({"guest"})
    return office._person(Principal(subject=subject, roles=roles, name=found["name"]))


def test_a_guest_signs_and_answers_and_the_others_read_who_it_was(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.referral_sent()
    made = invited(sqlite_office, path)

    found = shows(sqlite_office, made).get_json()
    guest = inside(sqlite_office, found)
    sqlite_office.do(guest, path, "acts", {"act": "sign"})
    answer = {"act": "report_result", "reasons": "已没收侵权商品。", "number": "平市监函[2026]12号"}
    sqlite_office.do(guest, path, "acts", answer)

    assert f"/api/v1/{found['kind']}/{found['item_id']}" == path
    steps = sqlite_office.read(path)["steps"][-2:]
    assert [(each["act"], each["by"], each["is_guest"]) for each in steps] == [
        ("sign", "王强", True),
        ("report_result", "王强", True),
    ]
    assert steps[-1]["number"] == "平市监函〔2026〕12号"


def test_two_who_came_in_by_one_link_act_each_under_their_own_name(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.referral_sent()
    made = invited(sqlite_office, path)
    first = inside(sqlite_office, shows(sqlite_office, made).get_json())
    again = sqlite_office.officer.post("referral", f"/api/v1/guest-links/{made['link_id']}/code")
    second = inside(
        sqlite_office, shows(sqlite_office, dict(again.get_json()), name="李丽").get_json()
    )

    sqlite_office.do(first, path, "acts", {"act": "sign"})
    sqlite_office.do(second, path, "acts", {"act": "report_result", "reasons": "已没收侵权商品。"})

    steps = sqlite_office.read(path)["steps"][-2:]
    assert [(each["act"], each["by"]) for each in steps] == [
        ("sign", "王强"),
        ("report_result", "李丽"),
    ]


def test_a_guest_sees_this_one_referral_and_no_list(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referral_sent()
    second = sqlite_office.referred("cooperation_out")
    found = shows(sqlite_office, invited(sqlite_office, path)).get_json()
    guest = inside(sqlite_office, found)

    seen = [guest.get("referral", each).status_code for each in (path, second, REFERRALS)]

    assert seen == [200, 404, 404]
    assert guest.get("referral", f"{path}/guest-links").status_code == 404


def test_the_code_works_once_and_wrong_ones_are_counted(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referral_sent()
    made = invited(sqlite_office, path)

    answers = [
        shows(sqlite_office, made, code="00000000" if made["code"] != "00000000" else "1"),
        shows(sqlite_office, made),
        shows(sqlite_office, made),
        shows(sqlite_office, made, token=made["token"][:-1] + "~"),
    ]

    assert [each.status_code for each in answers] == [422, 200, 422, 404]
    assert answers[0].get_json()["errors"][0]["code"] == "guest_code_wrong"
    [link] = sqlite_office.officer.get("referral", f"{path}/guest-links").get_json()["items"]
    assert [each["what"] for each in link["uses"]] == ["wrong_code", "opened", "wrong_code"]
    assert made["code"] not in str(link)


def test_another_code_lets_in_again_until_the_link_is_revoked(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.referral_sent()
    made = invited(sqlite_office, path)
    link = f"/api/v1/guest-links/{made['link_id']}"
    guest = inside(sqlite_office, shows(sqlite_office, made).get_json())

    again = sqlite_office.officer.post("referral", f"{link}/code").get_json()
    assert shows(sqlite_office, again).status_code == 200
    sqlite_office.officer.post("referral", f"{link}/revocation")

    assert shows(sqlite_office, again).status_code == 404
    assert guest.get("referral", path).status_code == 404
    assert sqlite_office.officer.post("referral", f"{link}/code").status_code == 409


def test_a_link_leads_only_to_what_lies_with_a_receiver(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referred()

    answer = sqlite_office.officer.post("referral", f"{path}/guest-links", {"person": "王强"})

    assert (answer.status_code, answer.get_json()["code"]) == (409, "not_with_receiver")


def test_the_police_without_an_account_sign_and_decide_by_link(
    sqlite_office: ReferralOffice,
) -> None:
    path, elsewhere = sqlite_office.sent(), sqlite_office.prepared()
    guest = inside_by(sqlite_office, path)

    sqlite_office.do(guest, path, "receipt")
    decision = {"decision": "filed", "case_no": "平公(经)立字[2026]12号"}
    decided = sqlite_office.do(guest, path, "decision", decision)

    assert (decided["status"], decided["receipted_by"]) == ("filed", "guest:王强")
    assert guest.get("referral", elsewhere).status_code == 404
    again = sqlite_office.officer.post("referral", f"{path}/guest-links", {"person": "王强"})
    assert again.get_json()["code"] == "not_with_receiver"


def test_a_court_without_an_account_signs_and_rules_by_link(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.prepared()
    guest = inside_by(sqlite_office, path)

    sqlite_office.do(guest, path, "receipt")
    ruling = {"decision": "confirmed", "ruling_no": "(2026)豫0402民特123号"}
    ruled = sqlite_office.do(guest, path, "decision", ruling)

    assert ruled["status"] == "confirmed"


def test_a_link_does_not_follow_a_file_to_another_police_desk(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.sent()
    guest = inside_by(sqlite_office, path)
    sqlite_office.do(guest, path, "receipt")

    left = guest.act("referral", path, "forwarding", {"desk": "police:food"})

    assert left.status_code == 200
    assert sqlite_office.read(path)["desk"] == "police:food"
    assert guest.get("referral", path).status_code == 404


def test_a_link_goes_to_the_official_address_and_its_code_does_not(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.referral_sent()
    wanted = {"person": "王强", "by_mail": True}
    made = sqlite_office.officer.post("referral", f"{path}/guest-links", wanted).get_json()

    asked = f"/internal/recipients?audience=guest&receipt_no={RECEIPT}"
    [person] = sqlite_office.read(asked, sqlite_office.neighbour("notification"))["items"]

    [told] = sqlite_office.said(GuestLinkMadeV1)
    assert (told.link_id, told.desk) == (made["link_id"], MARKET)
    assert (person["email"], person["facts"]["link"]) == ("m@gov.example", made["address"])
    assert made["code"] not in str(person)


def test_a_body_without_an_official_address_gets_no_mail(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referral_sent()
    admin = sqlite_office.staff("admin", "administrator")
    admin.act("referral", f"/api/v1/desks/{MARKET}", "revisions", {"name": "卫东区市监局"})

    wanted = {"person": "王强", "by_mail": True}
    answer = sqlite_office.officer.post("referral", f"{path}/guest-links", wanted)

    assert (answer.status_code, answer.get_json()["code"]) == (409, "no_official_address")

"""Linked matters know each other, offers of shops tell where one belongs, agents keep to their mandate."""

from typing import Any

from tests.support.intake_office import SUBMISSIONS, IntakeOffice

OFFER = {
    "platform": "某某购物平台",
    "shop": "红星五金店",
    "url": "shop.example/item/1",
    "price_fen": 3_500,
    "sold": 20,
    "captured_at": "2026-11-20T08:30:00+08:00",
    "method": "screenshot",
}


def dossier(office: IntakeOffice, number: str) -> dict[str, Any]:
    found: dict[str, Any] = office.read(number)["dossier"]
    return found


def test_a_link_stands_on_both_matters_and_is_taken_away_on_both(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    one, other = (office.files()["receipt_no"] for _ in range(2))
    link = {"to": other, "kind": "same_target"}

    office.decides(one, "links", link | {"reason": "同一店铺"})
    again = office.decides(one, "links", link)
    itself = office.decides(one, "links", {"to": one, "kind": "series"})
    seen = [dossier(office, each)["links"] for each in (one, other)]
    office.decides(other, "links/removal", {"to": one, "kind": "same_target"})

    assert [[each["to"] for each in links] for links in seen] == [[other], [one]]
    assert again.get_json()["code"] == "linked_already"
    assert itself.get_json()["code"] == "linked_to_itself"
    assert [dossier(office, each)["links"] for each in (one, other)] == [[], []]


def test_an_offer_of_a_shop_fills_in_where_the_matter_belongs_and_suggests_the_platform(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    number = office.files(respondent_url="", respondent_platform="")["receipt_no"]

    noted = office.decides(number, "shop-items", OFFER)

    read = office.read(number)
    advice = office.officer.get("intake", f"{SUBMISSIONS}/{number}/advice").get_json()
    assert noted.status_code == 200, noted.text
    assert read["fields"]["respondent_platform"] == "某某购物平台"
    assert read["dossier"]["sold_for_fen"] == 70_000
    assert "platform" in read["flags"]
    assert ("notify_platform", "某某购物平台") in [
        (each["act"], each["detail"]) for each in advice["suggestions"]
    ]


def test_an_agent_takes_back_only_within_the_mandate_and_with_the_holders_agreement(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    agent = {"holder_role": "agent", "mandate": "代为投诉，至2027年12月31日"}
    number = office.files(holder_name="鹰城五金工具有限公司", **agent)["receipt_no"]
    citizen, path = office.citizen(number), f"{SUBMISSIONS}/{number}/withdrawal"
    why = {"reason": "双方已经和解"}

    office.decides(number, "mandate", {"scope": ["supply"], "until": "2027-12-31"})
    beyond = citizen.post("intake", path, why)
    office.decides(number, "mandate", {"scope": ["supply", "withdraw"], "until": "2027-12-31"})
    alone = citizen.post("intake", path, why)
    stranger = office.decides(number, "agreements", {"who": "路人", "note": "口头同意"})
    office.decides(number, "agreements", {"who": "鹰城五金工具有限公司", "note": "盖章同意书"})
    done = citizen.post("intake", path, why)

    codes = [each.get_json()["code"] for each in (beyond, alone, stranger)]
    assert codes == ["mandate_lacks_act", "agreement_missing", "not_represented"]
    assert done.get_json()["status"] == "closed"

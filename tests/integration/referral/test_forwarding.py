"""The police forward a file over HTTP: it leaves one desk and lies on the other."""

import pytest

from contracts.referral import TransferForwardedV1, TransferSentV1
from tests.support.referral import RECEIPT
from tests.support.referral_office import TRANSFERS, ReferralOffice
from tests.support.town import Person

FOOD = {"desk": "police:food"}


def second(office: ReferralOffice) -> Person:
    """The liaison of the desk to which the file is forwarded."""
    return office.staff("liqi", "police_liaison", "police:food")


def test_the_file_leaves_one_desk_and_lies_on_the_other(office: ReferralOffice) -> None:
    path = office.receipted()

    office.do(office.liaison, path, "forwarding", FOOD)

    assert office.liaison.get("referral", path).status_code == 404
    assert office.read(TRANSFERS, office.liaison)["items"] == []
    assert [each["receipt_no"] for each in office.read(TRANSFERS, second(office))["items"]] == [
        RECEIPT
    ]
    assert office.do(second(office), path, "receipt")["status"] == "receipted"


def test_the_second_desk_is_told_as_the_first_was(office: ReferralOffice) -> None:
    path = office.receipted()

    office.do(office.liaison, path, "forwarding", FOOD)

    [forwarded] = office.said(TransferForwardedV1)
    assert (forwarded.from_desk, forwarded.desk) == ("police:economic", "police:food")
    assert [each.desk for each in office.said(TransferSentV1)] == [
        "police:economic",
        "police:food",
    ]
    recipients = f"/internal/recipients?audience=police_desk&receipt_no={RECEIPT}"
    [desk] = office.read(recipients, office.neighbour("notification"))["items"]
    assert desk["email"] == "shi@police.example"


@pytest.mark.parametrize("desk", ["police:economic", "court:xinhua", "police:nowhere", " "])
def test_only_another_police_desk_can_be_chosen(sqlite_office: ReferralOffice, desk: str) -> None:
    path = sqlite_office.receipted()

    refusal = sqlite_office.liaison.act("referral", path, "forwarding", {"desk": desk})

    assert refusal.status_code == 422
    assert [each["pointer"] for each in refusal.get_json()["errors"]] == ["/desk"]
    assert sqlite_office.read(path)["desk"] == "police:economic"


def test_desks_are_listed_in_the_order_in_which_they_take_matters(
    office: ReferralOffice,
) -> None:
    found = office.read("/api/v1/desks", office.liaison)

    assert [each["code"] for each in found["items"]] == [
        "court:xinhua",
        "court:weidong",
        "police:economic",
        "police:food",
        "410403:market",
        "platform:shop",
    ]
    assert set(found["items"][0]) == {"code", "kind", "name"}
    assert office.citizen("complainant").get("referral", "/api/v1/desks").status_code == 404

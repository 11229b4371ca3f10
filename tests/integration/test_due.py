"""What falls due, as each service tells it to notification for the daily digest."""

from urllib.parse import quote

import pytest

from chassis.identity import TokenSigner
from chassis.principal import service_principal
from tests.support.town import Person, Town

SOON = quote("2027-12-31T00:00:00+08:00")
LONG_AGO = quote("2020-01-01T00:00:00+08:00")


@pytest.fixture
def matter(town: Town) -> str:
    """Filed, and to be decided about."""
    return str(town.files()["receipt_no"])


def _due(town: Town, service: str, until: str) -> list[dict[str, str]]:
    # The services are asked in notification's own name, as its digest asks them.
    signer = TokenSigner("notification", town.keyring, town.clock)
    asking = Person(town, service_principal("notification"), signer)
    answer = asking.get(service, f"/internal/due?until={until}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, str]] = answer.get_json()["items"]
    return found


def test_a_duty_is_told_with_its_matter_and_names_nobody(town: Town, matter: str) -> None:
    found = _due(town, "intake", SOON)

    mine = [each for each in found if each["receipt_no"] == matter]
    assert mine
    assert set(mine[0]) == {"rule_id", "name_zh", "name_en", "due_at", "receipt_no"}
    assert "红星" not in str(found)


@pytest.mark.parametrize("service", ["intake", "mediation", "referral"])
def test_what_is_not_due_yet_is_not_told(town: Town, matter: str, service: str) -> None:
    assert _due(town, service, LONG_AGO) == []


@pytest.mark.parametrize("service", ["intake", "mediation", "referral"])
def test_people_do_not_ask_this(town: Town, matter: str, service: str) -> None:
    assert town.officer.get(service, f"/internal/due?until={SOON}").status_code == 404

"""Beside the calls: breaks of operators, and finding a matter while somebody talks."""

import json
from collections.abc import Iterator

import pytest

from tests.support.hotline_desk import REPORT, SECRET, Desk
from tests.support.intake_office import IntakeOffice
from tests.support.ready import copy_databases


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    copy_databases(folder)
    office = IntakeOffice(folder, f"sqlite:///{folder}/intake.db", cti_secret=SECRET)
    yield Desk(office)
    office.close()


def test_who_has_a_break_hears_only_what_rings_for_nobody_else(desk: Desk) -> None:
    for each in desk.lists("open"):
        desk.does(each["call_id"], "parking")
    away = desk.operator.post("intake", "/api/v1/seat/break", {}).get_json()
    everybody = desk.telephone_says("ringing", "cti-for-all").get_json()["call_id"]
    own = desk.telephone_says("ringing", "cti-own", agent="hotline").get_json()["call_id"]

    heard = [each["call_id"] for each in desk.lists("ringing")]
    desk.office.passes(minutes=5)
    [shown] = [
        each
        for each in desk.operator.get("intake", "/api/v1/call-figures").get_json()["operators"]
        if each["operator"] == "staff:hotline"
    ]
    desk.does(own, "answer")
    back = desk.operator.get("intake", "/api/v1/seat").get_json()
    refused = desk.operator.post("intake", "/api/v1/seat/break", {})
    desk.does(everybody, "answer")

    assert away["state"] == "away"
    assert heard == [own]
    assert (shown["state"], shown["away_seconds"]) == ("away", 300)
    assert (back["state"], refused.status_code) == ("in_call", 409)


def test_a_matter_is_found_by_what_the_caller_knows_and_told_without_its_people(
    desk: Desk,
) -> None:
    shown = desk.registers("13803750055", **(REPORT | {"respondent_name": "蓝海电器行"}))
    hidden = desk.registers(
        "13803750056", **(REPORT | {"respondent_name": "青山布庄"}), confidential="yes"
    )

    found = desk.looks_up(q="lhdq")["named"]
    compared, secret = (
        desk.operator.get("intake", f"/api/v1/call-lookups/{each['receipt_no']}").get_json()
        for each in (shown, hidden)
    )

    assert [each["receipt_no"] for each in found] == [shown["receipt_no"]]
    assert compared["facts"] == REPORT["facts"]
    assert "13803750055" not in json.dumps(compared)
    assert (secret["facts"], secret["is_secret"]) == ("", True)

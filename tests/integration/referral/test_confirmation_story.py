"""An agreement goes to the court: the application is prepared, signed for, ruled on."""

from pathlib import Path

import pytest

from contracts.referral import (
    ConfirmationDecidedV1,
    ConfirmationPreparedV1,
    ReferralClockAlarmV1,
)
from services.referral.seed import seed
from tests.integration.conftest import UrlOf
from tests.support.referral import RECEIPT
from tests.support.referral_office import (
    AGREEMENT,
    CONFIRMATIONS,
    DESKS,
    ReferralOffice,
    an_agreement_reached,
)

RULING = {"decision": "confirmed", "ruling_no": "(2026)豫0402民特123号"}


def test_an_agreement_told_three_times_prepares_one_application(office: ReferralOffice) -> None:
    path = office.prepared()
    for _ in range(3):
        office.hears(an_agreement_reached())
    office.works()

    assert [f"{CONFIRMATIONS}/{each['confirmation_id']}" for each in _listed(office)] == [path]
    [prepared] = office.said(ConfirmationPreparedV1)
    assert (prepared.desk, prepared.apply_by.isoformat()) == ("court:xinhua", "2026-12-23")


def _listed(office: ReferralOffice) -> list[dict[str, str]]:
    items: list[dict[str, str]] = office.read(CONFIRMATIONS)["items"]
    return items


def test_parties_who_want_no_confirmation_get_none(office: ReferralOffice) -> None:
    office.hears(an_agreement_reached(joint_confirmation=False))
    office.works()

    assert _listed(office) == []
    assert office.mediation.calls == []


def test_the_application_names_both_parties_court_mediator_and_hash(
    office: ReferralOffice,
) -> None:
    path = office.prepared()

    papers = {
        each["code"]: office.clerk.get("referral", f"{path}/documents/{each['code']}").text
        for each in office.read(path, office.clerk)["documents"]
        if each["present"]
    }

    assert set(papers) == {"application", "agreement", "mediation_proof", "identity_and_address"}
    assert papers["agreement"] == AGREEMENT["text"]
    for words in ("红星五金商行", "鹰城五金工具有限公司", "陈静", "新华区人民法院", "ab" * 32):
        assert words in papers["application"]
    assert (
        "甲方:红星五金商行,张三,0375-2022211,zhang@red-star.example"
        in papers["identity_and_address"]
    )


def test_facts_that_both_sides_have_signed_go_along_to_the_court(office: ReferralOffice) -> None:
    facts = "双方对下列事实没有争议：\n1. 涉案扳手不是投诉人制造的。"
    known = AGREEMENT | {"agreed_facts": facts}
    office.mediation.answer("GET", f"/internal/cases/case-{RECEIPT}/agreement", known)
    office.hears(an_agreement_reached())
    office.works()

    path = f"{CONFIRMATIONS}/{_listed(office)[0]['confirmation_id']}"

    assert office.clerk.get("referral", f"{path}/documents/agreed_facts").text == facts


def test_while_mediation_is_away_the_application_waits_and_is_then_prepared(
    office: ReferralOffice,
) -> None:
    office.mediation.is_away = True
    office.hears(an_agreement_reached())
    office.works()
    waiting = _listed(office)
    office.mediation.is_away = False
    office.mediation.answer("GET", f"/internal/cases/case-{RECEIPT}/agreement", AGREEMENT)

    office.passes(minutes=30)

    assert waiting == []
    assert [each["status"] for each in _listed(office)] == ["prepared"]


def test_signature_and_ruling_end_all_clocks(office: ReferralOffice) -> None:
    path = office.prepared()

    signed = office.do(office.clerk, path, "receipt")
    office.passes(days=2)
    ruled = office.do(office.clerk, path, "decision", RULING)

    assert {each["rule_id"]: each["state"] for each in signed["clocks"]} == {
        "med.judicial_confirmation": "met",
        "med.court_accept": "running",
        "med.court_decide_cpl": "running",
    }
    assert (ruled["status"], ruled["ruling_no"]) == ("confirmed", RULING["ruling_no"])
    assert ruled["decided_at"] == "2026-11-25T01:00:00Z"
    assert {each["state"] for each in ruled["clocks"]} == {"met"}
    [decided] = office.said(ConfirmationDecidedV1)
    assert (decided.decision, decided.ruling_no) == ("confirmed", RULING["ruling_no"])


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"decision": "rejected", "ruling_no": "(2026)豫1号"}, "/reasons", "reasons_missing"),
        ({"decision": "confirmed"}, "/ruling_no", "ruling_no_missing"),
        ({"decision": "confirmed", "ruling_no": "  "}, "/ruling_no", "ruling_no_missing"),
        ({"ruling_no": "(2026)豫1号"}, "/decision", "required"),
        ({"decision": "maybe", "ruling_no": "(2026)豫1号"}, "/decision", "invalid_choice"),
    ],
)
def test_a_ruling_that_is_none_is_refused_at_its_field(
    sqlite_office: ReferralOffice, body: dict[str, str], pointer: str, code: str
) -> None:
    path = sqlite_office.prepared()
    sqlite_office.do(sqlite_office.clerk, path, "receipt")

    refusal = sqlite_office.clerk.act("referral", path, "decision", body)

    assert refusal.status_code == 422
    assert [(e["pointer"], e["code"]) for e in refusal.get_json()["errors"]] == [(pointer, code)]


def test_a_ruling_before_the_signature_is_out_of_turn(office: ReferralOffice) -> None:
    path = office.prepared()

    refusal = office.clerk.act("referral", path, "decision", RULING)

    assert (refusal.status_code, refusal.get_json()["possible_now"]) == (409, ["receipt"])


def test_both_parties_days_are_announced_once_and_end_with_the_signature(
    office: ReferralOffice,
) -> None:
    path = office.prepared()
    office.passes(days=31)
    office.do(office.clerk, path, "receipt")
    office.passes(days=1)

    spoken = [
        each.moment
        for each in office.said(ReferralClockAlarmV1)
        if each.rule_id == "med.judicial_confirmation"
    ]

    assert spoken == ["approaching_3", "approaching_1", "due", "overdue"]


def test_without_a_court_the_application_waits_for_one(
    sqlite_url_of: UrlOf, tmp_path: Path
) -> None:
    office = ReferralOffice(tmp_path, sqlite_url_of("referral"), desks=[])
    office.mediation.answer("GET", f"/internal/cases/case-{RECEIPT}/agreement", AGREEMENT)
    office.hears(an_agreement_reached())
    office.works()
    waiting = _listed(office)

    seed(office.service, {"desks": DESKS})
    office.passes(minutes=30)

    assert waiting == []
    assert [each["desk"] for each in _listed(office)] == ["court:xinhua"]
    office.close()


def desk_of_an_agreement_about(office: ReferralOffice, right_type: str) -> str:
    """Where the application lies after an agreement about such a right; empty while it waits."""
    reached = an_agreement_reached()
    path = f"/internal/cases/{reached.case_id}/agreement"
    office.mediation.answer("GET", path, AGREEMENT | {"right_type": right_type})
    office.hears(reached)
    office.works()
    found = office.within(lambda uow: uow.confirmations.of_matter(RECEIPT))
    return found.desk if found else ""


@pytest.mark.parametrize(
    ("right_type", "level", "desk"),
    [
        ("trademark", "intermediate", "court:xinhua"),
        ("patent_invention", "designated", "court:weidong"),
        ("patent_design", "intermediate", "court:weidong"),
    ],
)
def test_the_court_that_decides_about_such_rights_gets_the_application(
    sqlite_office: ReferralOffice, right_type: str, level: str, desk: str
) -> None:
    admin = sqlite_office.staff("admin", "administrator")
    entry = {"name": "市中级人民法院", "level": level}
    admin.act("referral", "/api/v1/desks/court:weidong", "revisions", entry)

    assert desk_of_an_agreement_about(sqlite_office, right_type) == desk


def test_where_no_such_court_is_set_up_the_application_waits(
    sqlite_office: ReferralOffice,
) -> None:
    assert desk_of_an_agreement_about(sqlite_office, "patent_invention") == ""

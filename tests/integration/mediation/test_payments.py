"""Before each payment both sides are reminded, and told when its day has passed unpaid."""

from datetime import date

from contracts.mediation import PaymentDueV1
from tests.support.mediation_office import Office, an_outcome

RECEIPT = "2026112100011"
FIRST_DAY = date(2026, 12, 15)
IN_TWO_PARTS = {
    "terms": "乙方停止销售带有甲方商标的扳手，并分两期付款。",
    "amount_fen": 5_000_000,
    "instalments": [
        {"amount_fen": 3_000_000, "pay_by": "2026-12-15"},
        {"amount_fen": 2_000_000, "pay_by": "2026-12-31"},
    ],
}


def _with_signed_agreement(office: Office) -> str:
    path = office.with_session(RECEIPT)
    session = office.officer.get(path).get_json()["sessions"][-1]["session_id"]
    outcome = an_outcome(agreement=IN_TWO_PARTS)
    office.staff("chenjing", "mediator").post(f"/api/v1/sessions/{session}/outcome", outcome)
    for side in ("complainant", "respondent"):
        asked = f"/internal/recipients?audience={side}_signing&receipt_no={RECEIPT}"
        [person] = office.neighbour("notification").get(asked).get_json()["items"]
        office.citizen(RECEIPT, side).post(
            f"{path}/agreement/signatures", {"code": person["facts"]["code"]}
        )
    return path


def test_who_has_paid_is_not_reminded_and_who_has_not_hears_it_twice(sqlite_office: Office) -> None:
    office = sqlite_office
    path = _with_signed_agreement(office)
    office.passes(days=20)
    assert [each.moment for each in office.said(PaymentDueV1)] == ["approaching"]

    office.officer.acts(path, "agreement/performance", {"number": 1, "state": "performed"})
    office.passes(days=22)
    due = office.neighbour("notification").get("/internal/due?until=2027-01-02T00:00:00Z")

    told = [(e.number, e.due_on.isoformat(), e.moment) for e in office.said(PaymentDueV1)]
    assert told == [
        (1, "2026-12-15", "approaching"),
        (2, "2026-12-31", "approaching"),
        (2, "2026-12-31", "passed"),
    ]
    assert [each["name_en"] for each in due.get_json()["items"]] == [
        "Follow up step 2 of the agreement"
    ]


def test_the_digest_reads_only_agreements_of_which_a_payment_is_due(sqlite_office: Office) -> None:
    office = sqlite_office
    path = _with_signed_agreement(office)

    early, due = _to_be_paid_by(office, date(2026, 12, 14)), _to_be_paid_by(office, FIRST_DAY)
    office.officer.acts(path, "agreement/performance", {"number": 1, "state": "performed"})

    assert (early, due, _to_be_paid_by(office, FIRST_DAY)) == (0, 1, 0)
    assert _to_be_paid_by(office, date(2026, 12, 31)) == 1


def _to_be_paid_by(office: Office, until: date) -> int:
    return len(office.within(lambda uow: uow.cases.with_payments_due(until)))

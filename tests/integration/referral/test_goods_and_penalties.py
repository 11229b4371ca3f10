"""Goods line by line and penalties over HTTP; both stand on the page of the transfer."""

from tests.support.referral_office import ReferralOffice

GOODS = [{"name": "假冒扳手", "unit": "把", "listed": 30, "handed": 30}]
PENALTY = {"kind": "罚款", "number": "平市监罚[2026]8号", "decided_on": "2026-10-12"}


def test_goods_penalties_and_the_copy_are_kept(sqlite_office: ReferralOffice) -> None:
    office, path = sqlite_office, sqlite_office.receipted()
    office.do(office.liaison, path, "decision", {"decision": "filed", "case_no": "立字(2026)12号"})

    office.do(office.officer, path, "penalties", PENALTY)
    office.do(office.officer, path, "procuratorate-copy")
    differing = office.officer.act(
        "referral", path, "handover", {"goods": [GOODS[0] | {"handed": 29}]}
    )
    office.do(office.officer, path, "handover", {"goods": GOODS})

    found = office.read(path, office.liaison)
    assert differing.status_code == 422
    assert differing.get_json()["errors"][0]["code"] == "counts_differ"
    assert found["goods"][0]["handed"] == 30
    assert found["penalties"] == [PENALTY | {"number": "平市监罚〔2026〕8号"}]
    assert found["copied_at"]
    assert found["status"] == "handed_over"

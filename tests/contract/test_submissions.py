"""Intake's promises over HTTP, on both databases."""

import threading

import pytest

from tests.support.matters import complaint
from tests.support.town import Town

SUBMISSIONS = "/api/v1/submissions"


def test_a_complaint_gets_a_receipt_with_the_date_of_the_answer_and_its_article(town: Town) -> None:
    receipt = town.files()

    assert len(receipt["receipt_no"]) == 13
    assert receipt["answer_clock"]["due_on"] == "2026-12-01"  # seven working days after 20 November
    assert "第15条" in receipt["answer_clock"]["article"]


def test_the_same_request_twice_is_one_complaint(town: Town) -> None:
    body = complaint()

    first = town.visitor.post("intake", SUBMISSIONS, body, key="same")
    second = town.visitor.post("intake", SUBMISSIONS, body, key="same")

    assert second.get_json() == first.get_json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(town.officer.get("intake", SUBMISSIONS).get_json()["items"]) == 1


def test_a_key_for_other_words_is_refused_and_stores_nothing(town: Town) -> None:
    town.visitor.post("intake", SUBMISSIONS, complaint(), key="same")

    other = town.visitor.post("intake", SUBMISSIONS, complaint(place="另一处"), key="same")

    assert (other.status_code, other.get_json()["code"]) == (422, "idempotency_key_reused")
    assert len(town.officer.get("intake", SUBMISSIONS).get_json()["items"]) == 1


def test_eight_twins_at_once_are_one_complaint(town: Town) -> None:
    body, answers = complaint(), []

    def file() -> None:
        answers.append(town.visitor.post("intake", SUBMISSIONS, body, key="twins").get_json())

    threads = [threading.Thread(target=file) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert {answer["receipt_no"] for answer in answers} == {answers[0]["receipt_no"]}


def test_without_an_idempotency_key_nothing_is_filed(town: Town) -> None:
    answer = town.http["intake"].post(SUBMISSIONS, json=complaint())

    assert (answer.status_code, answer.get_json()["code"]) == (400, "idempotency_key_missing")


def test_acceptance_starts_the_clocks_of_both_parties(town: Town) -> None:
    receipt_no = town.files()["receipt_no"]

    town.accepts(receipt_no)

    clocks = town.officer.get("intake", f"{SUBMISSIONS}/{receipt_no}").get_json()["clocks"]
    running = {(c["rule_id"], c["bearer"]) for c in clocks if c["state"] == "running"}
    assert {
        ("cmp.mediation_period", "complainant"),
        ("cmp.mediation_period", "respondent"),
    } <= running


def test_a_stale_write_is_refused(town: Town) -> None:
    receipt_no = town.files()["receipt_no"]
    thing = f"{SUBMISSIONS}/{receipt_no}"
    etag = town.officer.get("intake", thing).headers["ETag"]
    town.accepts(receipt_no)

    late = town.officer.post("intake", f"{thing}/acceptance", **{"If-Match": etag})

    assert (late.status_code, late.get_json()["code"]) == (412, "stale")


def test_a_write_without_a_version_is_refused(town: Town) -> None:
    thing = f"{SUBMISSIONS}/{town.files()['receipt_no']}"

    assert town.officer.post("intake", f"{thing}/acceptance").status_code == 428


def test_an_impossible_step_says_what_is_possible(town: Town) -> None:
    receipt_no = town.files()["receipt_no"]

    early = town.officer.act(
        "intake",
        f"{SUBMISSIONS}/{receipt_no}",
        "routing",
        {"route": "police", "reason": "尚未受理"},
    )

    assert early.status_code == 409
    assert early.get_json()["possible_now"][:2] == ["accept", "refuse"]


def test_another_citizens_matter_looks_like_one_that_is_not_there(town: Town) -> None:
    receipt_no = town.files()["receipt_no"]
    stranger = town.citizen(town.files()["receipt_no"])
    quote = {"X-Request-Id": "same"}

    foreign = stranger.get("intake", f"{SUBMISSIONS}/{receipt_no}", **quote)
    absent = stranger.get("intake", f"{SUBMISSIONS}/2611200000000", **quote)

    assert (
        (foreign.status_code, foreign.data)
        == (absent.status_code, absent.data)
        == (404, absent.data)
    )


def test_refusal_needs_a_ground_of_the_law(town: Town) -> None:
    thing = f"{SUBMISSIONS}/{town.files()['receipt_no']}"

    made_up = town.officer.act(
        "intake", thing, "refusal", {"ground": "X9", "explanation": "不想办理"}
    )
    lawful = town.officer.act(
        "intake", thing, "refusal", {"ground": "C1", "explanation": "不属于职责范围"}
    )

    assert made_up.get_json()["errors"][0]["pointer"] == "/ground"
    assert lawful.get_json()["status"] == "refused"


def test_the_list_is_ordered_by_deadline_and_pages_walk_it_once(town: Town) -> None:
    filed = [town.files()["receipt_no"] for _ in range(5)]
    town.accepts(filed[0])

    seen, cursor = [], ""
    while cursor is not None:
        page = town.officer.get("intake", f"{SUBMISSIONS}?limit=2&cursor={cursor}").get_json()
        seen += page["items"]
        cursor = page["next"]

    dues = [row["next_clock"]["due_at"] for row in seen]
    assert dues == sorted(dues)
    assert sorted(row["receipt_no"] for row in seen) == sorted(filed)


def test_five_wrong_codes_lock_a_number_for_a_quarter_of_an_hour(town: Town) -> None:
    receipt = town.files()
    asked = {"receipt_no": receipt["receipt_no"], "query_code": "00000000"}
    for _ in range(5):
        assert town.visitor.post("intake", f"{SUBMISSIONS}/track", asked).status_code == 404

    right = asked | {"query_code": receipt["query_code"]}
    locked = town.visitor.post("intake", f"{SUBMISSIONS}/track", right)

    assert locked.status_code == 429
    assert "Retry-After" in locked.headers


@pytest.mark.parametrize("spelling", ["{0} {1}", "{0}-{1}", "{0}{1}"])
def test_codes_may_be_typed_with_spaces_and_dashes(sqlite_town: Town, spelling: str) -> None:
    receipt = sqlite_town.files()
    code = spelling.format(receipt["query_code"][:4], receipt["query_code"][4:])

    found = sqlite_town.visitor.post(
        "intake", f"{SUBMISSIONS}/track", {"receipt_no": receipt["receipt_no"], "query_code": code}
    )

    assert found.get_json() == {"receipt_no": receipt["receipt_no"]}

"""Guessing at query codes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from services.intake.domain.receipt import receipt_number
from services.intake.storage.tables import submissions, track_attempts
from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.ready import FRIDAY_MORNING

WRONG = "00000000"


def tries(office: IntakeOffice, receipt_no: str, code: str, **headers: str) -> Any:
    body = {"receipt_no": receipt_no, "query_code": code}
    return office.visitor.post("intake", f"{SUBMISSIONS}/track", body, **headers)


def test_the_right_code_opens_the_matter(office: IntakeOffice) -> None:
    receipt = office.files()

    answer = tries(office, receipt["receipt_no"], receipt["query_code"])

    assert answer.get_json() == {"receipt_no": receipt["receipt_no"]}


def test_the_database_holds_no_code(office: IntakeOffice) -> None:
    receipt = office.files()

    with office.service.engine.connect() as connection:
        [row] = connection.execute(sa.select(submissions)).all()

    assert receipt["query_code"] not in str(tuple(row))
    assert len(row.query_code_mac) == 64


def test_wrong_codes_absent_numbers_and_slips_look_the_same(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    absent = receipt_number(FRIDAY_MORNING.date(), "000000")
    slip = receipt_no[:-1] + str((int(receipt_no[-1]) + 1) % 10)

    answers = [
        tries(office, number, WRONG, **{"X-Request-Id": "same"})
        for number in (receipt_no, absent, slip)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1


def test_the_lock_ends_a_quarter_of_an_hour_after_the_fifth_try(office: IntakeOffice) -> None:
    receipt = office.files()
    for _ in range(5):
        office.clock.advance(timedelta(minutes=2))
        assert tries(office, receipt["receipt_no"], WRONG).status_code == 404

    office.clock.advance(timedelta(minutes=14))
    locked = tries(office, receipt["receipt_no"], receipt["query_code"])
    office.clock.advance(timedelta(minutes=2))
    opened = tries(office, receipt["receipt_no"], receipt["query_code"])

    assert locked.status_code == 429
    # Nine o'clock, five times two minutes, a quarter of an hour.
    assert "09:25" in locked.get_json()["detail"]
    assert locked.headers["Retry-After"].endswith("01:25:00 GMT")
    assert opened.status_code == 200


def test_knocking_at_a_locked_door_does_not_keep_it_locked(office: IntakeOffice) -> None:
    receipt = office.files()
    for _ in range(9):
        tries(office, receipt["receipt_no"], WRONG)

    office.clock.advance(timedelta(minutes=16))

    assert tries(office, receipt["receipt_no"], receipt["query_code"]).status_code == 200


def test_slow_guesses_are_counted_anew(office: IntakeOffice) -> None:
    receipt = office.files()
    for _ in range(8):
        office.clock.advance(timedelta(minutes=16))
        assert tries(office, receipt["receipt_no"], WRONG).status_code == 404

    assert tries(office, receipt["receipt_no"], receipt["query_code"]).status_code == 200


def test_the_right_code_wipes_the_slate(office: IntakeOffice) -> None:
    receipt = office.files()
    for _ in range(3):
        for _ in range(4):
            tries(office, receipt["receipt_no"], WRONG)
        assert tries(office, receipt["receipt_no"], receipt["query_code"]).status_code == 200


def test_twenty_guesses_at_the_same_moment_are_five(office: IntakeOffice) -> None:
    receipt = office.files()

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: tries(office, receipt["receipt_no"], WRONG), range(20)))

    codes = [answer.status_code for answer in answers]
    assert (codes.count(404), codes.count(429)) == (5, 15)


def test_counts_that_lock_nothing_are_forgotten(office: IntakeOffice) -> None:
    tries(office, receipt_number(FRIDAY_MORNING.date(), "000001"), WRONG)

    office.clock.advance(timedelta(hours=26))
    office.works()

    with office.service.engine.connect() as connection:
        assert connection.execute(sa.select(track_attempts)).all() == []

"""Many people want the same mediator or room at the same time: exactly one gets them."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest
import sqlalchemy as sa

from contracts.mediation import SessionScheduledV1
from services.mediation.domain.slots import person_key
from services.mediation.storage.sessions import Session, SlotTaken
from services.mediation.storage.tables import sessions
from tests.integration.conftest import UrlOf
from tests.support.mediation import an_opened_case
from tests.support.mediation_office import Office

WEDNESDAY_10 = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Pool:
    """One case, two experts, two rooms, and a way to book through one or several processes."""

    def __init__(self, office: Office, *others: Office) -> None:
        self.office = office
        self._doors = cycle((office, *others))
        self.experts = [office.expert_id("chenjing"), office.expert_id("zhaolei")]
        self.rooms = [room.id for room in office.within(lambda uow: uow.rooms.all())]
        case = an_opened_case()
        office.within(lambda uow: uow.cases.add(case))
        self.case = case

    def books(self, expert: int, room: int, starts_at: datetime, minutes: int = 60) -> str:
        """``won``, or who has it already: ``expert`` or ``room``."""

        def act(uow: object) -> None:
            uow.sessions.book(  # type: ignore[attr-defined]
                Session(
                    id=uow.ids.new(),  # type: ignore[attr-defined]
                    case_id=self.case.id,
                    receipt_no=self.case.receipt_no,
                    expert_id=self.experts[expert],
                    room_id=self.rooms[room],
                    starts_at=starts_at,
                    ends_at=starts_at + minutes * MINUTE,
                )
            )

        try:
            next(self._doors).within(act)
        except SlotTaken as taken:
            return taken.by
        return "won"

    def booked(self) -> int:
        query = sa.select(sa.func.count()).select_from(sessions).where(sessions.c.is_live)
        return int(self.office.within(lambda uow: uow.connection.execute(query).scalar_one()))


@pytest.fixture
def pool(office: Office) -> Pool:
    return Pool(office)


def all_at_once(threads: int, attempts: list[Callable[[], str]]) -> Counter[str]:
    with ThreadPoolExecutor(threads) as many:
        return Counter(future.result() for future in [many.submit(each) for each in attempts])


@pytest.fixture
def busy_pool(postgres_url_of: UrlOf, tmp_path: Path) -> Iterator[Pool]:
    """Six processes' worth of connections to one database: about a hundred bookings run at once."""
    url = postgres_url_of("mediation")
    offices = [Office(tmp_path, url) for _ in range(6)]
    yield Pool(*offices)
    for office in offices:
        office.close()


@pytest.mark.integration
def test_two_hundred_bookings_of_one_slot_have_one_winner(busy_pool: Pool) -> None:
    results = all_at_once(200, [lambda: busy_pool.books(0, 0, WEDNESDAY_10)] * 200)

    assert results == {"won": 1, "expert": 199}
    assert busy_pool.booked() == 1


@pytest.mark.integration
def test_two_hundred_overlapping_bookings_have_one_winner(busy_pool: Pool) -> None:
    attempts = [
        lambda n=n: busy_pool.books(n % 2, 0, WEDNESDAY_10 + (n % 59) * MINUTE) for n in range(200)
    ]

    results = all_at_once(200, attempts)

    assert results["won"] == 1
    assert sum(results.values()) == 200
    assert busy_pool.booked() == 1


def test_thirty_two_threads_on_one_slot_have_one_winner(pool: Pool) -> None:
    results = all_at_once(32, [lambda: pool.books(0, 0, WEDNESDAY_10)] * 32)

    assert results["won"] == 1
    assert pool.booked() == 1


def test_thirty_two_threads_with_overlapping_wishes_for_a_mediator_have_one_winner(
    pool: Pool,
) -> None:
    attempts = [
        lambda n=n: pool.books(0, n % 2, WEDNESDAY_10 + (n % 59) * MINUTE) for n in range(32)
    ]

    results = all_at_once(32, attempts)

    assert results == {"won": 1, "expert": 31}


def test_thirty_two_threads_with_overlapping_wishes_for_a_room_have_one_winner(pool: Pool) -> None:
    attempts = [
        lambda n=n: pool.books(n % 2, 0, WEDNESDAY_10 + (n % 59) * MINUTE) for n in range(32)
    ]

    results = all_at_once(32, attempts)

    assert results["won"] == 1
    assert pool.booked() == 1


@pytest.mark.parametrize(
    ("minutes_later", "length", "result"),
    [
        (0, 60, "expert"),
        (30, 60, "expert"),
        (-30, 60, "expert"),
        (15, 30, "expert"),
        (-30, 120, "expert"),
        (59, 60, "expert"),
        (-59, 60, "expert"),
        (60, 60, "won"),
        (-60, 60, "won"),
    ],
)
def test_overlapping_is_refused_and_adjacent_is_not(
    pool: Pool, minutes_later: int, length: int, result: str
) -> None:
    pool.books(0, 0, WEDNESDAY_10)

    assert pool.books(0, 1, WEDNESDAY_10 + minutes_later * MINUTE, length) == result


def test_a_room_is_as_strict_as_a_mediator(pool: Pool) -> None:
    pool.books(0, 0, WEDNESDAY_10)

    assert pool.books(1, 0, WEDNESDAY_10 + 30 * MINUTE) == "room"
    assert pool.books(1, 1, WEDNESDAY_10 + 30 * MINUTE) == "won"


def test_what_was_released_can_be_booked_again(pool: Pool) -> None:
    pool.books(0, 0, WEDNESDAY_10)
    [first] = pool.office.within(lambda uow: uow.sessions.of_case(pool.case.id))

    pool.office.within(lambda uow: uow.sessions.release(first.id))

    assert pool.books(0, 0, WEDNESDAY_10) == "won"


def test_a_released_session_cannot_come_back_over_another(pool: Pool) -> None:
    pool.books(0, 0, WEDNESDAY_10)
    [first] = pool.office.within(lambda uow: uow.sessions.of_case(pool.case.id))
    pool.office.within(lambda uow: uow.sessions.release(first.id))
    pool.books(0, 0, WEDNESDAY_10)

    with pytest.raises(sa.exc.IntegrityError, match="one_session_per"):
        pool.office.within(
            lambda uow: uow.connection.execute(
                sessions.update().where(sessions.c.id == first.id).values(is_live=True)
            )
        )


def test_a_session_that_ends_before_it_begins_is_refused(pool: Pool) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        pool.books(0, 0, WEDNESDAY_10, minutes=-30)


def test_moving_a_session_onto_another_is_refused(pool: Pool) -> None:
    pool.books(0, 0, WEDNESDAY_10)
    pool.books(0, 0, WEDNESDAY_10 + 120 * MINUTE)
    later, _first = pool.office.within(lambda uow: uow.sessions.of_case(pool.case.id))

    with pytest.raises(sa.exc.IntegrityError, match="one_session_per"):
        pool.office.within(
            lambda uow: uow.connection.execute(
                sessions.update()
                .where(sessions.c.id == later.id)
                .values(starts_at=WEDNESDAY_10 + 30 * MINUTE, ends_at=WEDNESDAY_10 + 90 * MINUTE)
            )
        )


def test_of_fifty_who_take_one_slot_exactly_one_gets_it(office: Office) -> None:
    numbers = [f"20261121{n:05}" for n in range(100, 104)]
    for number in numbers:
        office.with_mediator(number, respondent_email=f"{number}@x.example")
    paths = [f"/api/v1/mediation-cases/{office.case_of(n).id}" for n in numbers]
    room = office.within(lambda uow: uow.rooms.by_name()[0].id)
    wish = {"room_id": room, "starts_at": WEDNESDAY_10.isoformat(), "minutes": 60}

    with ThreadPoolExecutor(16) as many:
        answers = list(
            many.map(
                lambda n: office.officer.post(f"{paths[n % 4]}/sessions", wish).status_code,
                range(50),
            )
        )

    assert answers.count(201) == 1
    assert set(answers) == {201, 409}
    assert len(office.said(SessionScheduledV1)) == 1


def test_of_fifty_who_want_one_person_as_chair_or_as_member_exactly_one_gets_them(
    pool: Pool,
) -> None:
    def books(n: int) -> str:
        chairs = n % 2 == 0
        wanted = Session(
            id=f"S{n}",
            case_id=pool.case.id,
            receipt_no=pool.case.receipt_no,
            expert_id=pool.experts[0 if chairs else 1],
            room_id=pool.rooms[n % 2],
            starts_at=WEDNESDAY_10 + (n % 59) * MINUTE,
            ends_at=WEDNESDAY_10 + (60 + n % 59) * MINUTE,
            people=() if chairs else (person_key(pool.experts[0]),),
        )
        try:
            pool.office.within(lambda uow: uow.sessions.book(wanted))
        except SlotTaken as taken:
            return taken.by
        return "won"

    results = all_at_once(16, [lambda n=n: books(n) for n in range(50)])

    assert results["won"] == 1
    assert set(results) <= {"won", "expert", "room", "panel"}


def test_a_party_that_sits_elsewhere_is_refused_whatever_mediator_and_room(pool: Pool) -> None:
    first = Session(
        id="S1",
        case_id=pool.case.id,
        receipt_no=pool.case.receipt_no,
        expert_id=pool.experts[0],
        room_id=pool.rooms[0],
        starts_at=WEDNESDAY_10,
        ends_at=WEDNESDAY_10 + 60 * MINUTE,
        people=("party:boss@eagle.example",),
    )
    second = replace(first, id="S2", expert_id=pool.experts[1], room_id=pool.rooms[1])
    pool.office.within(lambda uow: uow.sessions.book(first))

    with pytest.raises(SlotTaken) as refusal:
        pool.office.within(lambda uow: uow.sessions.book(second))

    assert refusal.value.by == "party"

"""P-13: a reader of the feed misses nothing, although numbers become visible out of order."""

import random
import threading
import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from chassis.outbox import give_positions
from chassis.schema import outbox
from chassis.service import Service
from tests.support.feeds import envelopes
from tests.support.speaking.air import Air
from tests.support.speaking.services import SOMEBODY, Ground, said, say
from tests.support.speaking.words import WordSaidV1

pytestmark = pytest.mark.integration
MakeAir = Callable[..., Air]
WRITERS, EACH = 8, 60


@pytest.fixture
def speaker(make_air: MakeAir, feed_on_postgres: Ground) -> Service:
    return make_air(feed_on_postgres).speaker


def by_position(speaker: Service, seen: list[str], after: int) -> int:
    """The way that we read: in the order of given positions."""
    give_positions(speaker.engine)
    with speaker.engine.connect() as connection:
        page = envelopes(connection, after, 50)
    seen += [event.id for event in page]
    return page[-1].sequence if page else after


def by_row_number(speaker: Service, seen: list[str], after: int) -> int:
    """The naive way, which must lose: whatever has a higher row number than the last one seen."""
    newer = sa.select(outbox.c.row_id, outbox.c.id).where(outbox.c.row_id > after)
    with speaker.engine.connect() as connection:
        page = connection.execute(newer.order_by(outbox.c.row_id).limit(50)).all()
    seen += [row.id for row in page]
    return page[-1].row_id if page else after


def read_while_writing(speaker: Service, read: Callable[..., int]) -> list[str]:
    """Read without a pause while eight writers hold their transactions open for 0 to 50 ms."""
    writers = [threading.Thread(target=_write, args=(speaker, seed)) for seed in range(WRITERS)]
    for writer in writers:
        writer.start()
    seen: list[str] = []
    position = 0
    while any(writer.is_alive() for writer in writers):
        position = read(speaker, seen, position)
    for _ in range(EACH * WRITERS // 50 + 2):
        position = read(speaker, seen, position)
    return seen


def _write(speaker: Service, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, and no secret
    for number in range(EACH):
        with speaker.uow() as uow:
            subject = f"case-{chance.randrange(40)}"
            uow.outbox.add(
                WordSaidV1(f"{seed}-{number}"), subject=subject, version=1, actor=SOMEBODY
            )
            time.sleep(chance.random() * 0.05)
            uow.commit()


def all_written(speaker: Service) -> set[str]:
    with speaker.engine.connect() as connection:
        return set(connection.execute(sa.select(outbox.c.id)).scalars())


def test_a_reader_of_the_feed_sees_every_event_once(speaker: Service) -> None:
    seen = read_while_writing(speaker, by_position)

    assert len(seen) == WRITERS * EACH
    assert set(seen) == all_written(speaker)
    assert [event.sequence for event in said(speaker)] == list(range(1, WRITERS * EACH + 1))


def test_the_naive_reader_loses_events_so_that_the_test_above_means_something(
    speaker: Service,
) -> None:
    seen = read_while_writing(speaker, by_row_number)

    assert set(seen) < all_written(speaker)


def test_nothing_overtakes_a_transaction_that_is_still_open(speaker: Service) -> None:
    with speaker.uow() as slow:
        slow.outbox.add(WordSaidV1("slow"), subject="case-1", version=1, actor=SOMEBODY)
        say(speaker, "quick", subject="case-2")
        assert said(speaker) == []
        slow.commit()

    assert [event.data["text"] for event in said(speaker)] == ["slow", "quick"]


def test_a_transaction_that_began_early_and_commits_late_keeps_the_order_of_its_case(
    speaker: Service,
) -> None:
    with speaker.uow() as early:
        # It has its number now, and waits for the case that another one is changing.
        early.connection.execute(sa.text("SELECT pg_current_xact_id()"))
        say(speaker, "first", subject="case-1")
        early.outbox.add(WordSaidV1("second"), subject="case-1", version=2, actor=SOMEBODY)
        early.commit()

    assert [event.data["text"] for event in said(speaker)] == ["first", "second"]


def test_a_page_that_was_read_never_changes(speaker: Service) -> None:
    say(speaker, "one", "two")
    before = said(speaker)
    say(speaker, "three")

    assert said(speaker)[:2] == before


def test_readers_that_give_positions_at_once_do_not_disturb_each_other(speaker: Service) -> None:
    say(speaker, *[f"word-{number}" for number in range(200)])
    threads = [threading.Thread(target=give_positions, args=(speaker.engine,)) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [event.sequence for event in said(speaker)] == list(range(1, 201))

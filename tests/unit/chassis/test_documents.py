"""Aggregates are stored whole, found by their columns, and never overwritten unseen."""

import pytest
import sqlalchemy as sa

from chassis.database import reading
from chassis.errors import NotFound, Stale
from chassis.outbox import give_positions
from chassis.schema import outbox
from chassis.service import Service
from tests.support.demo.notes import Colour, DemoUnitOfWork, Note, notes
from tests.support.feeds import envelopes
from tests.unit.chassis.conftest import on_both_databases

pytestmark = on_both_databases


def unit_of_work(demo: Service) -> DemoUnitOfWork:
    uow = demo.uow()
    assert isinstance(uow, DemoUnitOfWork)
    return uow


def pin(demo: Service, title: str = "hello") -> str:
    with unit_of_work(demo) as uow:
        note = Note.pin(uow.ids.new(), "staff:w", title, Colour.BLUE, 3)
        uow.notes.add(note)
        uow.commit()
    return note.id


def test_an_aggregate_comes_back_as_it_was(demo: Service) -> None:
    note_id = pin(demo)

    with unit_of_work(demo) as uow:
        note = uow.notes.get(note_id)

    assert note == Note(note_id, "staff:w", "hello", Colour.BLUE, 3, version=1, events=[])


def test_a_change_gives_the_next_version(demo: Service) -> None:
    note_id = pin(demo)

    with unit_of_work(demo) as uow:
        note = uow.notes.get(note_id)
        note.title = "changed"
        uow.notes.save(note)
        uow.commit()

    with reading(demo.engine) as connection:
        row = connection.execute(sa.select(notes)).one()
    assert (row.version, row.title, row.document["title"]) == (2, "changed", "changed")
    assert "version" not in row.document
    assert "events" not in row.document


def test_of_two_who_read_the_same_version_the_second_is_stale(demo: Service) -> None:
    note_id = pin(demo)
    with unit_of_work(demo) as uow:
        seen_by_a, seen_by_b = uow.notes.get(note_id), uow.notes.get(note_id)

    with unit_of_work(demo) as uow:
        uow.notes.save(seen_by_a)
        uow.commit()

    with unit_of_work(demo) as uow, pytest.raises(Stale):
        uow.notes.save(seen_by_b)


def test_what_was_not_committed_did_not_happen(demo: Service) -> None:
    with unit_of_work(demo) as uow:
        uow.notes.add(Note.pin("1", "staff:w", "lost", Colour.RED, 0))

    with unit_of_work(demo) as uow, pytest.raises(NotFound):
        uow.notes.get("1")
    with reading(demo.engine) as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(outbox)).scalar() == 0


def test_events_go_out_with_the_change_and_its_version(demo: Service) -> None:
    note_id = pin(demo, "news")

    give_positions(demo.engine)
    with reading(demo.engine) as connection:
        [event] = envelopes(connection, 0, 10)

    assert event.type == "huhang.demo.note.pinned.v1"
    assert (event.subject, event.subjectversion) == (note_id, 1)
    assert event.data == {"note_id": note_id, "title": "news"}
    assert event.source == "huhang/demo"


def test_aggregates_are_found_by_their_columns(demo: Service) -> None:
    first, second = pin(demo, "a"), pin(demo, "b")

    with unit_of_work(demo) as uow:
        found = uow.notes.find(notes.c.title == "b")
        everything = uow.notes.all(notes.c.stars == 3)
        nothing = uow.notes.find(notes.c.title == "c")

    assert found is not None
    assert found.id == second
    assert [note.id for note in everything] == [first, second]
    assert nothing is None

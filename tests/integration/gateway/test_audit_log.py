"""The audit log on both databases: dense under load, append-only, and telling when it was changed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError

from chassis.clock import FixedClock
from chassis.database import is_postgres
from gateway.audit.entries import Deed
from gateway.audit.heads import Head
from gateway.audit.log import AuditLog
from gateway.audit.verification import Flaw, verify
from gateway.storage.audit_rows import Asked
from gateway.storage.tables import audit_entries, audit_heads, audit_tree

LOOKED = Deed(
    subject="staff:zhangwei",
    roles="officer",
    act="GET /staff/submissions/<receipt_no>",
    object="2611210219942",
    matter="2611210219942",
    outcome=200,
    request_id="01REQUEST",
)
EVERYTHING = Asked()


def _write(audit: AuditLog, count: int) -> None:
    for number in range(count):
        audit.append(replace(LOOKED, request_id=f"01REQUEST{number}"))


def _by_force(engine: Engine, *statements: sa.Executable) -> None:
    """What somebody can do who owns the database: take the triggers away, then write as they like."""
    with engine.begin() as connection:
        if is_postgres(engine):
            for table in (audit_entries, audit_heads):
                connection.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")
        else:
            names = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type='trigger'"
            )
            for name in list(names.scalars()):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def test_eight_writers_at_once_leave_no_gap_and_a_sound_tree(audit: AuditLog) -> None:
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda _n: _write(audit, 30), range(8)))

    positions = [entry.position for entry in audit.newest(EVERYTHING, limit=1000)]
    sound = verify(audit)

    assert positions == list(range(240, 0, -1))
    assert (sound.size, sound.newest_head) == (240, 200)


@pytest.mark.parametrize("table", [audit_entries, audit_heads])
def test_the_database_refuses_to_change_or_delete(
    audit: AuditLog, engine: Engine, table: sa.Table
) -> None:
    _write(audit, 3)
    key = next(iter(table.primary_key.columns))
    tries = [
        table.delete(),
        table.delete().where(key == 1),
        table.update().values({key.name: 9}),
        sa.text(f"TRUNCATE {table.name}")
        if is_postgres(engine)
        else sa.text(f"INSERT OR REPLACE INTO {table.name} SELECT * FROM {table.name}"),  # noqa: S608
    ]

    for each in tries:
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(each)

    assert verify(audit).size == 3


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "staff:lina"},
        {"outcome": 404},
        {"matter": ""},
        {"act": "GET /staff/submissions"},
        {"at": datetime(2026, 11, 20, 2, 0, tzinfo=UTC)},
        {"seal": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_entry_that_was_changed_by_force_is_named(
    audit: AuditLog, engine: Engine, change: dict[str, object]
) -> None:
    _write(audit, 12)

    _by_force(
        engine, audit_entries.update().where(audit_entries.c.position.in_([7, 9])).values(change)
    )

    with pytest.raises(Flaw, match="entry 7 was changed"):
        verify(audit)


def test_an_entry_that_was_taken_out_is_named(audit: AuditLog, engine: Engine) -> None:
    _write(audit, 12)

    _by_force(engine, audit_entries.delete().where(audit_entries.c.position == 5))

    with pytest.raises(Flaw, match="entry 5 is missing"):
        verify(audit)


def test_two_entries_that_changed_places_are_named(audit: AuditLog, engine: Engine) -> None:
    _write(audit, 12)
    at = audit_entries.c.position

    _by_force(
        engine,
        audit_entries.update().where(at == 3).values(position=99),
        audit_entries.update().where(at == 4).values(position=3),
        audit_entries.update().where(at == 99).values(position=4),
    )

    with pytest.raises(Flaw, match="entry 3 was changed"):
        verify(audit)


def test_the_last_entries_cannot_go_where_a_head_knows_of_them(
    audit: AuditLog, engine: Engine
) -> None:
    _write(audit, 12)
    audit.head()

    _by_force(engine, audit_entries.delete().where(audit_entries.c.position > 8))

    with pytest.raises(Flaw, match="entry 9 is missing: a head knows 12 entries, there are 8"):
        verify(audit)


def test_where_heads_and_tree_are_set_back_too_only_a_head_kept_elsewhere_tells(
    audit: AuditLog, engine: Engine, clock: FixedClock
) -> None:
    _write(audit, 8)
    with audit.rows.snapshot() as snapshot:
        earlier = dict(snapshot.tree())
    _write(audit, 4)
    kept_elsewhere = _head(audit)

    _by_force(
        engine,
        audit_entries.delete().where(audit_entries.c.position > 8),
        audit_heads.delete().where(audit_heads.c.size > 8),
        audit_tree.update().values(earlier),
    )
    clock.advance(timedelta(seconds=5))
    _write(audit, 9)

    assert verify(audit).size == 17
    with pytest.raises(Flaw, match="the remembered head 12 does not fit"):
        verify(audit, [(kept_elsewhere.size, kept_elsewhere.root)])


def test_a_log_that_was_written_anew_with_the_right_seals_does_not_fit_its_heads(
    audit: AuditLog, engine: Engine
) -> None:
    """Somebody who has the pepper as well, but not the signing key."""
    _write(audit, 12)
    _head(audit)
    forged = replace(audit.newest(EVERYTHING)[5], subject="staff:lina")

    _by_force(
        engine,
        audit_entries.update()
        .where(audit_entries.c.position == forged.position)
        .values(subject=forged.subject, seal=audit.seal(forged.leaf)),
    )

    with pytest.raises(Flaw, match="head 12 does not fit"):
        verify(audit)


@pytest.mark.parametrize("change", [{"root": "0" * 64}, {"size": 11}, {"signature": "a.b.c"}])
def test_a_head_that_was_changed_is_named(
    audit: AuditLog, engine: Engine, change: dict[str, object]
) -> None:
    _write(audit, 12)
    _head(audit)

    _by_force(engine, audit_heads.update().where(audit_heads.c.size == 12).values(change))

    with pytest.raises(Flaw, match=r"head 1[12] was changed"):
        verify(audit)


def test_a_tree_whose_edge_was_changed_is_found(audit: AuditLog, engine: Engine) -> None:
    _write(audit, 12)

    _by_force(engine, audit_tree.update().values(edge=b"\0" * 64))

    with pytest.raises(Flaw, match="the edge of the tree was changed"):
        verify(audit)


def test_a_head_is_signed_with_the_first_entry_then_each_minute_and_each_hundred(
    audit: AuditLog, clock: FixedClock
) -> None:
    _write(audit, 5)
    clock.advance(timedelta(seconds=60))
    _write(audit, 3)
    _write(audit, 95)

    with audit.rows.snapshot() as snapshot:
        sizes = [row["size"] for row in snapshot.heads()]

    assert sizes == [1, 6, 100]


def test_a_head_on_demand_is_made_once_for_each_size(audit: AuditLog) -> None:
    assert audit.head() is None
    _write(audit, 3)

    assert _head(audit) == _head(audit)
    assert _head(audit).size == 3
    assert verify(audit, [(3, _head(audit).root.upper())]).newest_head == 3


def _head(audit: AuditLog) -> Head:
    head = audit.head()
    assert head is not None
    return head


def test_the_acts_on_a_case_are_found_by_its_matter_once_somebody_has_opened_it(
    audit: AuditLog,
) -> None:
    other = replace(LOOKED, object="2611210219959", matter="2611210219959")
    opened = replace(LOOKED, act="GET /staff/cases/<case_id>", object="01CASE")
    ended = replace(opened, act="POST /staff/cases/<case_id>/end", matter="")
    for deed in (LOOKED, other, opened, ended):
        audit.append(deed)

    found = audit.newest(Asked(matter="2611210219942"))

    assert [entry.position for entry in found] == [4, 3, 1]


def test_what_somebody_did_and_what_was_tried_in_their_name_are_found_together(
    audit: AuditLog,
) -> None:
    tried = Deed(
        subject="visitor", act="sign_in", object="staff:zhangwei", outcome=422, request_id="01R"
    )
    for deed in (LOOKED, tried, replace(LOOKED, subject="staff:lina")):
        audit.append(deed)

    found = audit.newest(Asked(subject="staff:zhangwei"))

    assert [entry.position for entry in found] == [2, 1]


def test_pages_follow_on_each_other_while_new_entries_come(audit: AuditLog) -> None:
    _write(audit, 10)
    first = audit.newest(EVERYTHING, limit=4)
    _write(audit, 3)

    second = audit.newest(EVERYTHING, before=first[-1].position, limit=4)

    assert [entry.position for entry in [*first, *second]] == [10, 9, 8, 7, 6, 5, 4, 3]

"""Whatever is done to the rows of the audit log, recomputing it finds it and names the right place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from chassis.clock import FixedClock
from chassis.database import open_engine
from chassis.identity import Keyring
from chassis.migrations import migrate
from deploy.names import GATEWAY
from deploy.preparation import migrations_of
from gateway.audit.entries import Deed
from gateway.audit.log import AuditLog
from gateway.audit.verification import Flaw, verify
from gateway.storage.audit_rows import AuditRows
from gateway.storage.tables import audit_entries
from tests.integration.gateway.conftest import SATURDAY

ENTRIES = 40
place = audit_entries.c.position
TEXTS = ("subject", "roles", "act", "object", "part", "matter", "request_id", "seal")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A log of forty entries under a head, whose owner has taken the triggers away."""
    folder = tmp_path_factory.mktemp("tampered")
    url = f"sqlite:///{folder}/gateway.db"
    migrate(migrations_of(GATEWAY), url)
    found = open_engine(url)
    log = _log(found, folder)
    for number in range(ENTRIES):
        log.append(
            Deed(
                subject=f"staff:officer{number % 3}",
                roles="officer",
                act="GET /staff/cases/<case_id>",
                object=f"01CASE{number % 7}",
                outcome=200,
                request_id=f"01REQUEST{number}",
            )
        )
    log.head()
    with found.begin() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in list(names.scalars()):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield found
    found.dispose()


def _log(engine: Engine, folder: Path) -> AuditLog:
    keyring = Keyring.create(folder / "keys", [GATEWAY])
    return AuditLog(AuditRows(engine), keyring, FixedClock(SATURDAY))


def _update(position: int, /, **values: Any) -> sa.Executable:
    return audit_entries.update().where(place == position).values(values)


def _copy_to_the_end(position: int) -> sa.Executable:
    columns = [column for column in audit_entries.c if column is not place]
    row = sa.select(sa.literal(ENTRIES + 1), *columns).where(place == position)
    return audit_entries.insert().from_select([place, *columns], row)


positions = st.integers(1, ENTRIES)
changed_texts = st.builds(
    lambda position, column, text: (position, [_update(position, **{column: f"~{text}"})]),
    positions,
    st.sampled_from(TEXTS),
    st.text("abc019:/{}é护", max_size=8),
)
changed_outcomes = st.builds(
    lambda position, outcome: (position, [_update(position, outcome=outcome)]),
    positions,
    st.integers(201, 599),
)
changed_instants = st.builds(
    lambda position, microsecond: (
        position,
        [_update(position, at=SATURDAY.replace(microsecond=microsecond))],
    ),
    positions,
    st.integers(1, 999_999),
)
taken_out = positions.map(lambda each: (each, [audit_entries.delete().where(place == each)]))
cut_off = positions.map(lambda each: (each, [audit_entries.delete().where(place >= each)]))
added = positions.map(lambda each: (ENTRIES + 1, [_copy_to_the_end(each)]))
swapped = st.lists(positions, min_size=2, max_size=2, unique=True).map(
    lambda two: (
        min(two),
        [
            _update(two[0], position=0),
            _update(two[1], position=two[0]),
            _update(0, position=two[1]),
        ],
    )
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(changed_texts, changed_outcomes, changed_instants, taken_out, cut_off, added, swapped)
)
def test_the_first_wrong_place_is_named(
    engine: Engine, done: tuple[int, list[sa.Executable]]
) -> None:
    position, statements = done
    log = _log(engine, Path(str(engine.url.database)).parent)
    with engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(sa.select(audit_entries)).mappings()]

    with engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)
    with pytest.raises(Flaw, match=rf"\bentry {position} "):
        verify(log)
    with engine.begin() as connection:
        connection.execute(audit_entries.delete())
        connection.execute(audit_entries.insert(), rows)

    assert verify(log).size == ENTRIES

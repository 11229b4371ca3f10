"""What still hangs on the pepper before: counted in every database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.database import open_engine, reading
from chassis.documents import load_document
from chassis.identity import Keyring
from deploy import composition, resealing

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME_LETTERS = 10


def uses_before(
    keyring: Keyring, folder: Path, switched_at: datetime, clock: Clock
) -> dict[str, int]:
    """How many things of each kind only the pepper before finds or opens; what is zero is left out."""
    first = first_id_of(switched_at)
    with _database("intake") as intake:
        found = _query_codes(intake, keyring)
    with _database("mediation") as mediation:
        found |= _mediations(mediation, first)
    with _database("referral") as referral:
        found["one-time links that still lead in"] = _guest_links(referral, first, clock.now())
    found["sealed secrets (huhang pepper reseal)"] = resealing.still_older(keyring, folder)
    return {name: count for name, count in found.items() if count}


def first_id_of(at: datetime) -> str:
    """What every id made since an instant follows, in the order of letters (ULID)."""
    milliseconds = int(at.timestamp() * 1000)
    places = range(5 * (_TIME_LETTERS - 1), -1, -5)
    return "".join(_CROCKFORD[milliseconds >> place & 31] for place in places)


def _query_codes(connection: Connection, keyring: Keyring) -> dict[str, int]:
    from services.intake.application.file_submission import pepper_mark
    from services.intake.storage.tables import submissions

    is_older = submissions.c.code_pepper != pepper_mark(keyring)
    goes_on = submissions.c.ended_at.is_(None)
    return {
        "query codes of matters that go on": _count(connection, submissions, is_older, goes_on),
        "query codes of matters that have ended": _count(
            connection, submissions, is_older, ~goes_on
        ),
    }


def _mediations(connection: Connection, first: str) -> dict[str, int]:
    from services.mediation.domain.case_states import AGREED, ENDED
    from services.mediation.storage.tables import cases, proceedings

    goes_on = cases.c.status.not_in({AGREED, ENDED})
    return {
        "mediations with links and codes": _count(connection, cases, cases.c.id < first, goes_on),
        "proceedings with links": _count(
            connection, proceedings, proceedings.c.id < first, ~proceedings.c.is_over
        ),
    }


def _guest_links(connection: Connection, first: str, now: datetime) -> int:
    from services.referral.domain.guest_link import GuestLink
    from services.referral.storage.tables import guest_links

    query = sa.select(guest_links.c.document).where(guest_links.c.id < first)
    links = [load_document(GuestLink, each) for each in connection.scalars(query)]
    return sum(each.is_valid(now) for each in links)


def _count(connection: Connection, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(*conditions)
    return int(connection.execute(query).scalar_one())


@contextmanager
def _database(service: str) -> Iterator[Connection]:
    engine = open_engine(composition.settings_of(service).database_of(service))
    try:
        with reading(engine) as connection:
            yield connection
    finally:
        engine.dispose()

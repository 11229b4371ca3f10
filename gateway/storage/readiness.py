"""Whether the gateway's database can be used."""

from pathlib import Path

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from chassis.migrations import is_at_head

MIGRATIONS = Path(__file__).parent / "migrations"


def has_current_schema(engine: Engine) -> bool:
    """True when the database answers and has the newest schema."""
    try:
        return is_at_head(engine, MIGRATIONS)
    except SQLAlchemyError:
        return False

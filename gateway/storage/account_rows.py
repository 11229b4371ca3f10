"""Reading and writing accounts, and counting failed sign-ins."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from chassis.database import is_postgres, reading
from gateway.storage.tables import accounts, failed_sign_ins


@dataclass(frozen=True, kw_only=True)
class Account:
    """One person who signs in. ``organisation`` is the code of a desk, such as ``court:xinhua``."""

    account: str
    name: str
    roles: tuple[str, ...]
    organisation: str
    organisation_name: str
    password_hash: str
    totp_sealed: str
    totp_step: int
    is_active: bool
    created_at: datetime


@dataclass(frozen=True)
class Failures:
    """How often signing in failed for a key, and when last."""

    count: int
    last_at: datetime


class AccountRows:
    """The tables ``accounts`` and ``failed_sign_ins``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, account: str) -> Account | None:
        with reading(self._engine) as connection:
            row = connection.execute(
                sa.select(accounts).where(accounts.c.account == account)
            ).one_or_none()
        return None if row is None else account_of(row._asdict())

    def all(self) -> list[Account]:
        """Every account, by its name."""
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(accounts).order_by(accounts.c.account))
            return [account_of(row._asdict()) for row in rows]

    def put(self, account: Account) -> None:
        """Store an account; one with the same name is replaced."""
        values = asdict(account) | {"roles": list(account.roles)}
        with self._engine.begin() as connection:
            connection.execute(accounts.delete().where(accounts.c.account == account.account))
            connection.execute(accounts.insert().values(**values))

    def set_totp(self, account: str, sealed: str) -> None:
        """Store a sealed one-time-code secret; none of its codes has been used."""
        with self._engine.begin() as connection:
            connection.execute(
                accounts.update()
                .where(accounts.c.account == account)
                .values(totp_sealed=sealed, totp_step=0)
            )

    def use_totp_step(self, account: str, step: int) -> bool:
        """True for the first to use a step; False when it, or a later one, was used before."""
        with self._engine.begin() as connection:
            used = connection.execute(
                accounts.update()
                .where(accounts.c.account == account, accounts.c.totp_step < step)
                .values(totp_step=step)
            )
            return used.rowcount == 1

    def failures(self, keys: Sequence[str]) -> dict[str, Failures]:
        """Failures by key; a key without any is left out."""
        table = failed_sign_ins
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(table).where(table.c.key.in_(keys)))
            return {row.key: Failures(row.failures, row.last_at) for row in rows}

    def add_failure(self, keys: Sequence[str], at: datetime, forget_before: datetime) -> None:
        """Count one more failure for each key; what lies before ``forget_before`` no longer counts."""
        with self._engine.begin() as connection:
            for key in sorted(keys):
                connection.execute(_counted(connection, key, at, forget_before))

    def clear_failures(self, key: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(failed_sign_ins.delete().where(failed_sign_ins.c.key == key))


def account_of(row: Mapping[str, Any]) -> Account:
    """An account from its row."""
    return Account(**{**row, "roles": tuple(row["roles"])})


def _counted(connection: Connection, key: str, at: datetime, forget_before: datetime) -> Any:
    dialect = postgresql if is_postgres(connection) else sqlite
    table = failed_sign_ins
    still_counts = table.c.last_at >= forget_before
    return (
        dialect.insert(table)
        .values(key=key, failures=1, last_at=at)
        .on_conflict_do_update(
            index_elements=[table.c.key],
            set_={
                "failures": sa.case((still_counts, table.c.failures + 1), else_=1),
                "last_at": at,
            },
        )
    )

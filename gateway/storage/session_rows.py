"""Reading and writing sessions and drafts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from chassis.database import reading
from gateway.storage.account_rows import Account, account_of
from gateway.storage.tables import accounts, drafts, sessions


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """One session: of an account, or of a citizen (``subject``, ``roles``, ``matter``, …)."""

    token_hash: str
    door: str
    account: Account | None
    citizen: Mapping[str, Any] | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class SealedDraft:
    """One draft as it is stored."""

    sealed: str
    version: int
    expires_at: datetime


class SessionRows:
    """The table ``sessions``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, token_hash: str) -> SessionRow | None:
        query = (
            sa.select(sessions, accounts)
            .join_from(sessions, accounts, sessions.c.account == accounts.c.account, isouter=True)
            .where(sessions.c.token_hash == token_hash)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else _session_row(row)

    def of_account(self, account: str) -> list[SessionRow]:
        """The sessions of an account at every door, the newest first; some may be over."""
        query = (
            sa.select(sessions, accounts)
            .join_from(sessions, accounts, sessions.c.account == accounts.c.account)
            .where(sessions.c.account == account)
            .order_by(sessions.c.created_at.desc(), sessions.c.token_hash)
        )
        with reading(self._engine) as connection:
            return [_session_row(row) for row in connection.execute(query).mappings()]

    def add(self, row: SessionRow, *, keep: int, forget_before: datetime) -> None:
        """Store a session, clear away what expired long ago, and keep the account's newest ``keep``."""
        with self._engine.begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.expires_at < forget_before))
            connection.execute(
                sessions.insert().values(
                    token_hash=row.token_hash,
                    door=row.door,
                    account=row.account.account if row.account else None,
                    citizen=dict(row.citizen) if row.citizen is not None else None,
                    created_at=row.created_at,
                    seen_at=row.seen_at,
                    expires_at=row.expires_at,
                )
            )
            if row.account is not None:
                oldest = (
                    sa.select(sessions.c.token_hash)
                    .where(sessions.c.account == row.account.account, sessions.c.door == row.door)
                    .order_by(sessions.c.created_at.desc(), sessions.c.token_hash)
                    .offset(keep)
                )
                surplus = list(connection.execute(oldest).scalars())
                connection.execute(sessions.delete().where(sessions.c.token_hash.in_(surplus)))

    def touch(self, token_hash: str, at: datetime) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                sessions.update().where(sessions.c.token_hash == token_hash).values(seen_at=at)
            )

    def delete(self, token_hash: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.token_hash == token_hash))

    def delete_of(self, account: str) -> None:
        """End every session of an account."""
        with self._engine.begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.account == account))


def _session_row(row: Mapping[Any, Any]) -> SessionRow:
    return SessionRow(
        token_hash=row[sessions.c.token_hash],
        door=row[sessions.c.door],
        account=None if row[sessions.c.account] is None else _owner(row),
        citizen=row[sessions.c.citizen],
        created_at=row[sessions.c.created_at],
        seen_at=row[sessions.c.seen_at],
        expires_at=row[sessions.c.expires_at],
    )


def _owner(row: Mapping[Any, Any]) -> Account | None:
    """The account of a session; None when it was deleted meanwhile."""
    if row[accounts.c.account] is None:
        return None
    return account_of({column.name: row[column] for column in accounts.c})


class DraftRows:
    """The table ``drafts``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, token_hash: str) -> SealedDraft | None:
        query = sa.select(drafts).where(drafts.c.token_hash == token_hash)
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else SealedDraft(row.sealed, row.version, row.expires_at)

    def add(self, token_hash: str, draft: SealedDraft, *, now: datetime) -> None:
        """Store a new draft and clear away those that have expired."""
        with self._engine.begin() as connection:
            connection.execute(drafts.delete().where(drafts.c.expires_at < now))
            connection.execute(
                drafts.insert().values(
                    token_hash=token_hash,
                    sealed=draft.sealed,
                    version=draft.version,
                    expires_at=draft.expires_at,
                )
            )

    def replace(self, token_hash: str, draft: SealedDraft) -> bool:
        """Store the next version; False when somebody else stored it first."""
        with self._engine.begin() as connection:
            stored = connection.execute(
                drafts.update()
                .where(drafts.c.token_hash == token_hash, drafts.c.version == draft.version - 1)
                .values(sealed=draft.sealed, version=draft.version, expires_at=draft.expires_at)
            )
            return stored.rowcount == 1

    def delete(self, token_hash: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(drafts.delete().where(drafts.c.token_hash == token_hash))

"""Reading and writing the keys of partner systems."""

from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from chassis.database import reading
from gateway.storage.tables import api_keys


@dataclass(frozen=True, kw_only=True)
class ApiKey:
    """A key by which the system of one desk calls the API.

    ``hint``: its first characters, enough to tell keys apart. ``scopes``: what it may be used for.
    """

    id: str
    key_hash: str
    hint: str
    name: str
    organisation: str
    role: str
    scopes: tuple[str, ...]
    created_at: datetime
    created_by: str
    expires_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by: str = ""


class KeyRows:
    """The table ``api_keys``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, key: ApiKey) -> None:
        """Store a new key."""
        values = asdict(key) | {"scopes": list(key.scopes)}
        with self._engine.begin() as connection:
            connection.execute(api_keys.insert().values(**values))

    def by_hash(self, key_hash: str) -> ApiKey | None:
        return self._one(api_keys.c.key_hash == key_hash)

    def by_id(self, key_id: str) -> ApiKey | None:
        return self._one(api_keys.c.id == key_id)

    def all(self) -> list[ApiKey]:
        """Every key, the newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(api_keys).order_by(api_keys.c.id.desc()))
            return [_key_of(row) for row in rows]

    def used(self, key_id: str, at: datetime) -> None:
        """Note that a key was used."""
        self._set(key_id, last_used_at=at)

    def revoke(self, key_id: str, by: str, at: datetime) -> None:
        """Note that a key is worth nothing from now on; the first who says so stands there."""
        self._set(key_id, api_keys.c.revoked_at.is_(None), revoked_at=at, revoked_by=by)

    def _one(self, where: sa.ColumnElement[bool]) -> ApiKey | None:
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(api_keys).where(where)).one_or_none()
        return None if row is None else _key_of(row)

    def _set(self, key_id: str, *where: sa.ColumnElement[bool], **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                api_keys.update().where(api_keys.c.id == key_id, *where).values(**values)
            )


def _key_of(row: Row[tuple[object, ...]]) -> ApiKey:
    found = row._asdict()
    return ApiKey(**found | {"scopes": tuple(found["scopes"])})

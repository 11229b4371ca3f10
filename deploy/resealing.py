"""Things that are sealed with the pepper and kept for long: found, and sealed anew with that of now."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from chassis.database import open_engine
from chassis.identity import PEPPER, Keyring
from chassis.identity import Unsealable as Closed
from deploy import composition
from deploy.names import GATEWAY
from gateway.accounts import seal_key
from gateway.sealing import Unsealable, seal, unseal
from gateway.storage.tables import accounts


@dataclass(frozen=True)
class Sealed:
    """One sealed thing: how a keyring opens it, and how it is kept, sealed by another."""

    opened: Callable[[Keyring], bytes]
    keep: Callable[[bytes, Keyring], None]

    def is_opened_by(self, keyring: Keyring) -> bool:
        with suppress(Closed, Unsealable):
            self.opened(keyring)
            return True
        return False


def of_now(keyring: Keyring, folder: Path) -> Keyring:
    """The keyring of the pepper of now alone."""
    return Keyring(keyring.public, folder, str(folder / PEPPER))


def still_older(keyring: Keyring, folder: Path) -> int:
    """How many things the pepper of now cannot open."""
    newest = of_now(keyring, folder)
    return sum(not each.is_opened_by(newest) for each in _everything())


def seal_anew(keyring: Keyring, folder: Path) -> int:
    """Seal with the pepper of now what it cannot open; returns how many there were.

    Raises: Unsealable, chassis.identity.Unsealable for what no pepper opens that is known.
    """
    newest, done = of_now(keyring, folder), 0
    for each in _everything():
        if not each.is_opened_by(newest):
            opening = next((k for k in keyring.generations if each.is_opened_by(k)), newest)
            each.keep(each.opened(opening), newest)
            done += 1
    return done


def _everything() -> Iterator[Sealed]:
    yield from _one_time_codes()
    yield from _of_partners_and_readers()


def _one_time_codes() -> Iterator[Sealed]:
    engine = open_engine(composition.settings_of(GATEWAY).database_of(GATEWAY))
    with engine.connect() as connection:
        rows = connection.execute(sa.select(accounts.c.account, accounts.c.totp_sealed)).all()

    def sealed(account: str, text: str) -> Sealed:
        def keep(secret: bytes, keyring: Keyring) -> None:
            own = accounts.update().where(accounts.c.account == account)
            with engine.begin() as connection:
                connection.execute(own.values(totp_sealed=seal(seal_key(keyring, account), secret)))

        return Sealed(lambda keyring: unseal(seal_key(keyring, account), text), keep)

    yield from (sealed(row.account, row.totp_sealed) for row in rows if row.totp_sealed)
    engine.dispose()


def _of_partners_and_readers() -> Iterator[Sealed]:
    from services.notification.application.webhooks import SEALED_FOR
    from services.notification.application.wechat import PURPOSE, SEALED_OPENID
    from services.notification.storage.tables import preferences
    from services.notification.storage.unit_of_work import opened

    service = composition.build_service("notification", {})

    def of_partner(endpoint_id: str, text: str) -> Sealed:
        def keep(secret: bytes, keyring: Keyring) -> None:
            with opened(service) as uow:
                endpoint = uow.endpoints.take(endpoint_id)
                endpoint.sealed_secret = keyring.seal(SEALED_FOR, endpoint_id, secret)
                uow.endpoints.save(endpoint)
                uow.commit()

        return Sealed(lambda keyring: keyring.unseal(SEALED_FOR, endpoint_id, text), keep)

    def of_reader(reader: str, text: str) -> Sealed:
        def keep(openid: bytes, keyring: Keyring) -> None:
            with opened(service) as uow:
                chosen = dict(uow.preferences.of(reader))
                chosen[SEALED_OPENID] = keyring.seal(PURPOSE, reader, openid)
                uow.preferences.choose(reader, chosen)
                uow.commit()

        return Sealed(lambda keyring: keyring.unseal(PURPOSE, reader, text), keep)

    with opened(service) as uow:
        partners = [of_partner(each.id, each.sealed_secret) for each in uow.endpoints.all()]
        rows = uow.connection.execute(sa.select(preferences.c.reader, preferences.c.choices))
        readers = [
            of_reader(row.reader, row.choices[SEALED_OPENID])
            for row in rows
            if row.choices.get(SEALED_OPENID)
        ]
    yield from (*partners, *readers)
    service.engine.dispose()

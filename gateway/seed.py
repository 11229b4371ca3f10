"""Loads accounts, such as those of the demonstration."""

from collections.abc import Mapping
from typing import Any

from chassis.clock import Clock, SystemClock
from chassis.database import open_engine
from chassis.identity import Keyring
from gateway.accounts import Accounts
from gateway.passwords import Passwords
from gateway.settings import GatewaySettings
from gateway.storage.account_rows import Account, AccountRows


def seed(
    settings: GatewaySettings,
    data: Mapping[str, Any],
    password: str,
    *,
    clock: Clock | None = None,
    passwords: Passwords | None = None,
) -> None:
    """Store the accounts of ``data``, all with ``password``; those that are there and fit stay as they are.

    Raises: PasswordTooWeak.
    """
    clock, passwords = clock or SystemClock(), passwords or Passwords()
    engine = open_engine(settings.database_of("gateway"))
    try:
        rows = AccountRows(engine)
        keyring = Keyring.load(settings.keys_folder)
        accounts = Accounts(rows, keyring, clock, passwords, require_totp=settings.require_totp)
        known = {each.account: each for each in rows.all()}
        for person in data["accounts"]:
            wanted = _account(person, clock)
            kept = known.get(wanted.account)
            if kept is None or not accounts.has_password(kept, password):
                accounts.register(wanted, password)
    finally:
        engine.dispose()


def _account(person: Mapping[str, Any], clock: Clock) -> Account:
    return Account(
        account=person["account"],
        name=person["name"],
        roles=tuple(person["roles"]),
        organisation=person.get("organisation", ""),
        organisation_name=person.get("organisation_name", ""),
        password_hash="",
        totp_sealed="",
        totp_step=0,
        is_active=True,
        created_at=clock.now(),
    )

"""The register of those who may sign in: an administrator adds people, changes and bars accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.clock import Clock
from gateway.passwords import Passwords
from gateway.storage.account_rows import Account, AccountRows
from gateway.storage.session_rows import SessionRows


class UnknownAccount(Exception):
    """There is no account of this name."""


class AccountExists(Exception):
    """The name is taken."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is to sign in as what. ``organisation``: the code of a partner's desk, ``court:xinhua``."""

    account: str
    name: str
    roles: Sequence[str]
    organisation: str = ""
    organisation_name: str = ""


class StaffRegister:
    """Whatever takes rights away, or changes a password, ends the sessions of the account."""

    def __init__(
        self, accounts: AccountRows, sessions: SessionRows, clock: Clock, passwords: Passwords
    ) -> None:
        self._accounts = accounts
        self._sessions = sessions
        self._clock = clock
        self._passwords = passwords

    def everybody(self) -> list[Account]:
        """All accounts, by name."""
        return self._accounts.all()

    def add(self, person: Person, password: str) -> None:
        """Raises: AccountExists; PasswordTooWeak."""
        name = person.account.strip().lower()
        if self._accounts.find(name) is not None:
            raise AccountExists(name)
        account = Account(
            account=name,
            name=person.name,
            roles=tuple(person.roles),
            organisation=person.organisation,
            organisation_name=person.organisation_name,
            password_hash=self._passwords.hash(password, name),
            totp_sealed="",
            totp_step=0,
            is_active=True,
            created_at=self._clock.now(),
        )
        self._accounts.put(account)

    def set_password(self, name: str, password: str) -> None:
        """Raises: UnknownAccount; PasswordTooWeak."""
        account = self._existing(name)
        hashed = self._passwords.hash(password, account.account)
        self._change(replace(account, password_hash=hashed))

    def set_active(self, name: str, *, is_active: bool) -> None:
        """Bar an account, or let it in again. Raises: UnknownAccount."""
        self._change(replace(self._existing(name), is_active=is_active))

    def forget_one_time_code(self, name: str) -> None:
        """For somebody who lost their telephone. Raises: UnknownAccount."""
        self._change(replace(self._existing(name), totp_sealed="", totp_step=0))

    def _existing(self, name: str) -> Account:
        account = self._accounts.find(name.strip().lower())
        if account is None:
            raise UnknownAccount(name)
        return account

    def _change(self, account: Account) -> None:
        self._accounts.put(account)
        self._sessions.delete_of(account.account)

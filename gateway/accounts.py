"""Who signs in: account, password, and where it is asked for a one-time code."""

from contextlib import suppress
from dataclasses import replace

import pyotp

from chassis.clock import Clock
from chassis.errors import Throttled
from chassis.identity import Keyring, Unauthenticated
from gateway.passwords import Passwords
from gateway.sealing import Unsealable, seal, unseal
from gateway.sign_in_backoff import SignInBackoff
from gateway.storage.account_rows import Account, AccountRows

STEP_SECONDS = 30
_NEIGHBOURS = (0, -1, 1)


class SignInRefused(Unauthenticated):
    """Account, password or code is wrong; we do not say which (401)."""

    code = "sign_in_failed"


class TotpMissing(SignInRefused):
    """The password is right; now the one-time code is asked for (401)."""

    code = "totp_missing"


class EnrolmentNeeded(SignInRefused):
    """The password is right, but this house asks for a one-time code and there is none yet (401)."""

    code = "totp_not_enrolled"

    def __init__(self, account: Account) -> None:
        self.account = account
        super().__init__()


class Accounts:
    """The accounts of staff and partners."""

    def __init__(
        self,
        rows: AccountRows,
        keyring: Keyring,
        clock: Clock,
        passwords: Passwords,
        *,
        require_totp: bool,
    ) -> None:
        self._rows = rows
        self._keyring = keyring
        self._clock = clock
        self._require_totp = require_totp
        self._passwords = passwords
        self._backoff = SignInBackoff(rows, clock)

    def check(self, name: str, password: str, totp: str, source: str) -> Account:
        """The account that proved itself.

        Raises: Throttled; SignInRefused, TotpMissing or EnrolmentNeeded.
        """
        name = name.strip().lower()[:64]
        account = self._rows.find(name)
        totp_is_right = self._check_wait(account, name, totp, source)
        fits = self._passwords.verify(account.password_hash if account else None, password)
        if account is None or not account.is_active or not fits:
            self._backoff.failed(name, source)
            raise SignInRefused()
        self._check_second_factor(account, totp, totp_is_right, source)
        self._backoff.succeeded(name)
        return account

    def _check_wait(self, account: Account | None, name: str, totp: str, source: str) -> bool:
        """Whether a one-time code was used up to get past the pause.

        A stranger can make an account wait; its owner, who holds the second factor, still gets in.
        """
        try:
            self._backoff.check(name, source)
            return False
        except Throttled:
            if account is None or not self._use_code(account, totp):
                raise
            return True

    def _check_second_factor(
        self, account: Account, totp: str, already_right: bool, source: str
    ) -> None:
        if not account.totp_sealed:
            if self._require_totp:
                raise EnrolmentNeeded(account)
            return
        if already_right:
            return
        if not totp.strip():
            raise TotpMissing()
        if not self._use_code(account, totp):
            self._backoff.failed(account.account, source)
            raise SignInRefused()

    def _use_code(self, account: Account, code: str) -> bool:
        """Whether the code is right; a code, and any older one, works once."""
        digits = "".join(code.split())
        if not account.totp_sealed or len(digits) != 6:
            return False
        secret = self._secret_of(account)
        now = int(self._clock.now().timestamp()) // STEP_SECONDS
        for step in (now + neighbour for neighbour in _NEIGHBOURS):
            if pyotp.TOTP(secret).verify(digits, for_time=step * STEP_SECONDS):
                return self._rows.use_totp_step(account.account, step)
        return False

    def new_totp_secret(self) -> str:
        """A secret for an authenticator app; 160 bits in base32."""
        return pyotp.random_base32()

    def enrol_totp(self, account: Account, secret: str, code: str) -> bool:
        """Ask for codes from now on, once the owner has shown that their app makes the right ones."""
        now = self._clock.now()
        if not pyotp.TOTP(secret).verify("".join(code.split()), for_time=now, valid_window=1):
            return False
        sealed = seal(seal_key(self._keyring, account.account), secret.encode())
        self._rows.set_totp(account.account, sealed)
        return True

    def register(self, account: Account, password: str) -> None:
        """Store an account with its password. Raises: PasswordTooWeak."""
        hashed = self._passwords.hash(password, account.account)
        self._rows.put(replace(account, password_hash=hashed))

    def has_password(self, account: Account, password: str) -> bool:
        """Whether an account's password is this one."""
        return self._passwords.verify(account.password_hash, password)

    def find(self, name: str) -> Account | None:
        return self._rows.find(name)

    def _secret_of(self, account: Account) -> str:
        """Raises: Unsealable."""
        for each in self._keyring.generations:
            with suppress(Unsealable):
                return unseal(seal_key(each, account.account), account.totp_sealed).decode()
        raise Unsealable


def seal_key(keyring: Keyring, account: str) -> bytes:
    """What the secret of somebody's one-time codes is sealed with."""
    return keyring.hmac("totp-secret", account)

"""Growing pauses after failed sign-ins, for each account and each source; nobody is locked out for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chassis.clock import Clock
from chassis.errors import Throttled
from gateway.sealing import token_hash
from gateway.storage.account_rows import AccountRows, Failures


@dataclass(frozen=True)
class Patience:
    """``free`` failures cost nothing; then the pause doubles from ``first`` up to ``longest``."""

    free: int
    first: timedelta
    longest: timedelta

    def blocked_until(self, failures: Failures) -> datetime:
        beyond = failures.count - self.free
        if beyond < 0:
            return failures.last_at
        # The exponent is bounded, so that a long attack cannot make the number overflow.
        return failures.last_at + min(self.longest, self.first * 2 ** min(beyond, 16))


# Five tries, then 1, 2, 4 … 30 minutes: at most ten tries an hour are looked at for one account.
OF_ACCOUNT = Patience(5, timedelta(minutes=1), timedelta(minutes=30))
# Many people may share one address behind a router, so a source has more tries and shorter pauses.
OF_SOURCE = Patience(30, timedelta(seconds=30), timedelta(minutes=5))
FORGET_AFTER = timedelta(hours=24)


class SignInBackoff:
    """Remembers failures in the database, so that all processes count together."""

    def __init__(self, rows: AccountRows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    def check(self, account: str, source: str) -> None:
        """Raises: Throttled while either has to wait."""
        keys = _keys(account, source)
        failures = self._rows.failures(list(keys))
        now = self._clock.now()
        waits = [
            patience.blocked_until(failures[key])
            for key, patience in keys.items()
            if key in failures and failures[key].last_at > now - FORGET_AFTER
        ]
        until = max(waits, default=now)
        if until > now:
            raise Throttled(until, "sign_in_throttled")

    def failed(self, account: str, source: str) -> None:
        now = self._clock.now()
        self._rows.add_failure(list(_keys(account, source)), now, now - FORGET_AFTER)

    def succeeded(self, account: str) -> None:
        self._rows.clear_failures(_account_key(account))


def _account_key(account: str) -> str:
    return token_hash(f"account:{account}")


def _keys(account: str, source: str) -> Mapping[str, Patience]:
    return {_account_key(account): OF_ACCOUNT, token_hash(f"source:{source}"): OF_SOURCE}

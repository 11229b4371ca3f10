"""Passwords: hashed slowly, a few at a time, and equally slowly for people who do not exist."""

import functools
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from chassis.errors import Unavailable

SHORTEST, LONGEST = 12, 128
_AT_ONCE = 2
_WAIT_SECONDS = 5.0
_CONTEXT_WORDS = ["huhang", "12330", "mima", "zhishichanquan", "pingdingshan", "weiquan", "yuanzhu"]
_LEAST_GUESSES = 10**9
_LOOKED_AT = 72
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class PasswordTooWeak(Exception):
    """A password that we do not take; the text says why."""


class Passwords:
    """argon2id with 19 MiB, two passes, one lane (OWASP): about 40 ms on this kind of machine."""

    def __init__(self, hasher: PasswordHasher = HASHER) -> None:
        self._hasher = hasher
        # Hashing is what a stranger can make us do: a few at a time leave the rest of the portal alone.
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._of_nobody = _hash_of_nobody(self._hasher)

    def hash(self, password: str, account: str) -> str:
        """Raises: PasswordTooWeak."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise PasswordTooWeak(f"a password has {SHORTEST} to {LONGEST} characters")
        if account.lower() in password.lower() or _is_soon_guessed(password, account):
            raise PasswordTooWeak("the password is easy to guess")
        return self._hasher.hash(password)

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password fits; takes equally long when there is no such account.

        Raises: Unavailable when too many are being checked already.
        """
        if not self._places.acquire(timeout=_WAIT_SECONDS):
            raise Unavailable()
        try:
            fits = self._hasher.verify(stored or self._of_nobody, password[: LONGEST + 1])
            return fits and stored is not None
        except (VerificationError, InvalidHashError):
            return False
        finally:
            self._places.release()


@functools.cache
def _hash_of_nobody(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody has this password")


def _is_soon_guessed(password: str, account: str) -> bool:
    """Whether somebody with lists of stolen passwords, names and words finds it early.

    The lists, 30 000 passwords that people really had among them, come with zxcvbn, as do the tricks:
    letters for digits, rows of keys, dates, repetitions.
    """
    from zxcvbn import (
        zxcvbn,
    )  # its lists are read where a password is set, not where people sign in

    judged = zxcvbn(password[:_LOOKED_AT], user_inputs=[account, *_CONTEXT_WORDS])
    return bool(judged["guesses"] < _LEAST_GUESSES)

"""The only source of identifiers and secrets."""

import base64
import secrets
import time
from typing import Protocol

_RFC4648, _CROCKFORD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_CROCKFORD = bytes.maketrans(_RFC4648, _CROCKFORD)


class Ids(Protocol):
    """Gives new identifiers and secrets."""

    def new(self) -> str: ...
    def digits(self, count: int) -> str: ...
    def token(self) -> str: ...


class RandomIds:
    """Identifiers nobody can guess; they sort by the millisecond in which they were made."""

    def new(self) -> str:
        """A ULID: 48 bits of milliseconds and 80 random bits, 26 characters."""
        value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
        digits = base64.b32encode(value.to_bytes(20, "big")).translate(_TO_CROCKFORD)
        return digits[-26:].decode()

    def digits(self, count: int) -> str:
        """``count`` random decimal digits, for codes that are read out on the phone."""
        return f"{secrets.randbelow(10**count):0{count}d}"

    def token(self) -> str:
        """256 random bits, URL-safe."""
        return secrets.token_urlsafe(32)

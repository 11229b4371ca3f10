"""Sealing of what only the holder of a token, or of the pepper, may read."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken


class Unsealable(Exception):
    """Sealed with another key, or changed since."""


def token_hash(token: str) -> str:
    """What is stored of a token of 256 random bits: enough to find it, useless to a thief."""
    return hashlib.sha256(token.encode()).hexdigest()


def key_from_token(token: str, purpose: str) -> bytes:
    """A key that is gone when the holder loses the token."""
    return hmac.digest(token.encode(), purpose.encode(), "sha256")


def seal(key: bytes, content: bytes) -> str:
    """Encrypt and authenticate; ``key`` has 32 bytes."""
    return Fernet(base64.urlsafe_b64encode(key)).encrypt(content).decode()


def unseal(key: bytes, sealed: str) -> bytes:
    """Raises: Unsealable."""
    try:
        return Fernet(base64.urlsafe_b64encode(key)).decrypt(sealed.encode())
    except InvalidToken as problem:
        raise Unsealable from problem

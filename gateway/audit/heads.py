"""Signed tree heads: how many entries there are, and the hash over all of them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from chassis.identity import GATEWAY, Keyring
from contracts.audit_head import ALGORITHM, KIND, signed_words


@dataclass(frozen=True, kw_only=True)
class Head:
    """A tree of ``size`` entries had the hash ``root`` (64 hexadecimal digits). ``signature`` is a JWS."""

    size: int
    root: str
    at: datetime
    signature: str

    @property
    def words(self) -> str:
        """Size and hash as people note them down."""
        return f"{self.size}:{self.root}"


class HeadSigner:
    """Signs with the gateway's key; everybody with ``public.json`` can check."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    @cached_property
    def _key(self) -> OKPKey:
        return self._keyring.private(GATEWAY)

    def sign(self, size: int, root: str, at: datetime) -> Head:
        """A head that the gateway stands for."""
        signature = jws.serialize_compact(
            {"alg": ALGORITHM, "typ": KIND},
            signed_words(size, root, at),
            self._key,
            algorithms=[ALGORITHM],
        )
        return Head(size=size, root=root, at=at, signature=signature)

    def is_signed(self, head: Head) -> bool:
        """Whether the gateway has signed just this head."""
        try:
            found = jws.deserialize_compact(
                head.signature, self._keyring.public[GATEWAY], algorithms=[ALGORITHM]
            )
        except (JoseError, ValueError):
            return False
        is_head = found.headers().get("typ") == KIND
        return is_head and found.payload == signed_words(head.size, head.root, head.at)

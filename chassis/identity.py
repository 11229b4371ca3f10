"""Tokens by which the gateway vouches for a caller, and the secrets behind codes that people type.

Each issuer signs with a key of its own (Ed25519, RFC 9864). The gateway may vouch for anybody but a
service; a service only for itself. A token is for one audience and lives for a minute.
"""

import base64
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from chassis.clock import Clock, SystemClock
from chassis.errors import DomainError
from chassis.ids import Ids, RandomIds
from chassis.principal import VISITOR, Principal

LIFETIME_SECONDS = 60
GATEWAY = "gateway"
_ALGORITHM = "Ed25519"
_NONCE = 12
_REMEMBERED = 2000
_LONGEST_TOKEN = 4000
PEPPER, OTHER_PEPPERS = "pepper", ("pepper.before", "pepper.next")


class Unauthenticated(DomainError):
    """The token proves nothing: HTTP 401."""

    code = "unauthenticated"


class Unsealable(Exception):
    """Sealed with another pepper or under another label, or changed since."""


class Keyring:
    """The keys of a folder.

    ``public.json`` is for everybody, ``<issuer>.json`` for the issuer alone, ``pepper`` for all
    services: what a stolen database holds is worth nothing without it. ``generations``: this keyring,
    and while the pepper is changed those of the peppers before and next, by which things are found too.
    """

    def __init__(self, public: Mapping[str, OKPKey], folder: Path, pepper: str = PEPPER) -> None:
        self.public = public
        self._folder = folder
        self._pepper = (folder / pepper).read_bytes()
        others = [each for each in OTHER_PEPPERS if pepper == PEPPER and (folder / each).exists()]
        self.generations = (self, *(Keyring(public, folder, each) for each in others))

    @staticmethod
    def load(folder: Path) -> "Keyring":
        """Raises: FileNotFoundError when no keys were made."""
        keys = json.loads((folder / "public.json").read_text())
        return Keyring({name: OKPKey.import_key(key) for name, key in keys.items()}, folder)

    @staticmethod
    def create(folder: Path, issuers: Iterable[str]) -> "Keyring":
        """Make what is missing; keys that are there stay."""
        folder.mkdir(parents=True, exist_ok=True)
        public: dict[str, Any] = {}
        for issuer in issuers:
            path = folder / f"{issuer}.json"
            if not path.exists():
                key = OKPKey.generate_key("Ed25519")
                _write_once(path, json.dumps(key.as_dict(private=True)).encode())
            private = OKPKey.import_key(json.loads(path.read_text()))
            public[issuer] = private.as_dict(private=False)
        if not (folder / PEPPER).exists():
            _write_once(folder / PEPPER, secrets.token_bytes(32))
        _publish(folder / "public.json", public)
        return Keyring.load(folder)

    def private(self, issuer: str) -> OKPKey:
        """The signing key of an issuer. Raises: FileNotFoundError."""
        return OKPKey.import_key(json.loads((self._folder / f"{issuer}.json").read_text()))

    def fits(self, shown: str, made: Callable[["Keyring"], str]) -> bool:
        """Whether something that is shown was made by a keyring of any generation."""
        return any(
            [hmac.compare_digest(made(each).encode(), shown.encode()) for each in self.generations]
        )

    def hmac(self, purpose: str, text: str) -> bytes:
        """32 bytes that only holders of the pepper can make; each purpose has its own space."""
        return hmac.digest(self._pepper, f"{purpose}\x00{text}".encode(), "sha256")

    def hmac_hex(self, purpose: str, text: str) -> str:
        """The same as 64 hexadecimal digits."""
        return self.hmac(purpose, text).hex()

    def hmac_token(self, purpose: str, text: str) -> str:
        """The same, 128 bits, URL-safe and without padding."""
        return base64.urlsafe_b64encode(self.hmac(purpose, text)[:16]).rstrip(b"=").decode()

    def hmac_digits(self, purpose: str, text: str, count: int) -> str:
        """The same as ``count`` decimal digits, for people to type."""
        number = int.from_bytes(self.hmac(purpose, text)[:8], "big")
        return f"{number % 10**count:0{count}d}"

    def seal(self, purpose: str, label: str, content: bytes) -> str:
        """Encrypt (AES-256-GCM); who does not know pepper and ``label`` can neither read nor forge."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self.hmac(f"seal:{purpose}", label)).encrypt(nonce, content, None)
        return base64.b64encode(nonce + sealed).decode()

    def unseal(self, purpose: str, label: str, sealed: str) -> bytes:
        """Raises: Unsealable."""
        for each in self.generations:
            with suppress(InvalidTag, ValueError):
                raw, key = base64.b64decode(sealed), each.hmac(f"seal:{purpose}", label)
                return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], None)
        raise Unsealable(purpose)


def _publish(path: Path, public: Mapping[str, Any]) -> None:
    """Readers find the old list or the new one, never half of one."""
    text = json.dumps(public)
    if path.exists() and path.read_text() == text:
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(text)
    fresh.replace(path)


def _write_once(path: Path, content: bytes) -> None:
    """Whole or not at all; of several who write at the same moment, the first wins."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)


class TokenSigner:
    """Vouches for principals towards one audience at a time."""

    def __init__(
        self, issuer: str, keyring: Keyring, clock: Clock | None = None, ids: Ids | None = None
    ) -> None:
        self._issuer = issuer
        self._key = keyring.private(issuer)
        self._clock = clock or SystemClock()
        self._ids = ids or RandomIds()
        self._signed: dict[tuple[Principal, str], tuple[int, str]] = {}

    def sign(self, principal: Principal, audience: str) -> str:
        """A token for ``audience``, valid for at least half a minute and at most a whole one."""
        now = int(self._clock.now().timestamp())
        made_at, token = self._signed.get((principal, audience), (0, ""))
        if not 0 <= now - made_at < LIFETIME_SECONDS // 2:
            made_at, token = now, self._new(principal, audience, now)
            if len(self._signed) > _REMEMBERED:
                self._signed.clear()
            self._signed[principal, audience] = made_at, token
        return token

    def _new(self, principal: Principal, audience: str, now: int) -> str:
        claims = {
            "iss": self._issuer,
            "aud": audience,
            "sub": principal.subject,
            "roles": sorted(principal.roles),
            "org": principal.organisation,
            "matter": principal.matter,
            "name": principal.name,
            "iat": now,
            "exp": now + LIFETIME_SECONDS,
            "jti": self._ids.new(),
        }
        return jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM])


class TokenVerifier:
    """Believes tokens that are meant for this service, in time, and within the issuer's rights."""

    _LEEWAY = 5

    def __init__(self, keyring: Keyring, audience: str, clock: Clock) -> None:
        self._keyring = keyring
        self._audience = audience
        self._clock = clock
        self._believed: dict[str, tuple[int, Principal]] = {}

    def verify(self, token: str) -> Principal:
        """Raises: Unauthenticated."""
        now = int(self._clock.now().timestamp())
        expires, known = self._believed.get(token, (0, VISITOR))
        if now < expires:
            return known
        claims = self._claims(token)
        expires = self._end_of(claims, now)
        principal = self._principal(claims)
        if len(self._believed) > _REMEMBERED:
            self._believed.clear()
        self._believed[token] = (expires, principal)
        return principal

    def _end_of(self, claims: Mapping[str, Any], now: int) -> int:
        begin, end = claims.get("iat"), claims.get("exp")
        if not (isinstance(begin, int) and isinstance(end, int)):
            raise Unauthenticated()
        if not begin - self._LEEWAY <= now < end <= begin + LIFETIME_SECONDS:
            raise Unauthenticated()
        return end

    def _claims(self, token: str) -> dict[str, Any]:
        if len(token) > _LONGEST_TOKEN:
            raise Unauthenticated()
        try:
            issuer = str(json.loads(_unbase64(token.split(".")[1]))["iss"])
            decoded = jwt.decode(token, self._keyring.public[issuer], algorithms=[_ALGORITHM])
        except (JoseError, LookupError, ValueError, TypeError, RecursionError) as problem:
            raise Unauthenticated() from problem
        if decoded.claims.get("aud") != self._audience:
            raise Unauthenticated()
        return dict(decoded.claims)

    def _principal(self, claims: Mapping[str, Any]) -> Principal:
        roles = frozenset(claims.get("roles", ()))
        subject = str(claims.get("sub", ""))
        if claims["iss"] == GATEWAY:
            within_rights = "service" not in roles
        else:
            within_rights = roles == {"service"} and subject == f"service:{claims['iss']}"
        if not (within_rights and subject and roles):
            raise Unauthenticated()
        return Principal(
            subject=subject,
            roles=roles,
            organisation=str(claims.get("org", "")),
            matter=str(claims.get("matter", "")),
            name=str(claims.get("name", "")),
        )


def _unbase64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

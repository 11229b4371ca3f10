"""A token is believed when the right issuer signed it, for this service, a moment ago."""

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from chassis.clock import FixedClock
from chassis.identity import Keyring, TokenSigner, TokenVerifier, Unauthenticated, Unsealable
from chassis.principal import Principal, service_principal

OFFICER = Principal(
    subject="staff:zhangwei",
    roles=frozenset({"officer", "operator"}),
    organisation="centre",
    matter="",
)


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys", ["gateway", "intake", "mediation"])


@pytest.fixture
def gateway(keyring: Keyring, clock: FixedClock) -> TokenSigner:
    return TokenSigner("gateway", keyring, clock)


@pytest.fixture
def intake(keyring: Keyring, clock: FixedClock) -> TokenVerifier:
    return TokenVerifier(keyring, "intake", clock)


def forged(keyring: Keyring, clock: FixedClock, issuer: str = "gateway", **changes: object) -> str:
    """A token that is signed with the issuer's real key, but says what it should not."""
    now = int(clock.now().timestamp())
    claims: dict[str, object] = {
        "iss": issuer,
        "aud": "intake",
        "sub": "staff:zhangwei",
        "roles": ["officer"],
        "iat": now,
        "exp": now + 60,
    }
    claims |= changes
    header = {"alg": "Ed25519"}
    return jwt.encode(header, claims, keyring.private(issuer), algorithms=["Ed25519"])


def unsigned(payload: dict[str, object], algorithm: str = "none") -> str:
    parts = [{"alg": algorithm, "typ": "JWT"}, payload]
    text = [base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts]
    return ".".join([*text, ""])


def test_the_gateway_vouches_for_a_person(gateway: TokenSigner, intake: TokenVerifier) -> None:
    assert intake.verify(gateway.sign(OFFICER, "intake")) == OFFICER


def test_a_token_for_another_service_is_refused(
    gateway: TokenSigner, intake: TokenVerifier
) -> None:
    with pytest.raises(Unauthenticated):
        intake.verify(gateway.sign(OFFICER, "mediation"))


def test_a_token_dies_after_a_minute(
    gateway: TokenSigner, intake: TokenVerifier, clock: FixedClock
) -> None:
    token = gateway.sign(OFFICER, "intake")
    clock.advance(timedelta(seconds=59))

    assert intake.verify(token) == OFFICER
    clock.advance(timedelta(seconds=1))
    with pytest.raises(Unauthenticated):
        intake.verify(token)


def test_a_token_is_used_again_for_half_its_life(gateway: TokenSigner, clock: FixedClock) -> None:
    first = gateway.sign(OFFICER, "intake")

    clock.advance(timedelta(seconds=29))
    soon = gateway.sign(OFFICER, "intake")
    clock.advance(timedelta(seconds=1))
    later = gateway.sign(OFFICER, "intake")

    assert soon == first
    assert later != first


def test_another_role_is_another_token(gateway: TokenSigner, intake: TokenVerifier) -> None:
    demoted = Principal(subject=OFFICER.subject, roles=frozenset({"operator"}))
    gateway.sign(OFFICER, "intake")

    assert intake.verify(gateway.sign(demoted, "intake")).roles == {"operator"}


def test_a_token_from_the_future_is_refused(
    gateway: TokenSigner, intake: TokenVerifier, clock: FixedClock
) -> None:
    token = gateway.sign(OFFICER, "intake")
    clock.advance(timedelta(seconds=-6))

    with pytest.raises(Unauthenticated):
        intake.verify(token)


def test_a_service_speaks_for_itself(
    keyring: Keyring, intake: TokenVerifier, clock: FixedClock
) -> None:
    mediation = TokenSigner("mediation", keyring, clock)

    assert intake.verify(mediation.sign(service_principal("mediation"), "intake")).has("service")


@pytest.mark.parametrize(
    ("issuer", "changes"),
    [
        ("mediation", {"sub": "staff:zhangwei", "roles": ["officer"]}),
        ("mediation", {"sub": "service:gateway", "roles": ["service"]}),
        ("mediation", {"sub": "service:mediation", "roles": ["service", "officer"]}),
        ("gateway", {"sub": "service:intake", "roles": ["service"]}),
        ("gateway", {"roles": []}),
        ("gateway", {"sub": ""}),
        ("gateway", {"aud": ["intake", "mediation"]}),
        ("gateway", {"aud": None}),
        ("gateway", {"exp": "soon"}),
        ("gateway", {"exp": None}),
        ("gateway", {"iat": None}),
        ("gateway", {"exp": 4_000_000_000}),
    ],
)
def test_an_issuer_cannot_go_beyond_its_rights(
    keyring: Keyring,
    intake: TokenVerifier,
    clock: FixedClock,
    issuer: str,
    changes: dict[str, object],
) -> None:
    with pytest.raises(Unauthenticated):
        intake.verify(forged(keyring, clock, issuer, **changes))


def test_another_issuers_key_does_not_help(
    keyring: Keyring, intake: TokenVerifier, clock: FixedClock
) -> None:
    claims = json.loads(_part(forged(keyring, clock), 1))

    token = jwt.encode(
        {"alg": "Ed25519"}, claims, keyring.private("mediation"), algorithms=["Ed25519"]
    )

    with pytest.raises(Unauthenticated):
        intake.verify(token)


def test_a_changed_token_is_refused(
    gateway: TokenSigner, intake: TokenVerifier, keyring: Keyring, clock: FixedClock
) -> None:
    header, payload, signature = gateway.sign(OFFICER, "intake").split(".")
    other = forged(keyring, clock, roles=["administrator"]).split(".")[1]

    with pytest.raises(Unauthenticated):
        intake.verify(f"{header}.{other}.{signature}")
    with pytest.raises(Unauthenticated):
        intake.verify(f"{header}.{payload}.{signature[:-4]}AAAA")


def test_no_algorithm_and_the_wrong_one_are_refused(
    keyring: Keyring, intake: TokenVerifier, clock: FixedClock
) -> None:
    claims = json.loads(_part(forged(keyring, clock), 1))
    public = json.dumps(keyring.public["gateway"].as_dict(private=False))
    confused = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(public.encode()))

    for token in (unsigned(claims), unsigned(claims, "Ed25519"), confused):
        with pytest.raises(Unauthenticated):
            intake.verify(token)


@pytest.mark.parametrize("token", ["", "x", "x.y.z", "..", "张三", "a." + "W" * 3000 + ".c"])
def test_rubbish_is_refused(intake: TokenVerifier, token: str) -> None:
    with pytest.raises(Unauthenticated):
        intake.verify(token)


def _part(token: str, index: int) -> bytes:
    text = token.split(".")[index]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_keys_are_made_once_and_kept_from_others(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    before = Keyring.create(folder, ["gateway"])

    after = Keyring.create(folder, ["gateway", "intake"])

    assert before.hmac("code", "1") == after.hmac("code", "1")
    assert before.public["gateway"].as_dict() == after.public["gateway"].as_dict()
    assert (folder / "gateway.json").stat().st_mode & 0o777 == 0o600
    assert (folder / "pepper").stat().st_mode & 0o777 == 0o600
    assert '"d"' not in (folder / "public.json").read_text()


def test_each_purpose_has_codes_of_its_own(keyring: Keyring) -> None:
    assert keyring.hmac("query", "1") != keyring.hmac("sign", "1")
    assert len(keyring.hmac_digits("sign", "1", 6)) == 6


def test_what_is_sealed_opens_only_with_its_label(keyring: Keyring, tmp_path: Path) -> None:
    sealed = keyring.seal("answers", "K1", "查询码".encode())
    stranger = Keyring.create(tmp_path / "other", ["gateway"])

    assert keyring.unseal("answers", "K1", sealed).decode() == "查询码"
    for keys, label, text in (
        (keyring, "K2", sealed),
        (stranger, "K1", sealed),
        (keyring, "K1", sealed[:-8] + "AAAAAAA="),
        (keyring, "K1", "?"),
    ):
        with pytest.raises(Unsealable):
            keys.unseal("answers", label, text)

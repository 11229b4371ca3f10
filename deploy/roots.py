"""``huhang root``: does a receipt or a file stand under a published root? Needs no service and no net."""

import base64
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from joserfc.jwk import OKPKey

    from gateway.daily_proofs import Finding

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def root() -> None:
    """Check proofs against the daily roots."""


@root.command()
@click.argument("proof", type=FILE)
@click.argument("files", type=FILE, nargs=-1)
@click.option("--keys", type=FILE, help="public.json of the centre")
@click.option("--roots", type=FILE, help="daily-roots.json as it was published")
@click.option("--tsa-ca", type=FILE, help="PEM certificate of the time-stamping authority's root")
def verify(
    proof: Path, files: tuple[Path, ...], keys: Path | None, roots: Path | None, tsa_ca: Path | None
) -> None:
    """Check PROOF, and that it holds each of FILES; exit 1 and name the first flaw."""
    from contracts.daily_root import NotProven, leaf_of_file
    from gateway.daily_proofs import look_at

    content, known, key = proof.read_bytes(), published(roots), _key(keys)
    try:
        found = look_at(content, published=known, key=key)
        for each in files:
            leaf_of_file(found.leaves, _digest(each))
        stamps = _stamps(found, tsa_ca) if tsa_ca else []
    except NotProven as flaw:
        click.echo(f"not proven: {flaw}", err=True)
        sys.exit(1)
    _tell(found, len(files), stamps)
    if keys is None and roots is None:
        click.echo("whose roots these are was not checked: give --keys or --roots")


def published(path: Path | None) -> Mapping[str, str] | None:
    """Root by day, from a list as it was downloaded; None without one. Raises: BadParameter."""
    if path is None:
        return None
    try:
        return {each["day"]: each["root"] for each in json.loads(path.read_text())["items"]}
    except (ValueError, KeyError, TypeError):
        raise click.BadParameter("is no list of daily roots", param_hint="--roots") from None


def _key(path: Path | None) -> "OKPKey | None":
    from joserfc.errors import JoseError
    from joserfc.jwk import OKPKey

    if path is None:
        return None
    try:
        return OKPKey.import_key(json.loads(path.read_text())["intake"])
    except (JoseError, ValueError, KeyError, TypeError):
        raise click.BadParameter("holds no key of intake", param_hint="--keys") from None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamps(found: "Finding", ca: Path) -> list[str]:
    """When the authority saw each root. Raises: NotProven ``not_stamped``."""
    from cryptography import x509
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    from contracts.daily_root import NotProven

    builder = VerifierBuilder()
    for certificate in x509.load_pem_x509_certificates(ca.read_bytes()):
        builder = builder.add_root_certificate(certificate)
    verifier, told = builder.build(), []
    for each in found.roots:
        try:
            answer = decode_timestamp_response(base64.b64decode(each["timestamp_token"]))
            verifier.verify_message(answer, bytes.fromhex(each["root"]))
        except (VerificationError, ValueError) as problem:
            raise NotProven("not_stamped", each["day"]) from problem
        told.append(f"root of {each['day']} stamped at {answer.tst_info.gen_time.isoformat()}")
    return told


def _tell(found: "Finding", files: int, stamps: list[str]) -> None:
    days: dict[str, Any] = {each["day"]: each["root"] for each in found.roots}
    click.echo(f"proven: {found.receipt_no}, {len(found.leaves)} entries, {files} files compared")
    for line in [*(f"{day}:{top}" for day, top in days.items()), *stamps]:
        click.echo(line)

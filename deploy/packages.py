"""``huhang package``: check a package that went to an agency, without asking anybody."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from services.referral.storage.package_check import Verdict


@click.group()
def package() -> None:
    """Look into packages that were handed over."""


@package.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--keys",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="public.json of the centre that made it",
)
def verify(file: Path, keys: Path | None) -> None:
    """Check signature, digests and proof offline; exit 1 and name every flaw."""
    from joserfc.jwk import OKPKey

    from services.referral.storage.package_check import check_package

    public: dict[str, Any] = json.loads(keys.read_text()) if keys else {}
    known = OKPKey.import_key(public["referral"]) if "referral" in public else None
    verdict = check_package(file, known)
    if verdict.is_sound and verdict.proof is not None:
        verdict.flaws += _flaws_of_proof(verdict, public)
    for flaw in verdict.flaws:
        click.echo(f"not sound: {flaw}", err=True)
    if not verdict.is_sound:
        sys.exit(1)
    _tell(verdict)


def _tell(verdict: "Verdict") -> None:
    click.echo(
        f"sound: {len(verdict.manifest['files'])} files for {verdict.manifest['desk']},"
        f" manifest {verdict.manifest_sha256}"
    )
    told = "the key that was given" if verdict.key_is_known else "a key to be compared"
    click.echo(f"signed with {told}: {verdict.key_thumbprint}")
    if verdict.proof is None:
        click.echo("no proof of the audit log inside")
    else:
        click.echo(f"in the audit log at position {verdict.proof['entry']['position']}")


def _flaws_of_proof(verdict: "Verdict", public: dict[str, Any]) -> list[str]:
    """What is wrong with the proof that the audit log knows of this manifest."""
    from gateway.audit.package_proof import flaws_of

    assert verdict.proof is not None  # noqa: S101 - asked only where there is one
    return flaws_of(verdict.proof, verdict.manifest_sha256, public)

"""``huhang pepper``: changing the secret behind codes and links, while everything goes on."""

import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from chassis.identity import Keyring

BEFORE, NEXT = "pepper.before", "pepper.next"


@click.group()
def pepper() -> None:
    """Change the pepper: next, switch, reseal, status, retire. Restart all processes after each of
    next, switch and retire, one after the other."""


@pepper.command(name="next")
def make_next() -> None:
    """Make the next pepper; from the restart on, what it makes is found, and nothing is made with it."""
    folder = _folder()
    if (folder / NEXT).exists() or (folder / BEFORE).exists():
        _fail("a change is under way: huhang pepper status")
    _write(folder / NEXT, secrets.token_bytes(32))
    _write_down("next")
    click.echo("made; restart every process, then: huhang pepper switch")


@pepper.command()
def switch() -> None:
    """Make everything with the next pepper from the restart on; what the old one made is still found."""
    from chassis.identity import PEPPER

    folder = _folder()
    if not (folder / NEXT).exists():
        _fail("there is no next pepper: huhang pepper next")
    if not (folder / BEFORE).exists():
        _write(folder / BEFORE, (folder / PEPPER).read_bytes())
    (folder / NEXT).replace(folder / PEPPER)
    os.utime(folder / PEPPER)
    _write_down("switch")
    click.echo("switched; restart every process, then: huhang pepper reseal")


@pepper.command()
def reseal() -> None:
    """Seal one-time-code secrets, partners' secrets and openids with the pepper of now."""
    from deploy.resealing import seal_anew

    folder = _folder()
    count = seal_anew(_keyring(folder), folder)
    _write_down("reseal")
    click.echo(f"{count} sealed anew")


@pepper.command()
def status() -> None:
    """Say what still hangs on the pepper before; exit 1 while something does."""
    folder = _folder()
    if not (folder / BEFORE).exists():
        click.echo("one pepper" + (", and a next one" if (folder / NEXT).exists() else ""))
        return
    uses = _uses(folder)
    for name, count in uses.items():
        click.echo(f"{count}  {name}")
    if uses:
        sys.exit(1)
    click.echo("the pepper before is no longer needed: huhang pepper retire")


@pepper.command()
@click.option("--give-up", is_flag=True, help="codes and links of before stop to work")
def retire(give_up: bool) -> None:
    """Use the pepper before no more. It stays beside the keys as pepper.retired-DATE: take it away."""
    folder = _folder()
    if not (folder / BEFORE).exists():
        _fail("there is no pepper before")
    if (uses := _uses(folder)) and not give_up:
        _fail(f"still needed by {sum(uses.values())}: huhang pepper status, or --give-up")
    kept = folder / f"pepper.retired-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    (folder / BEFORE).replace(kept)
    _write_down("retire")
    click.echo(f"retired: {kept}; huhang audit verify --pepper needs it for older entries")


def _uses(folder: Path) -> dict[str, int]:
    from chassis.clock import SystemClock
    from chassis.identity import PEPPER
    from deploy.pepper_uses import uses_before

    switched_at = datetime.fromtimestamp((folder / PEPPER).stat().st_mtime, UTC)
    return uses_before(_keyring(folder), folder, switched_at, SystemClock())


def _folder() -> Path:
    from chassis.settings import CoreSettings, load_settings

    return load_settings(CoreSettings).keys_folder


def _keyring(folder: Path) -> "Keyring":
    from chassis.identity import Keyring

    return Keyring.load(folder)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and for nobody else to read."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _write_down(act: str) -> None:
    from deploy.audit import opened
    from gateway.audit.entries import COMMAND, Deed

    with opened() as log:
        log.append(Deed(subject=COMMAND, act=f"huhang pepper {act}", outcome=200, request_id=""))


def _fail(reason: str) -> None:
    click.echo(reason, err=True)
    sys.exit(1)

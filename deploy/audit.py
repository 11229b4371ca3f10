"""``huhang audit``: is the log what it was, what is its head, who did or looked at what."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from gateway.audit.entries import Entry
    from gateway.audit.log import AuditLog

_MOST = 1000


@click.group()
def audit() -> None:
    """Look after the log of who did or looked at what."""


def _remembered(_context: Any, _option: Any, given: tuple[str, ...]) -> list[tuple[int, str]]:
    """Heads as ``huhang audit head`` prints them."""
    found = []
    for each in given:
        size, _colon, root = each.partition(":")
        if not (size.isdecimal() and len(root) == 64):
            raise click.BadParameter("must look like 1200:3f…: size, colon, 64 hexadecimal digits")
        found.append((int(size), root))
    return found


@audit.command()
@click.option(
    "--head",
    "heads",
    metavar="SIZE:HASH",
    multiple=True,
    callback=_remembered,
    help="a head that was kept elsewhere",
)
@click.option(
    "--pepper",
    "peppers",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    help="a retired pepper, for entries of its time",
)
def verify(heads: list[tuple[int, str]], peppers: tuple[str, ...]) -> None:
    """Recompute the log and hold it to every signed head; exit 1 and name the first flaw."""
    from gateway.audit.verification import Flaw
    from gateway.audit.verification import verify as verify_log

    with opened() as log:
        try:
            sound = verify_log(log, heads, [log.keyring_of(each) for each in peppers])
        except Flaw as flaw:
            click.echo(str(flaw), err=True)
            sys.exit(1)
    click.echo(f"sound: {sound.size} entries, {sound.heads} signed heads, {len(heads)} remembered")
    click.echo(f"{sound.size}:{sound.root}")
    if open_end := sound.size - sound.newest_head:
        click.echo(f"{open_end} entries after the newest head; sign one: huhang audit head")


@audit.command()
def head() -> None:
    """Sign a head over all entries of now and print it: keep it where nobody here can change it."""
    with opened() as log:
        found = log.head()
    if found is None:
        click.echo("no entries yet")
        return
    click.echo(found.words)
    click.echo(found.signature)


@audit.command()
@click.option("--matter", default="", metavar="RECEIPT_NO", help="who did or looked at this matter")
@click.option("--subject", default="", help="what staff:ACCOUNT or citizen:RECEIPT_NO did")
@click.option("--limit", type=click.IntRange(1), default=_MOST, help="the newest so many")
def show(matter: str, subject: str, limit: int) -> None:
    """List entries, the oldest first."""
    from gateway.storage.audit_rows import Asked

    with opened() as log:
        asked = Asked(matter="".join(matter.split()), subject=subject)
        for entry in reversed(log.newest(asked, limit=limit)):
            click.echo(_line(entry))


@audit.command(name="prove")
@click.argument("position", type=click.IntRange(1))
def prove_entry(position: int) -> None:
    """Print one entry with the proof (RFC 9162) that it stands under a signed head, as JSON."""
    from gateway.audit.entries import canonical
    from gateway.audit.proving import NoSuchEntry, prove

    with opened() as log:
        try:
            proof = prove(log, position)
        except NoSuchEntry:
            click.echo(f"there is no entry {position}", err=True)
            sys.exit(1)
    shown = {
        "entry": json.loads(canonical(proof.entry)),
        "index": proof.entry.position - 1,
        "path": [each.hex() for each in proof.path],
        "head": {"size": proof.head.size, "root": proof.head.root},
        "signature": proof.head.signature,
    }
    click.echo(json.dumps(shown, indent=2, ensure_ascii=False))


def _line(entry: "Entry") -> str:
    from chassis.clock import SHANGHAI

    at = entry.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    thing = "/".join(each for each in (entry.object, entry.part) if each) or "-"
    said = (entry.position, at, entry.subject, entry.roles, entry.act, thing, entry.outcome)
    return "  ".join(str(each) for each in said)


@contextmanager
def opened() -> Iterator["AuditLog"]:
    """The gateway's audit log."""
    from chassis.clock import SystemClock
    from chassis.database import open_engine
    from chassis.identity import Keyring
    from deploy import composition
    from deploy.names import GATEWAY
    from gateway.audit.log import AuditLog
    from gateway.storage.audit_rows import AuditRows

    settings = composition.settings_of(GATEWAY)
    engine = open_engine(settings.database_of(GATEWAY))
    try:
        yield AuditLog(AuditRows(engine), Keyring.load(settings.keys_folder), SystemClock())
    finally:
        engine.dispose()

"""``huhang draw``: was a mediator drawn as it was announced?"""

import sys
from pathlib import Path

import click

from deploy.roots import FILE, published


@click.group()
def draw() -> None:
    """Check draws of mediators."""


@draw.command()
@click.argument("file", type=FILE)
@click.option("--roots", type=FILE, help="daily-roots.json as it was published")
def verify(file: Path, roots: Path | None) -> None:
    """Compute the draw in FILE anew; exit 1 and name the first flaw. Needs no service and no net."""
    from services.mediation.domain.draw import NotProven
    from services.mediation.domain.draw import verify as computed

    try:
        proof = computed(file.read_bytes(), published(roots))
    except NotProven as flaw:
        click.echo(f"not proven: {flaw}", err=True)
        sys.exit(1)
    click.echo(f"proven: {', '.join(proof['chosen'])} of {len(proof['candidates'])}")
    click.echo(
        f"commitment {proof['commitment']} of {proof['committed_at']}; drawn {proof['drawn_at']}"
    )
    click.echo(f"with the root of {proof['root_day']}: {proof['root']}")
    if roots is None:
        click.echo("that this root was published was not checked: give --roots")

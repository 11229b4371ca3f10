"""``huhang draw``: was a mediator drawn as it was announced?"""

import sys
from pathlib import Path

import click


@click.group()
def draw() -> None:
    """Check draws of mediators."""


@draw.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Compute the draw in FILE anew; exit 1 and name the first flaw. Needs nothing but the file."""
    from services.mediation.domain.draw import NotProven
    from services.mediation.domain.draw import verify as computed

    try:
        proof = computed(file.read_bytes())
    except NotProven as flaw:
        click.echo(f"not proven: {flaw}", err=True)
        sys.exit(1)
    click.echo(f"proven: {', '.join(proof['chosen'])} of {len(proof['candidates'])}")
    click.echo(
        f"commitment {proof['commitment']} of {proof['committed_at']}; drawn {proof['drawn_at']}"
    )

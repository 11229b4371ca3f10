"""The ``huhang`` command."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from chassis.settings import ConfigurationError, CoreSettings, load_settings
from deploy.audit import audit
from deploy.clocks import clocks
from deploy.draws import draw
from deploy.names import SERVICES
from deploy.packages import package
from deploy.peppers import pepper
from deploy.roots import root
from deploy.users import user

EX_CONFIG = 78
SERVICE = click.argument("service", type=click.Choice(SERVICES))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def huhang() -> None:
    """护航 Huhang: intellectual-property rights assistance and mediation."""


@huhang.command()
@click.option("--demo/--no-demo", default=True, help="load reference data and demo accounts")
def serve(demo: bool) -> None:
    """Run everything on this machine with SQLite and no broker."""
    from deploy import embedded

    embedded.serve(demo_data=demo)


@huhang.command()
@click.argument("service", type=click.Choice((*SERVICES, "all")))
def worker(service: str) -> None:
    """Run the worker of one service, or of all in one process."""
    from deploy import working

    if service == "all":
        working.run_all()
    else:
        working.run_one(service)


@huhang.command()
def migrate() -> None:
    """Bring every database to the newest schema."""
    from deploy import preparation

    preparation.migrate_all(load_settings(CoreSettings))


@huhang.command()
def keys() -> None:
    """Make the signing keys and the pepper where there are none."""
    from deploy import preparation

    preparation.create_keys(load_settings(CoreSettings))


@huhang.command()
def seed() -> None:
    """Load reference data and demo accounts; prints their password."""
    from deploy import preparation
    from deploy.demo_people import demo_password

    settings = load_settings(CoreSettings)
    password = demo_password(settings)
    preparation.seed_demo(password)
    click.echo(f"demo password: {password}")


@huhang.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(folder: Path) -> None:
    """Load your own reference data (experts, rooms, desks): FOLDER/<service>.yaml."""
    from deploy import composition, preparation

    try:
        loaded = preparation.load_reference(folder)
    except composition.UnfitReference as error:
        raise click.ClickException(str(error)) from None
    if not loaded:
        raise click.ClickException(f"{folder} holds no {'.yaml, '.join(SERVICES)}.yaml")
    click.echo(f"loaded: {', '.join(loaded)}")


@huhang.command()
@click.option("--url", help="a portal that runs already (needs --password and --smtp-port)")
@click.option("--password", help="password of the demo accounts there")
@click.option("--smtp-port", type=int, help="port of the mailbox to which that portal sends")
@click.option("--production", is_flag=True, help="on RabbitMQ and PostgreSQL")
def demo(url: str | None, password: str | None, smtp_port: int | None, production: bool) -> None:
    """Play the main job from end to end over HTTP; fails at the first flaw."""
    from deploy.demo import performance

    if url and not (password and smtp_port):
        raise click.UsageError("--url needs --password and --smtp-port")
    performance.perform(url, password, smtp_port, "run-production" if production else "serve")


@huhang.command("run-production")
def run_production() -> None:
    """Run the production processes on a local RabbitMQ and PostgreSQL."""
    from deploy import production

    production.run()


@huhang.command()
@click.argument("url")
def probe(url: str) -> None:
    """Exit 0 when URL answers 200: the health check of a container."""
    import urllib3

    answer = urllib3.request("GET", url, timeout=4.0, retries=False)
    sys.exit(0 if answer.status == 200 else 1)


@huhang.group()
def events() -> None:
    """Look after events that could not be handled."""


@events.command()
@SERVICE
@click.option("--id", "job_id", help="only this one; default: all that are parked")
def redrive(service: str, job_id: str | None) -> None:
    """Try parked deliveries, messages and alarms again."""
    from deploy import composition

    built = composition.build_service(service, {})
    with built.uow() as uow:
        freed = uow.jobs.redrive(job_id)
        uow.commit()
    click.echo(f"{freed} freed")


@events.command()
@SERVICE
def failures(service: str) -> None:
    """List what is parked, with the reason."""
    from chassis.database import reading
    from chassis.jobs import parked
    from deploy import composition

    built = composition.build_service(service, {})
    with reading(built.engine) as connection:
        for each in parked(connection):
            click.echo(f"{each.id}  {each.kind}  {each.subject}  {each.last_error}")


huhang.add_command(audit)
huhang.add_command(clocks)
huhang.add_command(draw)
huhang.add_command(package)
huhang.add_command(pepper)
huhang.add_command(root)
huhang.add_command(user)


def main(run: Callable[[], None] = huhang) -> None:
    """Entry point: bad configuration ends with one line for each problem."""
    try:
        run()
    except ConfigurationError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(EX_CONFIG)


if __name__ == "__main__":
    main()

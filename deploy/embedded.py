"""The embedded mode: one command, one machine, nothing else installed."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import click
import urllib3

from chassis.settings import CoreSettings, load_settings
from deploy.address import LETTING_GO_SECONDS, address_of, wait_until_free
from deploy.demo.mailbox import Mailbox
from deploy.demo_people import demo_password, demo_people
from deploy.prepared import unless_prepared
from deploy.supervisor import BEHIND_PEOPLE, Child, Supervisor, python_command

DEFAULT_BIND = "127.0.0.1:8000"
GUNICORN_CONF = Path(__file__).parent / "gunicorn.conf.py"


def serve(*, demo_data: bool) -> None:
    """Prepare what is missing, then run portal and workers until told to stop.

    Raises: ConfigurationError when the address cannot be used or is somebody else's.
    """
    bind = os.environ.get("HUHANG_BIND", DEFAULT_BIND)
    defaults = {"HUHANG_PUBLIC_URL": address_of(bind), "HUHANG_LOG_LEVEL": "WARNING"}
    given = defaults | {name: value for name, value in os.environ.items() if value}
    settings = load_settings(CoreSettings, given)
    wait_until_free(bind, LETTING_GO_SECONDS, say=lambda line: click.echo(line, err=True))
    password = demo_password(settings) if demo_data else ""
    unless_prepared(settings, password, lambda: _prepare(settings, password))
    environment = given | {"HUHANG_DATA": str(settings.data)}
    mailbox = local_mailbox(settings, environment)
    supervisor = Supervisor(
        _children(settings, environment), say=lambda line: click.echo(line, err=True)
    )
    supervisor.run(lambda: announce_when_up(settings, password, has_mailbox=mailbox is not None))
    if mailbox:
        mailbox.stop()


def _prepare(settings: CoreSettings, password: str) -> None:
    # Imported here: a second start, which prepares nothing, is sooner without it.
    from deploy import preparation

    preparation.create_keys(settings)
    preparation.migrate_all(settings)
    if password:
        preparation.seed_demo(password)


def _children(settings: CoreSettings, environment: dict[str, str]) -> list[Child]:
    """The portal first: two processes that load at once would keep people waiting for both."""
    web = ["-m", "gunicorn", "-c", str(GUNICORN_CONF), "deploy.wsgi:embedded()"]
    return [
        Child("web", python_command(*web), environment),
        Child(
            "worker",
            python_command("-m", "deploy.cli", "worker", "all"),
            environment,
            waits_for=lambda: answers(settings.public_url, patience=10),
            nice=BEHIND_PEOPLE,
        ),
    ]


def local_mailbox(settings: CoreSettings, environment: dict[str, str]) -> Mailbox | None:
    """Where no mail server is named, a local one keeps the mails as files that one can read."""
    if os.environ.get("HUHANG_SMTP_URL"):
        return None
    mailbox = Mailbox(settings.data / "mail").start()
    environment["HUHANG_SMTP_URL"] = mailbox.url
    environment["HUHANG_MAILBOX"] = str(settings.data / "mail")
    return mailbox


def announce_when_up(settings: CoreSettings, password: str, *, has_mailbox: bool = False) -> None:
    """``has_mailbox``: the portal shows the mails that it sends."""
    told = (settings, password, has_mailbox)
    threading.Thread(target=_announce, args=told, daemon=True).start()


def _announce(settings: CoreSettings, password: str, has_mailbox: bool) -> None:
    if not answers(settings.public_url, patience=60):
        click.echo("The portal did not answer within a minute; see the lines above.", err=True)
        return
    click.echo(f"\n  护航 Huhang  {settings.public_url}")
    click.echo(f"  工作人员 staff door  {settings.public_url}/staff")
    click.echo(f"  接口文档 API docs    {settings.public_url}/api/docs")
    if has_mailbox:
        click.echo(f"  本机邮箱 local mail  {settings.public_url}/mailbox")
    if password:
        click.echo("\n  演示账号 demo accounts (password for all: " + password + ")")
        for line in demo_people():
            click.echo("    " + line)
    click.echo(f"\n  数据 data: {settings.data.resolve()}    停止 stop: Ctrl-C\n")


def answers(url: str, *, patience: float, while_true: Callable[[], bool] = lambda: True) -> bool:
    """True as soon as the portal answers; False when it has not after ``patience`` seconds.

    ``while_true``: gives up at once when this no longer holds.
    """
    pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(2.0))
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and while_true():
        try:
            if pool.request("GET", url + "/healthz").status == 200:
                return True
        except urllib3.exceptions.HTTPError:
            time.sleep(0.05)
    return False

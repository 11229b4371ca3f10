"""Plays the story on a fresh system of its own, or on a portal that runs already."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click

from chassis.clock import SHANGHAI
from deploy.demo.client import DemoFailure
from deploy.demo.mailbox import Mailbox
from deploy.demo.stage import Stage
from deploy.demo.story import play
from deploy.embedded import answers
from deploy.free_port import free_port
from deploy.supervisor import die_with_parent, python_command

START_SECONDS = 120.0
PASSWORD = "demonstration-only-1"


def perform(url: str | None, password: str | None, smtp_port: int | None, mode: str) -> None:
    """Play; exit status 1 when a step is not as it should be.

    ``mode``: ``serve`` or ``run-production``, for a fresh system when no ``url`` is given.
    """
    mailbox = Mailbox(port=smtp_port).start()
    started = time.monotonic()
    try:
        if url:
            play(Stage(url, password or "", mailbox, tell))
        else:
            with fresh_system(mailbox, mode) as own_url:
                play(Stage(own_url, PASSWORD, mailbox, tell))
    except DemoFailure as failure:
        click.echo(f"✗ {failure}", err=True)
        sys.exit(1)
    finally:
        mailbox.stop()
    click.echo(f"✓ 全部步骤符合预期 all steps as expected ({time.monotonic() - started:.1f} s)")


@contextmanager
def fresh_system(mailbox: Mailbox, mode: str) -> Iterator[str]:
    """A system on a free port with data of its own; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="huhang-demo-") as data:
        bind = f"127.0.0.1:{free_port()}"
        url = f"http://{bind}"
        quiet = {"HUHANG_LOG_LEVEL": "WARNING"}  # The steps are to be read, not the requests.
        environment = (
            quiet
            | dict(os.environ)
            | {
                "HUHANG_DATA": data,
                "HUHANG_BIND": bind,
                "HUHANG_PUBLIC_URL": url,
                "HUHANG_SMTP_URL": mailbox.url,
                "HUHANG_DEMO_PASSWORD": PASSWORD,
            }
        )
        process = subprocess.Popen(
            python_command("-m", "deploy.cli", mode),
            env=environment,
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )
        try:
            if not answers(url, patience=START_SECONDS, while_true=lambda: process.poll() is None):
                raise DemoFailure("the system did not start")
            yield url
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def tell(step: str, text: str, clock: dict[str, Any] | None) -> None:
    """One line of the story; with a clock, its date and article follow."""
    line = f"{step:<10} {text}" if step else f"      {text}"
    if clock:
        line += f"  ⏱ {clock['name']}：{_when(clock)} 前 · {clock['article']}"
    click.echo(line)


def _when(clock: dict[str, Any]) -> str:
    """The day; with the time in Shanghai when it is not the end of that day."""
    due_at = datetime.fromisoformat(clock["due_at"]).astimezone(SHANGHAI)
    is_end_of_day = (due_at.hour, due_at.minute) == (23, 59)
    return str(clock["due_on"]) if is_end_of_day else f"{due_at:%Y-%m-%d %H:%M}"

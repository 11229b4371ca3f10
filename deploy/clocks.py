"""``huhang clocks``: which dates move when the working calendar was changed, and moving them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click

from chassis.clock import local_date
from chassis.errors import Stale
from deploy import composition
from lawbook.docket import ClockMoved

WITH_CLOCKS: Mapping[str, tuple[str, ...]] = {
    "intake": ("submissions",),
    "mediation": ("cases",),
    "referral": ("confirmations", "transfers", "referrals"),
}
"""Service → repositories of its unit of work whose aggregates have a docket."""

PORTION = 200
TRIES = 5


@dataclass(frozen=True)
class Moved:
    """One clock of one matter whose end is another one by today's calendar."""

    receipt_no: str
    clock: ClockMoved

    def __str__(self) -> str:
        days = [local_date(at) for at in (self.clock.due_before, self.clock.due_after)]
        return (
            f"{self.receipt_no}  {self.clock.rule_id} ({self.clock.bearer})  {days[0]} → {days[1]}"
        )


def recount(service: Any, repository: str, *, store: bool) -> Iterator[Moved]:
    """Count every running clock of a repository by today's calendar; store the new ends if told to.

    A portion is one transaction, so this may be stopped and repeated. Raises: Stale when people keep
    changing the same matters while it runs.
    """
    after = ""
    while True:
        last, moved = _portion(service, repository, after, store=store)
        yield from moved
        if last is None:
            return
        after = last


def _portion(
    service: Any, repository: str, after: str, *, store: bool
) -> tuple[str | None, list[Moved]]:
    for again in range(TRIES, 0, -1):
        try:
            return _recounted(service, repository, after, store=store)
        except Stale:
            if again == 1:
                raise
    raise AssertionError("the last try returns or raises")


def _recounted(
    service: Any, repository: str, after: str, *, store: bool
) -> tuple[str | None, list[Moved]]:
    found: list[Moved] = []
    with service.uow() as uow:
        documents = getattr(uow, repository)
        aggregates = documents.portion(after, PORTION)
        changed = []
        for each in aggregates:
            moved = each.docket.recount()
            each.events += moved
            found += [Moved(each.receipt_no, clock) for clock in moved]
            changed += [each] if moved else []
        if store and changed:
            documents.save(*changed)
            uow.commit()
    return (aggregates[-1].id if aggregates else None), found


@click.group()
def clocks() -> None:
    """Legal clocks and the working calendar."""


@clocks.command()
def check() -> None:
    """List the dates that would move if the clocks were counted by the calendar of today."""
    _run(store=False)


@clocks.command()
def move() -> None:
    """Move these dates; each move stands on its matter's timeline with the old and the new date."""
    _run(store=True)


def _run(*, store: bool) -> None:
    moved = 0
    for each in _everywhere(store=store):
        click.echo(str(each))
        moved += 1
    click.echo(f"{moved} {'moved' if store else 'would move'}")


def _everywhere(*, store: bool) -> Iterator[Moved]:
    for name, repositories in WITH_CLOCKS.items():
        service = composition.build_service(name, {})
        for repository in repositories:
            yield from recount(service, repository, store=store)
        service.engine.dispose()

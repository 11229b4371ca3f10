"""Closing a day: its root is computed, signed and published, once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from joserfc import jws

from chassis.identity import Keyring
from contracts.daily_root import AUDIT, DAY, PADDING, STEP, Json, leaf_of, proof_of, signed_words
from contracts.merkle import Edge
from services.intake.domain.daily_root import ONE_DAY, closes_at, next_day
from services.intake.storage.daily_roots import DailyRoot, DailyRoots
from services.intake.storage.unit_of_work import IntakeUnitOfWork

PUBLISH, STAMP = "intake.publish_root", "intake.stamp_root"
KIND, ALGORITHM, ISSUER = "huhang-daily-root", "Ed25519", "intake"


def plan_publishing(uow: IntakeUnitOfWork) -> None:
    """Have the next day closed when it is over; one that is planned stays as it is."""
    newest = uow.daily_roots.newest()
    day = next_day(newest[0].day if newest else None, uow.clock.now())
    uow.jobs.add(PUBLISH, key=day.isoformat(), subject="", run_at=closes_at(day))


def publish_root(day: date, keyring: Keyring, uow: IntakeUnitOfWork) -> DailyRoot | None:
    """Publish the root of a day that is over, after that of the day before, and plan the next.

    None where it is published already, or is not the next.
    """
    roots = uow.daily_roots
    newest = roots.newest()
    is_next = not newest or newest[0].day + ONE_DAY == day
    if not is_next or uow.clock.now() < closes_at(day):
        plan_publishing(uow)
        return None
    previous = newest[0].root if newest else ""
    leaves = _leaves(day, previous, uow)
    edge = Edge()
    for _about, content in leaves:
        edge.add(leaf_of(content))
    found = DailyRoot(
        day=day,
        size=edge.size,
        root=edge.root().hex(),
        previous=previous,
        published_at=uow.clock.now(),
    )
    found = replace(found, signature=_signed(found, keyring))
    roots.add(found, leaves)
    plan_publishing(uow)
    return found


def _leaves(day: date, previous: str, uow: IntakeUnitOfWork) -> list[tuple[str, dict[str, Any]]]:
    header = {"kind": DAY, "day": day.isoformat(), "previous": previous, "salt": uow.ids.token()}
    leaves: list[tuple[str, dict[str, Any]]] = [(DAY, header)]
    if head := uow.daily_roots.seen_head():
        leaves.append((AUDIT, {"kind": AUDIT, **head}))
    for about, content in uow.daily_roots.uncovered(day):
        leaves.append((about, content | {"salt": uow.ids.token()}))
    lacking = -len(leaves) % STEP
    return leaves + [(PADDING, {"kind": PADDING, "salt": uow.ids.token()}) for _ in range(lacking)]


def _signed(root: DailyRoot, keyring: Keyring) -> str:
    return jws.serialize_compact(
        {"alg": ALGORITHM, "typ": KIND},
        signed_words(root.published()),
        keyring.private(ISSUER),
        algorithms=[ALGORITHM],
    )


def proof_of_matter(receipt_no: str, evidence_ids: Sequence[str], roots: DailyRoots) -> Json | None:
    """The proof of a receipt and its files; None while no root covers any of them."""
    placed = roots.placed([receipt_no, *evidence_ids])
    if not placed:
        return None
    days = sorted({each.day for each in placed})
    leaves: Mapping[str, Any] = {day.isoformat(): roots.leaves(day) for day in days}
    published = {each.day.isoformat(): each.published() for each in roots.of(days)}
    wanted = [(each.day.isoformat(), each.position) for each in placed]
    return proof_of(receipt_no, wanted, leaves, published)

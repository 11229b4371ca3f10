"""What lies on the desks of partners: one row for each thing, of every kind, by when it is due."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lawbook.docket import Docket
from lawbook.presentation import instant
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.domain.transfer_states import RECEIPTED, RECONSIDERATION, SENT
from services.referral.domain.transfer_states import WITH_PROCURATORATE as SUPERVISED
from services.referral.storage.tables import inbox_items

TO_SIGN, WORKING, DONE = "to_sign", "working", "done"
BOXES = (TO_SIGN, WORKING, DONE)
NO_DAY = "9999-12-31T23:59:59Z"
SIGN = "sign"
_AT_COURT = {"prepared": TO_SIGN, "receipted": WORKING}
_WITH_POLICE = {SENT: TO_SIGN, RECEIPTED: WORKING, RECONSIDERATION: WORKING, SUPERVISED: WORKING}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a thing lies, and whose clock counts there."""

    kind: str
    flow: str
    box: str
    bearer: str
    sent_at: str


def keep_place(item: Confirmation | Transfer | Referral, connection: Connection) -> None:
    """Let the list say what is so: the thing lies on its desk, or on none."""
    place = _place(item)
    connection.execute(inbox_items.delete().where(inbox_items.c.id == item.id))
    if place is None or not item.desk:
        return
    connection.execute(
        inbox_items.insert(),
        {
            "id": item.id,
            "kind": place.kind,
            "flow": place.flow,
            "receipt_no": item.receipt_no,
            "status": item.status,
            "desk": item.desk,
            "box": place.box,
            "sent_at": place.sent_at,
            **_due(item.docket, place),
        },
    )


def _place(item: Confirmation | Transfer | Referral) -> Place | None:
    if isinstance(item, Confirmation):
        box = _AT_COURT.get(item.status, DONE)
        at = instant(item.effective_at)
        return Place(kind="confirmation", flow="confirmation", box=box, bearer="court", sent_at=at)
    if isinstance(item, Transfer):
        if not item.is_with_police or item.sent_at is None:
            return None
        box, at = _WITH_POLICE.get(item.status, DONE), instant(item.sent_at)
        return Place(kind="transfer", flow="transfer", box=box, bearer="police", sent_at=at)
    return _place_of_referral(item)


def _place_of_referral(item: Referral) -> Place | None:
    if not item.state.is_sent or item.sent_at is None:
        return None
    acts = item.definition.acts
    waits = SIGN in acts and item.status in acts[SIGN].from_states
    box = TO_SIGN if waits else WORKING if item.is_open else DONE
    return Place(
        kind="referral", flow=item.flow, box=box, bearer="partner", sent_at=instant(item.sent_at)
    )


def _due(docket: Docket, place: Place) -> dict[str, Any]:
    clock = docket.next_due(place.bearer) if place.box != DONE else None
    return {
        "due_at": instant(clock.due_at) if clock else NO_DAY,
        "rule_id": clock.rule_id if clock else "",
    }


def in_box(box: str, desk: str) -> sa.Select[Any]:
    """What lies in a box of a desk."""
    return sa.select(inbox_items).where(inbox_items.c.box == box, inbox_items.c.desk == desk)


def counts(connection: Connection, desk: str) -> dict[str, int]:
    """How many things lie in each box of a desk."""
    t = inbox_items
    query = sa.select(t.c.box, sa.func.count()).where(t.c.desk == desk).group_by(t.c.box)
    found = {box: number for box, number in connection.execute(query)}
    return {box: found.get(box, 0) for box in BOXES}


def overdue(now: str) -> sa.Select[Any]:
    """What other bodies should have done by now."""
    t = inbox_items
    return sa.select(t).where(t.c.box.in_((TO_SIGN, WORKING)), t.c.due_at < now)


def overdue_by_desk(connection: Connection, now: str) -> list[dict[str, Any]]:
    """How many things of each desk are overdue, and since when the oldest, the most first."""
    t = inbox_items
    query = (
        sa.select(t.c.desk, sa.func.count().label("number"), sa.func.min(t.c.due_at).label("since"))
        .where(t.c.box.in_((TO_SIGN, WORKING)), t.c.due_at < now)
        .group_by(t.c.desk)
        .order_by(sa.desc("number"), t.c.desk)
    )
    return [dict(row._mapping) for row in connection.execute(query)]

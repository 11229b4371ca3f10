"""The inbox of a partner's desk: everything that lies there, of every kind, by when it is due."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask.views import MethodView

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.pagination import PageQuery, listing, page
from chassis.problems import language
from chassis.transaction import reading_connection, service
from lawbook.presentation import instant
from lawbook.rules import rulebook
from services.referral.domain.desk import Desk
from services.referral.domain.flow import flows
from services.referral.storage.inbox import NO_DAY, counts, in_box, overdue, overdue_by_desk
from services.referral.storage.tables import desks
from services.referral.storage.tables import inbox_items as table
from services.referral.web.referral_schemas import InboxQuery

inbox = Blueprint("partner_inbox", __name__, description="The inbox of a partner's desk")
_OTHERS = {
    "confirmation": ("司法确认申请", "Joint application for judicial confirmation"),
    "transfer": ("涉嫌犯罪案件移送", "Transfer of a suspected crime"),
}


@inbox.route("/api/v1/inbox")
class Inbox(MethodView):
    """What lies on the caller's desk."""

    @permitted("partner.inbox")
    @inbox.arguments(InboxQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> Any:
        """One box, the next to fall due first; ``counts`` of all boxes."""
        desk = principal().organisation
        with reading_connection() as connection:
            rows, cursor = page(
                connection, in_box(asked["box"], desk), [table.c.due_at, table.c.id], asked
            )
            numbers = counts(connection, desk)
        now = instant(service().clock.now())
        body, status, headers = listing(rows, cursor, lambda row: _row(row, now))
        return {**body, "counts": numbers}, status, headers


@inbox.route("/api/v1/overdue")
class Overdue(MethodView):
    """What other bodies owe an answer to."""

    @permitted("referral.overdue")
    @inbox.arguments(PageQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> Any:
        """Each overdue thing, the longest first; ``by_desk``: how many each body has, and since when."""
        now = instant(service().clock.now())
        with reading_connection() as connection:
            rows, cursor = page(connection, overdue(now), [table.c.due_at, table.c.id], asked)
            by_desk = overdue_by_desk(connection, now)
            names = {
                code: load_document(Desk, document).name
                for code, document in connection.execute(sa.select(desks.c.code, desks.c.document))
            }
        body, status, headers = listing(
            rows, cursor, lambda row: _row(row, now) | _desk(row.desk, names)
        )
        listed = [_desk(each["desk"], names) | each for each in by_desk]
        return {**body, "by_desk": listed}, status, headers


def _desk(code: str, names: Mapping[str, str]) -> dict[str, str]:
    return {"desk": code, "desk_name": names.get(code, code)}


def _row(row: Any, now: str) -> dict[str, Any]:
    has_day = row.due_at != NO_DAY
    return {
        "id": row.id,
        "kind": row.kind,
        "flow": row.flow,
        "name": _name(row.flow),
        "receipt_no": row.receipt_no,
        "status": row.status,
        "sent_at": row.sent_at or None,
        "due_at": row.due_at if has_day else None,
        "duty": _duty(row.rule_id),
        "is_overdue": has_day and row.due_at < now,
    }


def _name(flow: str) -> str:
    zh, en = _OTHERS.get(flow) or (flows()[flow].name.zh, flows()[flow].name.en)
    return zh if language() == "zh" else en


def _duty(rule_id: str) -> str:
    if not rule_id:
        return ""
    rule = rulebook().rule(rule_id)
    return rule.name_zh if language() == "zh" else rule.name_en

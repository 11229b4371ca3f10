"""The inbox of a partner's desk: everything that lies there, of every kind, by when it is due."""

from typing import Any

from flask.views import MethodView

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.pagination import listing, page
from chassis.problems import language
from chassis.transaction import reading_connection, service
from lawbook.presentation import instant
from lawbook.rules import rulebook
from services.referral.domain.flow import flows
from services.referral.storage.inbox import NO_DAY, counts, in_box
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

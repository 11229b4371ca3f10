"""The delivery log."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.problems import words
from chassis.transaction import current_uow, service, transactional
from chassis.validation import Choice, NoFields, Query, Strict, between, length
from lawbook.presentation import instant
from services.notification.application.resend_notice import resend_notice
from services.notification.application.tell_by_hand import TellByHand, tell_by_hand
from services.notification.domain.notice import PERMANENT, STATES, WAYS_BY_HAND, ByHand, Notice
from services.notification.domain.rules import is_statutory
from services.notification.storage.unit_of_work import NotificationUnitOfWork

notices = Blueprint("notices", __name__, description="What was sent to whom")


class NoticeQuery(Query):
    """Whose notices to list; the newest of all without a receipt number."""

    receipt_no = fields.String(load_default=None)
    state = fields.String(load_default=None, validate=Choice(STATES))
    limit = fields.Integer(load_default=100, validate=between(1, 200))


@notices.route("/api/v1/notices")
class Notices(MethodView):
    """What was sent, what waits, what failed and why."""

    @permitted("notice.list")
    @notices.arguments(NoticeQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The log, with what each told; addresses, codes and personal links are not in it."""
        with service().uow().reading() as uow:
            assert isinstance(uow, NotificationUnitOfWork)  # noqa: S101 - bootstrap built it
            if asked["receipt_no"]:
                found = uow.notices.of_matter(asked["receipt_no"])
            else:
                found = uow.notices.latest(asked["limit"], asked["state"])
        return {"items": [_view(each) for each in found]}


class Telling(Strict):
    """How somebody was told whom no message reached."""

    way = fields.String(required=True, validate=Choice(WAYS_BY_HAND))
    on = fields.Date(required=True)
    note = fields.String(load_default="", validate=length(0, 200))


@notices.route("/api/v1/notices/<notice_id>/telling-by-hand")
class TellingByHand(MethodView):
    """A notice that did not leave and was told on another way."""

    @transactional
    @permitted("notice.resend")
    @notices.arguments(Telling)
    def post(self, asked: dict[str, Any], notice_id: str) -> dict[str, Any]:
        """Note that it was told by telephone, letter or face to face."""
        command = TellByHand(notice_id=notice_id, by=principal().subject, **asked)
        return _view(tell_by_hand(command, current_uow()))


@notices.route("/api/v1/notices/<notice_id>/resending")
class Resending(MethodView):
    """A notice that is to leave once more."""

    @transactional
    @permitted("notice.resend")
    @notices.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], notice_id: str) -> dict[str, Any]:
        """Send it again, to the address that is known now."""
        return _view(resend_notice(notice_id, principal().subject, current_uow()))


def _view(notice: Notice) -> dict[str, Any]:
    return {
        "notice_id": notice.id,
        "at": instant(notice.created_at),
        "event_type": notice.event_type,
        "receipt_no": notice.receipt_no,
        "audience": notice.audience,
        "template": notice.template,
        "channel": notice.channel,
        "state": notice.state,
        "attempts": notice.attempts,
        "reason": notice.reason,
        "reason_text": _in_words(notice.reason),
        "sent_at": instant(notice.sent_at) if notice.sent_at else None,
        "planned_at": instant(notice.planned_at) if notice.planned_at else None,
        "sent_to": notice.sent_to,
        "text_sha256": notice.text_sha256,
        "text": notice.text,
        "may_be_resent": notice.may_be_resent,
        "tries": [
            {"at": instant(each.at), "result": each.result, "reason_text": _in_words(each.reason)}
            for each in notice.tries
        ],
        "is_statutory": is_statutory(notice.event_type, notice.audience, notice.template),
        "told_by_hand": _by_hand(notice.told_by_hand),
        "resent": [{"by": each.by, "at": instant(each.at)} for each in notice.resent],
    }


def _by_hand(told: ByHand | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {"by": told.by, "way": told.way, "on": told.on.isoformat(), "note": told.note}


def _in_words(reason: str) -> str:
    """Why a message did not leave, for people; what the mail server said stands behind it."""
    if not reason:
        return ""
    code, _, rest = reason.partition(" ")
    if code.isdigit():
        kind = "server_refuses" if int(code) >= PERMANENT else "server_delays"
        return words(f"reason.{kind}", {"said": reason})
    return words(f"reason.{code}", {"said": rest})

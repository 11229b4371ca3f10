"""An event happened: note whom it must be told, by which ways, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.clock import local_date
from chassis.messages import Envelope
from lawbook.workdays import work_calendar
from services.notification.domain.notice import Notice
from services.notification.domain.quiet_hours import not_in_quiet_hours, reminder_at
from services.notification.domain.rules import (
    EMAIL,
    NAMED_BY,
    PORTAL,
    SHARED_BY_ROLE,
    NoticeRule,
    notice_rules,
)
from services.notification.storage.unit_of_work import NotificationUnitOfWork

SEND = "notification.send"
CITIZENS = frozenset({"complainant", "respondent"})


def job_kind(channel: str) -> str:
    """Each way has a line of its own, so that none waits for a slow one."""
    return SEND if channel == EMAIL else f"{SEND}.{channel}"


@dataclass(frozen=True)
class _Telling:
    """One line of the table that an event meets, and when it is told."""

    envelope: Envelope
    rule: NoticeRule
    at: datetime


def plan_notices(envelope: Envelope, uow: NotificationUnitOfWork) -> None:
    """Write one notice for each line of the table and each way; sending comes later.

    A reminder for the day of the event, or for one that has passed, is left out: the notice itself
    has just told the same.
    """
    now = uow.clock.now()
    for rule in notice_rules().get(envelope.type, ()):
        if not rule.applies_to(envelope.data):
            continue
        at = _reminding(rule, envelope) if rule.remind else now
        if rule.remind and local_date(at) <= local_date(now):
            continue
        if rule.audience in NAMED_BY and not _is_news(rule.audience, envelope):
            continue
        chosen = uow.preferences.of(reader_key(rule.audience, envelope.data))
        for channel in rule.channels({**chosen, **uow.switched_off}):
            _plan(_Telling(envelope, rule, at), channel, uow)


def reader_key(audience: str, data: Mapping[str, Any]) -> str:
    """Under which name a citizen's choices and messages are kept; a side is the same when it signs.

    What all of a role share is kept under the role, what is for one of the staff under their account.
    Empty for others with an account: the owner of the matter knows who they are, when it is sent.
    """
    if audience in SHARED_BY_ROLE:
        return f"role:{audience}"
    if audience in NAMED_BY:
        return f"staff:{data[NAMED_BY[audience]]}"
    side = audience.removesuffix("_signing").removesuffix("_facts")
    return f"{side}:{data['receipt_no']}" if side in CITIZENS else ""


def _is_news(audience: str, envelope: Envelope) -> bool:
    """Whether the event names somebody of that audience who has not done it themselves."""
    account = envelope.data.get(NAMED_BY[audience])
    return bool(account) and envelope.actor.id != f"staff:{account}"


def _reminding(rule: NoticeRule, envelope: Envelope) -> datetime:
    of = datetime.fromisoformat(str(envelope.data[rule.remind]))
    return reminder_at(of, rule.working_days, work_calendar())


def _plan(telling: _Telling, channel: str, uow: NotificationUnitOfWork) -> None:
    rule, envelope = telling.rule, telling.envelope
    is_quiet = rule.respects_quiet_hours(channel)
    notice = Notice(
        id=uow.ids.new(),
        event_id=envelope.id,
        event_type=envelope.type,
        receipt_no=str(envelope.data["receipt_no"]),
        audience=rule.audience,
        template=rule.template,
        owner=rule.owner,
        data=dict(envelope.data),
        created_at=uow.clock.now(),
        channel=channel,
        slot=rule.slot(channel),
        reader=reader_key(rule.audience, envelope.data),
        respects_quiet_hours=is_quiet,
    )
    if channel == PORTAL:
        notice.in_portal(telling.at)
        uow.notices.add(notice)
        return
    run_at = not_in_quiet_hours(telling.at) if is_quiet else telling.at
    notice.planned_at = run_at if run_at > uow.clock.now() else None
    uow.notices.add(notice)
    uow.jobs.add(job_kind(channel), key=notice.id, subject=notice.id, run_at=run_at)

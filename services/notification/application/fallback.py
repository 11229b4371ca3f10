"""What the law wants told, and no mail could tell, goes by text message where there is that way."""

from dataclasses import replace

from services.notification.application.plan_notices import job_kind
from services.notification.domain.notice import WAITING, Notice
from services.notification.domain.quiet_hours import not_in_quiet_hours
from services.notification.domain.rules import EMAIL, SMS, rule_of
from services.notification.storage.unit_of_work import NotificationUnitOfWork


def fall_back(notice: Notice, uow: NotificationUnitOfWork) -> None:
    """Plan a text message in place of a mail that will not arrive, unless one was planned anyway."""
    rule = rule_of(notice.event_type, notice.audience, notice.template)
    if notice.channel != EMAIL or rule is None or not rule.statutory or SMS not in rule.also:
        return
    slot = rule.slot(SMS)
    if SMS in uow.switched_off or uow.notices.is_planned(notice.event_id, slot):
        return
    now = uow.clock.now()
    is_quiet = rule.respects_quiet_hours(SMS)
    run_at = not_in_quiet_hours(now) if is_quiet else now
    text = replace(
        _unsent(notice),
        id=uow.ids.new(),
        created_at=now,
        channel=SMS,
        slot=slot,
        respects_quiet_hours=is_quiet,
        planned_at=run_at if run_at > now else None,
    )
    uow.notices.add(text)
    uow.jobs.add(job_kind(SMS), key=text.id, subject=text.id, run_at=run_at)


def _unsent(notice: Notice) -> Notice:
    """The same news, without what became of the mail."""
    return replace(
        notice,
        state=WAITING,
        attempts=0,
        reason="",
        sent_at=None,
        sent_to="",
        text_sha256="",
        copies=0,
        tries=[],
        resent=[],
        told_by_hand=None,
        version=0,
        events=[],
    )

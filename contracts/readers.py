"""Who hears which event. The topology of the broker is made from this; a test holds it to the code."""

from collections.abc import Mapping, Sequence

READERS: Mapping[str, Sequence[str]] = {
    "huhang.intake.submission.filed.v1": ("notification", "documents"),
    "huhang.intake.submission.accepted.v1": ("notification", "documents"),
    "huhang.intake.submission.refused.v1": ("notification", "documents"),
    "huhang.intake.submission.routed.v1": ("mediation", "referral", "notification"),
    "huhang.intake.submission.closed.v1": ("referral", "notification"),
    "huhang.intake.submission.decided.v1": ("notification", "documents"),
    "huhang.intake.submission.handed_over.v1": ("referral", "notification"),
    "huhang.intake.submission.assigned.v1": ("notification",),
    "huhang.intake.submission.returned.v1": ("notification",),
    "huhang.intake.supplement.requested.v1": ("notification",),
    "huhang.intake.message.posted.v1": ("notification",),
    "huhang.intake.submission.extended.v1": ("notification",),
    "huhang.intake.submission.term_set.v1": ("mediation", "notification"),
    "huhang.mediation.case.opened.v1": ("intake",),
    "huhang.mediation.invitation.issued.v1": ("intake", "notification", "documents"),
    "huhang.mediation.consent.given.v1": ("intake", "documents"),
    "huhang.mediation.mediator.proposed.v1": ("intake", "notification"),
    "huhang.mediation.mediator.appointed.v1": ("intake", "notification"),
    "huhang.mediation.mediator.declined.v1": ("intake",),
    "huhang.mediation.mediator.challenged.v1": ("intake",),
    "huhang.mediation.mediator.challenge_decided.v1": ("intake",),
    "huhang.mediation.session.scheduled.v1": ("intake", "notification", "documents"),
    "huhang.mediation.session.cancelled.v1": ("intake", "notification"),
    "huhang.mediation.session.held.v1": ("intake", "documents"),
    "huhang.mediation.session.attendance_answered.v1": ("intake", "notification"),
    "huhang.mediation.agreement.drafted.v1": ("intake", "notification"),
    "huhang.mediation.agreement.signed.v1": ("intake", "notification"),
    "huhang.mediation.agreement.signature_refused.v1": ("intake", "notification"),
    "huhang.mediation.agreement.reached.v1": ("intake", "referral", "notification", "documents"),
    "huhang.mediation.case.ended.v1": ("intake", "notification", "documents"),
    "huhang.mediation.talk.posted.v1": ("intake", "notification"),
    "huhang.mediation.offer.moved.v1": ("intake", "notification"),
    "huhang.mediation.blind_offer.moved.v1": ("intake", "notification"),
    "huhang.mediation.mediator.ranked.v1": ("intake",),
    "huhang.mediation.panel.moved.v1": ("intake", "notification"),
    "huhang.mediation.panel.called.v1": ("notification",),
    "huhang.mediation.slot.kept.v1": ("intake", "notification"),
    "huhang.mediation.pool.moved.v1": ("notification",),
    "huhang.mediation.conflict.found.v1": ("intake",),
    "huhang.mediation.contact.tried.v1": ("intake",),
    "huhang.mediation.payment.due.v1": ("intake", "notification"),
    "huhang.mediation.proceeding.moved.v1": ("intake", "notification", "documents"),
    "huhang.mediation.facts.moved.v1": ("intake", "notification", "documents"),
    "huhang.mediation.correction.moved.v1": ("intake", "notification", "documents"),
    "huhang.mediation.term.moved.v1": ("intake", "notification"),
    "huhang.mediation.clock.alarm.v1": ("intake", "notification"),
    "huhang.mediation.clock.moved.v1": ("intake",),
    "huhang.referral.confirmation.prepared.v1": ("intake", "notification", "documents"),
    "huhang.referral.confirmation.receipted.v1": ("intake",),
    "huhang.referral.confirmation.decided.v1": ("intake", "notification"),
    "huhang.referral.transfer.opened.v1": ("intake",),
    "huhang.referral.transfer.proposed.v1": ("intake", "documents"),
    "huhang.referral.transfer.approved.v1": ("intake",),
    "huhang.referral.transfer.disapproved.v1": ("intake",),
    "huhang.referral.transfer.sent.v1": ("intake", "notification", "documents"),
    "huhang.referral.transfer.receipted.v1": ("intake", "documents"),
    "huhang.referral.transfer.forwarded.v1": ("intake",),
    "huhang.referral.transfer.supplement_requested.v1": ("intake",),
    "huhang.referral.transfer.supplement_sent.v1": ("intake",),
    "huhang.referral.transfer.decided.v1": ("intake",),
    "huhang.referral.guest_link.made.v1": ("intake", "notification"),
    "huhang.referral.transfer.reminded.v1": ("intake", "notification"),
    "huhang.referral.transfer.reconsideration_requested.v1": (
        "intake",
        "notification",
        "documents",
    ),
    "huhang.referral.transfer.supervision_requested.v1": ("intake", "documents"),
    "huhang.referral.transfer.handed_over.v1": ("intake",),
    "huhang.referral.referral.moved.v1": ("intake", "notification", "documents"),
    "huhang.referral.clock.alarm.v1": ("intake",),
    "huhang.referral.clock.moved.v1": ("intake",),
    "huhang.notification.notice.sent.v1": ("intake",),
    "huhang.notification.notice.failed.v1": ("intake",),
    "huhang.notification.notice.uncertain.v1": ("intake",),
    "huhang.documents.document.issued.v1": ("intake",),
    "huhang.documents.document.withdrawn.v1": ("intake",),
}
"""Event type → services that hear it. A type that is missing here is for the feed alone."""


def readers_of(producer: str) -> dict[str, Sequence[str]]:
    """The part of the table that one service publishes."""
    return {kind: who for kind, who in READERS.items() if kind.startswith(f"huhang.{producer}.")}


def producers_for(reader: str) -> list[str]:
    """The services whose feeds a service must follow."""
    return sorted({kind.split(".")[1] for kind, who in READERS.items() if reader in who})

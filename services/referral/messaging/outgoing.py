"""What referral says: domain event → contract event. Figures, reasons and papers stay inside."""

from typing import Any

from chassis.unit_of_work import Outgoing
from contracts import referral as contract
from lawbook.docket import ClockMoved
from services.referral.domain import events
from services.referral.domain.chasing import WORDS
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.flow import Words
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer

_BEGUN = Words("开始办理", "begun")


def _of_confirmation(confirmation: Confirmation) -> dict[str, Any]:
    return {
        "receipt_no": confirmation.receipt_no,
        "confirmation_id": confirmation.id,
        "desk": confirmation.desk,
    }


def _of_transfer(transfer: Transfer) -> dict[str, Any]:
    return {"receipt_no": transfer.receipt_no, "transfer_id": transfer.id}


def _at_desk(transfer: Transfer) -> dict[str, Any]:
    return _of_transfer(transfer) | {"desk": transfer.desk}


def _referral_moved(event: events.ReferralMoved, referral: Referral) -> contract.ReferralMovedV1:
    """What a partner or the centre did; reasons, papers and persons stay inside."""
    definition, state = referral.definition, referral.state
    step = definition.acts.get(event.act)
    words = step or WORDS.get(event.act, _BEGUN)
    return contract.ReferralMovedV1(
        receipt_no=referral.receipt_no,
        referral_id=referral.id,
        flow=definition.code,
        flow_zh=definition.name.zh,
        flow_en=definition.name.en,
        act=event.act,
        act_zh=words.zh,
        act_en=words.en,
        status=referral.status,
        desk=referral.desk,
        number=event.number,
        is_public=bool(step and step.is_public),
        is_end=state.is_end,
        issues=step.issues if step and referral.receipt_no else "",
    )


def _clock_spoke(
    event: events.ClockSpoke, aggregate: Confirmation | Transfer | Referral
) -> contract.ReferralClockAlarmV1:
    return contract.ReferralClockAlarmV1(
        receipt_no=aggregate.receipt_no,
        rule_id=event.rule_id,
        moment=event.moment,
        due_at=event.due_at,
    )


def _clock_moved(
    event: ClockMoved, aggregate: Confirmation | Transfer | Referral
) -> contract.ReferralClockMovedV1:
    return contract.ReferralClockMovedV1(receipt_no=aggregate.receipt_no, **vars(event))


OUTGOING: Outgoing = {
    events.ConfirmationPrepared: lambda e, a: contract.ConfirmationPreparedV1(
        **_of_confirmation(a), apply_by=e.apply_by
    ),
    events.ConfirmationReceipted: lambda _e, a: contract.ConfirmationReceiptedV1(
        **_of_confirmation(a)
    ),
    events.ConfirmationDecided: lambda e, a: contract.ConfirmationDecidedV1(
        **_of_confirmation(a), **vars(e)
    ),
    events.TransferOpened: lambda _e, a: contract.TransferOpenedV1(**_of_transfer(a)),
    events.TransferProposed: lambda e, a: contract.TransferProposedV1(
        **_of_transfer(a), decide_by=e.decide_by
    ),
    events.TransferApproved: lambda e, a: contract.TransferApprovedV1(
        **_of_transfer(a), send_by=e.send_by
    ),
    events.TransferDisapproved: lambda _e, a: contract.TransferDisapprovedV1(**_of_transfer(a)),
    events.TransferSent: lambda _e, a: contract.TransferSentV1(**_at_desk(a)),
    events.TransferReceipted: lambda e, a: contract.TransferReceiptedV1(
        **_at_desk(a), decide_by=e.decide_by
    ),
    events.TransferDecided: lambda e, a: contract.TransferDecidedV1(**_at_desk(a), **vars(e)),
    events.ReconsiderationRequested: lambda _e, a: contract.ReconsiderationRequestedV1(
        **_at_desk(a)
    ),
    events.TransferForwarded: lambda e, a: contract.TransferForwardedV1(
        **_at_desk(a), from_desk=e.from_desk
    ),
    events.SupplementAsked: lambda e, a: contract.SupplementRequestedV1(
        **_at_desk(a), supply_by=e.supply_by
    ),
    events.SupplementSent: lambda _e, a: contract.SupplementSentV1(**_at_desk(a)),
    events.HandedOver: lambda _e, a: contract.TransferHandedOverV1(**_at_desk(a)),
    events.ProcuratorateAsked: lambda _e, a: contract.SupervisionRequestedV1(**_at_desk(a)),
    events.PoliceReminded: lambda e, a: contract.TransferRemindedV1(
        **_at_desk(a), act=e.act, act_zh=WORDS[e.act].zh, act_en=WORDS[e.act].en
    ),
    events.CourtReminded: lambda e, a: contract.ConfirmationRemindedV1(
        **_of_confirmation(a), act=e.act, act_zh=WORDS[e.act].zh, act_en=WORDS[e.act].en
    ),
    events.GuestLinkMade: lambda _e, a: contract.GuestLinkMadeV1(
        receipt_no=a.receipt_no, link_id=a.id, desk=a.desk, kind=a.kind
    ),
    events.ReferralMoved: _referral_moved,
    events.ClockSpoke: _clock_spoke,
    ClockMoved: _clock_moved,
}

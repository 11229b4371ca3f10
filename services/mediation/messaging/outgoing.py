"""What mediation says: domain event → contract event. Names and texts stay inside."""

from collections.abc import Callable
from typing import Any

from chassis.unit_of_work import Outgoing
from contracts import mediation as contract
from lawbook.docket import ClockMoved
from services.mediation.domain import events
from services.mediation.domain.application import Application
from services.mediation.domain.case import Case
from services.mediation.domain.expert import Expert
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.talk import Talk


def _opened(event: events.Opened, case: Case) -> contract.CaseOpenedV1:
    return contract.CaseOpenedV1(receipt_no=case.receipt_no, case_id=case.id, opened_at=event.at)


def _ended(event: events.Ended, case: Case) -> contract.CaseEndedV1:
    return contract.CaseEndedV1(
        receipt_no=case.receipt_no, case_id=case.id, ground=event.ground, ended_at=event.at
    )


def _clock_spoke(event: events.ClockSpoke, case: Case) -> contract.MediationClockAlarmV1:
    return contract.MediationClockAlarmV1(
        receipt_no=case.receipt_no,
        rule_id=event.rule_id,
        moment=event.moment,
        due_at=event.due_at,
    )


def _clock_moved(event: ClockMoved, case: Case) -> contract.MediationClockMovedV1:
    return contract.MediationClockMovedV1(receipt_no=case.receipt_no, **vars(event))


def _with_case(contract_class: type[Any]) -> Callable[[Any, Case], Any]:
    """For events whose facts are the contract's, beside the case they belong to."""

    def publish(event: Any, case: Case) -> Any:
        return contract_class(receipt_no=case.receipt_no, case_id=case.id, **vars(event))

    return publish


def _in_talk(contract_class: type[Any]) -> Callable[[Any, Talk], Any]:
    """For what is said around a case, whose id the talk has."""

    def publish(event: Any, talk: Talk) -> Any:
        return contract_class(receipt_no=talk.receipt_no, case_id=talk.id, **vars(event))

    return publish


def _proceeding_moved(
    event: events.ProceedingMoved, proceeding: Proceeding
) -> contract.ProceedingMovedV1:
    return contract.ProceedingMovedV1(
        receipt_no=proceeding.receipt_no, proceeding_id=proceeding.id, **vars(event)
    )


def _pool_moved(event: events.PoolMoved, who: Application | Expert) -> contract.PoolMovedV1:
    return contract.PoolMovedV1(receipt_no="", person=who.id, **vars(event))


OUTGOING: Outgoing = {
    events.Opened: _opened,
    events.Invited: _with_case(contract.InvitationIssuedV1),
    events.ConsentGiven: _with_case(contract.ConsentGivenV1),
    events.MediatorProposed: _with_case(contract.MediatorProposedV1),
    events.MediatorAppointed: _with_case(contract.MediatorAppointedV1),
    events.MediatorDeclined: _with_case(contract.MediatorDeclinedV1),
    events.MediatorsRanked: _with_case(contract.MediatorsRankedV1),
    events.MediatorChallenged: _with_case(contract.MediatorChallengedV1),
    events.ChallengeDecided: _with_case(contract.ChallengeDecidedV1),
    events.SessionScheduled: _with_case(contract.SessionScheduledV1),
    events.SessionHeld: _with_case(contract.SessionHeldV1),
    events.SessionCancelled: _with_case(contract.SessionCancelledV1),
    events.AttendanceAnswered: _with_case(contract.AttendanceAnsweredV1),
    events.AgreementDrafted: _with_case(contract.AgreementDraftedV1),
    events.AgreementSigned: _with_case(contract.AgreementSignedV1),
    events.SignatureRefused: _with_case(contract.SignatureRefusedV1),
    events.AgreementReached: _with_case(contract.AgreementReachedV1),
    events.PanelMoved: _with_case(contract.PanelMovedV1),
    events.PanelCalled: _with_case(contract.PanelCalledV1),
    events.AbsenceMoved: _with_case(contract.AbsenceMovedV1),
    events.ConflictFound: _with_case(contract.ConflictFoundV1),
    events.SlotKept: _with_case(contract.SlotKeptV1),
    events.PoolMoved: _pool_moved,
    events.Ended: _ended,
    events.TalkPosted: _in_talk(contract.TalkPostedV1),
    events.OfferMoved: _in_talk(contract.OfferMovedV1),
    events.BlindOfferMoved: _in_talk(contract.BlindOfferMovedV1),
    events.ContactTried: _in_talk(contract.ContactTriedV1),
    events.PaymentDue: _with_case(contract.PaymentDueV1),
    events.ProceedingMoved: _proceeding_moved,
    events.FactsMoved: _with_case(contract.FactsMovedV1),
    events.CorrectionMoved: _with_case(contract.CorrectionMovedV1),
    events.TermMoved: _with_case(contract.TermMovedV1),
    events.ClockSpoke: _clock_spoke,
    ClockMoved: _clock_moved,
}

"""A referral begins: an officer opens it, a partner asks for something, or intake hands a matter over."""

from dataclasses import dataclass

from chassis.errors import Conflict, FieldError, InvalidInput
from services.referral.domain.desk import Desk
from services.referral.domain.flow import flow, flows
from services.referral.domain.referral import Referral
from services.referral.storage.tables import desks, referrals
from services.referral.storage.unit_of_work import ReferralUnitOfWork

HANDED_OVER = {"customs": "customs"}
"""Kind of body → the flow in which a matter goes there; every other body gets it as a lead."""
LEAD = "department"
RECEIVE = "referral.receive_handed_over"


@dataclass(frozen=True, kw_only=True)
class OpenReferral:
    """What to hand over, to whom and why. ``about``: the referral that this one is about, if any."""

    flow: str
    desk: str
    by: str
    purpose: str
    receipt_no: str = ""
    right_type: str = ""
    about: str = ""
    releases_identity: bool = False
    grounds: tuple[str, ...] = ()


def open_referral(command: OpenReferral, uow: ReferralUnitOfWork) -> Referral:
    """Open it at the first state of its flow.

    Raises: InvalidInput ``flow_unknown``, ``desk_unfit``, ``right_not_covered``; Conflict
    ``already_referred``, ``no_second_notice``. See ``Referral.open``.
    """
    definition = flows().get(command.flow)
    if definition is None:
        raise InvalidInput([FieldError("/flow", "flow_unknown")])
    desk = uow.desks.find(desks.c.code == command.desk)
    if desk is None or desk.kind not in definition.to:
        raise InvalidInput([FieldError("/desk", "desk_unfit")])
    if definition.only_once and _was_there(command, uow):
        raise Conflict("no_second_notice")
    return _begun(command, desk, uow)


def plan_handed_over(receipt_no: str, receiver: str, uow: ReferralUnitOfWork) -> None:
    """Note that a matter was given to a body; what it is called is asked for first."""
    payload = {"receipt_no": receipt_no, "receiver": receiver}
    uow.jobs.add(RECEIVE, key=f"{receipt_no}|{receiver}", subject=receipt_no, payload=payload)


def receive_handed_over(
    receipt_no: str, receiver: str, receiver_name: str, uow: ReferralUnitOfWork
) -> None:
    """Open the referral of a matter that intake gave to another body; an open one stays as it is.

    A body that the directory does not know yet is added to it, to be completed.
    """
    desk = uow.desks.find(desks.c.code == receiver) or _added(receiver, receiver_name, uow)
    code = HANDED_OVER.get(desk.kind, LEAD)
    is_there = any(
        each.flow == code and each.desk == desk.code and each.is_open
        for each in uow.referrals.of_matter(receipt_no)
    )
    if desk.kind in flow(code).to and not is_there:
        command = OpenReferral(
            flow=code, desk=desk.code, by="intake", purpose="", receipt_no=receipt_no
        )
        _begun(command, desk, uow)


def _begun(command: OpenReferral, desk: Desk, uow: ReferralUnitOfWork) -> Referral:
    referral = Referral(
        id=uow.ids.new(),
        receipt_no=command.receipt_no,
        flow=command.flow,
        desk=desk.code,
        desk_name=desk.name,
        purpose=command.purpose,
        opened_by=command.by,
        opened_at=uow.clock.now(),
        right_type=command.right_type,
        about=command.about,
        releases_identity=command.releases_identity,
        grounds=command.grounds,
    )
    referral.open()
    uow.referrals.begin(referral)
    return referral


def _was_there(command: OpenReferral, uow: ReferralUnitOfWork) -> bool:
    found = uow.referrals.all(
        referrals.c.receipt_no == command.receipt_no,
        referrals.c.flow == command.flow,
        referrals.c.desk == command.desk,
    )
    return any(each.sent_at is not None for each in found)


def _added(code: str, name: str, uow: ReferralUnitOfWork) -> Desk:
    kind = code.rpartition(":")[2]
    desk = Desk(id=uow.ids.new(), code=code, kind=kind, name=name or code, email="", rank=1000)
    uow.desks.add(desk)
    return desk

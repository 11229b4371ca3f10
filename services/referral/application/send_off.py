"""A package leaves only as its receiver takes it; tried beforehand, and tried again when it is sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from chassis.errors import Conflict
from services.referral.domain.desk import POLICE, Desk
from services.referral.domain.dry_run import MISSING, Finding, PackageRules, dry_run
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.storage.tables import desks
from services.referral.storage.unit_of_work import ReferralUnitOfWork

UNFIT = "package_unfit"


def findings_of(
    item: Referral | Transfer, uow: ReferralUnitOfWork
) -> tuple[Desk | None, Sequence[Finding]]:
    """The receiver, and what it would send back by its rules of now."""
    desk = uow.desks.find(desks.c.code == item.desk)
    if desk is None and isinstance(item, Transfer):
        desk = uow.desks.first_of(POLICE)
    rules = desk.rules if desk else PackageRules()
    return desk, dry_run(item.missing(), item.papers, rules)


def refuse_unfit(item: Referral | Transfer, uow: ReferralUnitOfWork) -> None:
    """Raises: Conflict ``package_unfit`` naming every file that the receiver does not take."""
    _desk, found = findings_of(item, uow)
    unfit = [each for each in found if each.code != MISSING]
    if unfit:
        wrong = [{"code": each.code, "what": each.zh, "what_en": each.en} for each in unfit]
        raise Conflict(UNFIT, extra={"findings": wrong})


def take_step(
    item: Referral,
    act: str,
    said: Mapping[str, str],
    *,
    side: str,
    by: str,
    at: datetime,
    uow: ReferralUnitOfWork,
) -> None:
    """Do one act of the flow; what leaves for the receiver has to be as the receiver takes it.

    Raises: Conflict ``package_unfit``; see ``Referral.take``.
    """
    was_sent = item.state.is_sent
    item.take(act, said, side=side, by=by, at=at)
    if item.state.is_sent and not was_sent:
        refuse_unfit(item, uow)

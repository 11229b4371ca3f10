"""Finding items for a caller: what lies on another desk is not there."""

from typing import TypeVar

from chassis.access import principal, reach
from chassis.errors import NotFound
from chassis.etag import check_etag
from chassis.transaction import current_uow
from contracts.permissions import Reach
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.storage.unit_of_work import ReferralUnitOfWork

T = TypeVar("T", Confirmation, Transfer, Referral)


def checked(item: T) -> T:
    """The item, if the caller may touch it. Raises: NotFound."""
    if Reach.ANY in reach():
        return item
    on_own_desk = Reach.DESK in reach() and principal().organisation == item.desk != ""
    if not (on_own_desk and _has_arrived(item)):
        raise NotFound()
    return item


def _has_arrived(item: Confirmation | Transfer | Referral) -> bool:
    if isinstance(item, Transfer):
        return item.is_with_police
    return not isinstance(item, Referral) or item.state.is_sent


def as_read(item: T) -> T:
    """An item that the caller wants to change, in the version they saw."""
    checked(item)
    check_etag(item.version)
    return item


def referral_uow() -> ReferralUnitOfWork:
    """The unit of work of this request."""
    uow: ReferralUnitOfWork = current_uow()
    return uow


def account() -> str:
    """The staff account of the caller."""
    return principal().subject.removeprefix("staff:")

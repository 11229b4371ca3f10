"""Finding items for a caller: what lies on another desk is not there."""

from typing import TypeVar

from flask import g

from chassis.access import principal, reach
from chassis.errors import NotFound
from chassis.etag import check_etag
from chassis.transaction import current_uow, service
from contracts.permissions import Reach
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.guest_link import GUEST, GuestLink
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.storage.unit_of_work import ReferralUnitOfWork, opened

T = TypeVar("T", Confirmation, Transfer, Referral)


def checked(item: T) -> T:
    """The item, if the caller may touch it. Raises: NotFound."""
    if Reach.ANY in reach():
        return item
    if Reach.OWN in reach():
        if guest_link().leads_to(item.id, item.desk):
            return item
        raise NotFound()
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
    """The staff account of the caller; a guest by the name given at the door, marked as a guest's."""
    subject = principal().subject
    if subject.startswith(GUEST):
        return GUEST + principal().name
    return subject.removeprefix("staff:")


def guest_link() -> GuestLink:
    """The link by which the caller came, as long as it is valid. Raises: NotFound."""
    link_id = principal().subject.removeprefix(GUEST)
    if "uow" in g:
        link = referral_uow().guest_links.get(link_id)
    else:
        with opened(service()).reading() as uow:
            link = uow.guest_links.get(link_id)
    if not link.is_valid(service().clock.now()):
        raise NotFound()
    return link

"""Links for receivers without an account: making one, giving another code, coming in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from chassis.errors import Conflict, NotFound
from chassis.identity import Keyring
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.guest_link import (
    CONFIRMATIONS,
    REFERRALS,
    TRANSFERS,
    GuestLink,
    last_moment,
)
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.domain.transfer_states import WITH_POLICE
from services.referral.storage.tables import desks
from services.referral.storage.unit_of_work import ReferralUnitOfWork

CODE_DIGITS = 8
_LINK, _CODE = "guest link", "guest code"


Item = Referral | Transfer | Confirmation
KINDS: Mapping[type[Any], str] = {
    Referral: REFERRALS,
    Transfer: TRANSFERS,
    Confirmation: CONFIRMATIONS,
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whom a link is for, for how long, and whether it goes to the address of the directory."""

    person: str
    days: int
    by_mail: bool = False


@dataclass(frozen=True)
class MadeLink:
    """A link with its code, which is told once and by another way than the link."""

    link: GuestLink
    code: str


def guest_token(link_id: str, keyring: Keyring) -> str:
    """Names the link and proves it; nothing of it is stored."""
    return f"{link_id}.{keyring.hmac_token(_LINK, link_id)}"


def guest_address(link_id: str, public_url: str, keyring: Keyring) -> str:
    """Where a receiver comes in."""
    return f"{public_url.rstrip('/')}/handover/{guest_token(link_id, keyring)}"


def make_link(
    item: Item, wanted: Wanted, *, by: str, uow: ReferralUnitOfWork, keyring: Keyring
) -> MadeLink:
    """A link to what lies with a receiver; where it is wanted, the link goes to the official address.

    Raises: Conflict ``not_with_receiver``, ``no_official_address``.
    """
    if not _is_with_receiver(item):
        raise Conflict("not_with_receiver")
    if wanted.by_mail and not (item.receipt_no and _address_of(item.desk, uow)):
        raise Conflict("no_official_address")
    now = uow.clock.now()
    link = GuestLink(
        id=uow.ids.new(),
        kind=KINDS[type(item)],
        item_id=item.id,
        desk=item.desk,
        receipt_no=item.receipt_no,
        person=wanted.person,
        made_by=by,
        made_at=now,
        expires_at=last_moment(now, wanted.days),
    )
    code = _coded(link, by, uow, keyring)
    if wanted.by_mail:
        link.made()
    uow.guest_links.add(link)
    return MadeLink(link, code)


def _is_with_receiver(item: Item) -> bool:
    if isinstance(item, Referral):
        return item.state.is_sent and item.is_open and not item.definition.is_inbound
    if isinstance(item, Transfer):
        return item.status in WITH_POLICE
    return bool(item.possible_now)


def _address_of(desk_code: str, uow: ReferralUnitOfWork) -> str:
    desk = uow.desks.find(desks.c.code == desk_code)
    return desk.email if desk else ""


def give_code(link: GuestLink, *, by: str, uow: ReferralUnitOfWork, keyring: Keyring) -> MadeLink:
    """Another code for a link, for another session. Raises: Conflict ``link_over``."""
    code = _coded(link, by, uow, keyring)
    uow.guest_links.save(link)
    return MadeLink(link, code)


def open_link(
    token: str, code: str, *, named: str, uow: ReferralUnitOfWork, keyring: Keyring
) -> GuestLink | None:
    """Let somebody in; None for a wrong code, which is counted. Raises: NotFound for a wrong link."""
    link_id = token.partition(".")[0]
    if not keyring.fits(token, partial(guest_token, link_id)):
        raise NotFound()
    link = uow.guest_links.take(link_id)
    digests = [_digest(link.id, code, each) for each in keyring.generations]
    is_in = link.open(digests, named, uow.clock.now())
    uow.guest_links.save(link)
    return link if is_in else None


def _coded(link: GuestLink, by: str, uow: ReferralUnitOfWork, keyring: Keyring) -> str:
    code = uow.ids.digits(CODE_DIGITS)
    link.give_code(_digest(link.id, code, keyring), by, uow.clock.now())
    return code


def _digest(link_id: str, code: str, keyring: Keyring) -> str:
    return keyring.hmac_hex(_CODE, f"{link_id}|{code}")

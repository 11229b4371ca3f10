"""Links for receivers without an account: making one, giving another code, coming in."""

import hmac
from dataclasses import dataclass

from chassis.errors import Conflict, NotFound
from chassis.identity import Keyring
from services.referral.domain.guest_link import GuestLink, last_moment
from services.referral.domain.referral import Referral
from services.referral.storage.unit_of_work import ReferralUnitOfWork

CODE_DIGITS = 8
_LINK, _CODE = "guest link", "guest code"


@dataclass(frozen=True)
class MadeLink:
    """A link with its code, which is told once and by another way than the link."""

    link: GuestLink
    code: str


def guest_token(link_id: str, keyring: Keyring) -> str:
    """Names the link and proves it; nothing of it is stored."""
    return f"{link_id}.{keyring.hmac_token(_LINK, link_id)}"


def make_link(
    referral: Referral,
    *,
    person: str,
    days: int,
    by: str,
    uow: ReferralUnitOfWork,
    keyring: Keyring,
) -> MadeLink:
    """A link to what lies with a receiver. Raises: Conflict ``not_with_receiver``."""
    if not (referral.state.is_sent and referral.is_open) or referral.definition.is_inbound:
        raise Conflict("not_with_receiver")
    now = uow.clock.now()
    link = GuestLink(
        id=uow.ids.new(),
        referral_id=referral.id,
        person=person,
        made_by=by,
        made_at=now,
        expires_at=last_moment(now, days),
    )
    code = _coded(link, by, uow, keyring)
    uow.guest_links.add(link)
    return MadeLink(link, code)


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
    if not hmac.compare_digest(token.encode(), guest_token(link_id, keyring).encode()):
        raise NotFound()
    link = uow.guest_links.take(link_id)
    is_in = link.open(_digest(link.id, code, keyring), named, uow.clock.now())
    uow.guest_links.save(link)
    return link if is_in else None


def _coded(link: GuestLink, by: str, uow: ReferralUnitOfWork, keyring: Keyring) -> str:
    code = uow.ids.digits(CODE_DIGITS)
    link.give_code(_digest(link.id, code, keyring), by, uow.clock.now())
    return code


def _digest(link_id: str, code: str, keyring: Keyring) -> str:
    return keyring.hmac_hex(_CODE, f"{link_id}|{code}")

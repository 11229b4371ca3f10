"""What other services know about a matter: its page stands without them, and says what it lacks."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from chassis.errors import Unavailable
from gateway.clients import documents, mediation, notification, referral

Read = Callable[[dict[str, str]], Any]


def elsewhere(receipt_no: str) -> dict[str, Any]:
    """Lists of the other services; ``away``: what cannot be seen now, in words."""
    away: list[str] = []

    def known(read: Read, name: str) -> list[Any]:
        try:
            return list(read({"receipt_no": receipt_no})["items"])
        except Unavailable:
            away.append(name)
            return []

    mediated, moved = _("调解"), _("移送和转办")
    found = {
        "cases": known(mediation.cases, mediated),
        "confirmations": known(referral.confirmations, moved),
        "transfers": known(referral.transfers, moved),
        "referrals": known(referral.referrals, moved),
        "crime_check": next(iter(known(referral.crime_checks, moved)), None),
        "notices": known(notification.notices, _("通知")),
        "papers": documents.of_matter(receipt_no),
    }
    return found | {"away": list(dict.fromkeys(away))}

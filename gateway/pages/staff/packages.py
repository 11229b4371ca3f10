"""Everything of an item in one signed archive."""

from flask import Response

from gateway.pages.archives import archive
from gateway.pages.staff.room import room


@room.get("/referrals/<referral_id>/package")
def referral_package(referral_id: str) -> Response:
    """A referral as one archive."""
    return archive("referrals", referral_id)


@room.get("/transfers/<transfer_id>/package")
def transfer_package(transfer_id: str) -> Response:
    """A transfer as one archive."""
    return archive("transfers", transfer_id)


@room.get("/confirmations/<confirmation_id>/package")
def confirmation_package(confirmation_id: str) -> Response:
    """An application as one archive."""
    return archive("confirmations", confirmation_id)

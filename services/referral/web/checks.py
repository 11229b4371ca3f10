"""Trying a package against what its receiver takes: as its papers and the receiver's rules are now."""

from typing import Any

from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.problems import language
from chassis.transaction import service
from services.referral.application.send_off import findings_of
from services.referral.domain.dry_run import Finding
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.storage.unit_of_work import ReferralUnitOfWork, opened
from services.referral.web.lookup import checked

checks = Blueprint("checks", __name__, description="Trying a package before it is sent")


@checks.route("/api/v1/referrals/<referral_id>/check")
class OfReferral(MethodView):
    """The package of a referral."""

    @permitted("package.check")
    def get(self, referral_id: str) -> dict[str, Any]:
        """What its receiver would send back; nothing when it may go."""
        with opened(service()).reading() as uow:
            return _view(checked(uow.referrals.get(referral_id)), uow)


@checks.route("/api/v1/transfers/<transfer_id>/check")
class OfTransfer(MethodView):
    """The package of a transfer."""

    @permitted("package.check")
    def get(self, transfer_id: str) -> dict[str, Any]:
        """What the police would send back; asked before the head approves as well."""
        with opened(service()).reading() as uow:
            return _view(checked(uow.transfers.get(transfer_id)), uow)


def _view(item: Referral | Transfer, uow: ReferralUnitOfWork) -> dict[str, Any]:
    desk, found = findings_of(item, uow)
    return {
        "desk": desk.code if desk else "",
        "desk_name": desk.name if desk else "",
        "forms": list(desk.rules.forms) if desk else [],
        "most_mb": desk.rules.most_mb if desk else 0,
        "fits": not found,
        "findings": [_shown(each) for each in found],
    }


def _shown(each: Finding) -> dict[str, str]:
    return {"code": each.code, "what": each.zh if language() == "zh" else each.en}

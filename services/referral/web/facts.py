"""What documents may ask referral: the facts that stand in a paper."""

from typing import Any

from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.errors import NotFound
from chassis.transaction import service
from lawbook.presentation import instant
from lawbook.thresholds import offences
from services.referral.domain.paper import Paper
from services.referral.domain.transfer import Transfer
from services.referral.storage.unit_of_work import ReferralUnitOfWork, opened

facts = Blueprint("referral_facts", __name__, description="For other services only")
_FEN = 100


@facts.route("/internal/matters/<receipt_no>/facts")
class Facts(MethodView):
    """The hand-overs of a matter as papers tell them, in Chinese."""

    @permitted("internal.facts")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """What goes to the court, to the police and to others, where there is such."""
        with opened(service()).reading() as uow:
            found = {
                "confirmation": _confirmation(receipt_no, uow),
                "transfer": _transfer(receipt_no, uow),
                "referral": _referral(receipt_no, uow),
            }
        if not any(found.values()):
            raise NotFound()
        return found


def _confirmation(receipt_no: str, uow: ReferralUnitOfWork) -> dict[str, Any] | None:
    item = uow.confirmations.of_matter(receipt_no)
    if item is None:
        return None
    return {
        "desk": item.desk,
        "court": uow.desks.by_code(item.desk).name,
        "effective_at": instant(item.effective_at),
        "text_sha256": item.text_sha256,
        "papers": _titles(item.papers),
    }


def _transfer(receipt_no: str, uow: ReferralUnitOfWork) -> dict[str, Any] | None:
    item = uow.transfers.of_matter(receipt_no)
    if item is None:
        return None
    return {
        "receipt_no": item.receipt_no,
        # The police may read only what has reached them.
        "desk": item.desk if item.is_with_police else "",
        "police": uow.desks.by_code(item.desk).name if item.desk else "公安机关",
        "approved_by": item.names.get(item.approved_by, item.approved_by),
        "papers": _titles(item.papers),
        "receipted_at": instant(item.receipted_at) if item.receipted_at else None,
        "receipted_by": item.names.get(item.receipted_by, item.receipted_by),
        "refusal": item.refusals[-1].reasons if item.refusals else "",
        "reconsideration_reasons": item.reconsideration_reasons,
        "procuratorate_reasons": item.procuratorate_reasons,
        **_report(item),
    }


def _referral(receipt_no: str, uow: ReferralUnitOfWork) -> dict[str, Any] | None:
    """The referral that moved last: papers are made when one has moved."""
    found = uow.referrals.of_matter(receipt_no)
    item = max(found, key=lambda each: each.last_step.at, default=None)
    if item is None:
        return None
    return {
        "desk_name": item.desk_name,
        "purpose": item.purpose,
        "source": item.definition.source.zh,
        "papers": _titles(item.papers),
        "reasons": item.last_step.reasons,
    }


def _report(item: Transfer) -> dict[str, Any]:
    report = item.report
    if report is None:
        return {}
    return {
        "offence": offences()[report.offence][0],
        "officers": [item.names.get(each, each) for each in report.officers],
        "summary": report.summary,
        "reported_at": instant(report.reported_at),
        "figures": [
            {"name": _figure(name), "value": _amount(name, value)}
            for name, value in report.figures.items()
        ],
    }


def _figure(name: str) -> str:
    return Catalogue(service().catalogue).text(f"figure.{name}", "zh")


def _amount(name: str, value: int) -> str:
    return f"{value / _FEN:,.2f}元" if name.endswith("_fen") else str(value)


def _titles(papers: list[Paper]) -> list[dict[str, str]]:
    return [{"nth": str(nth), "title": each.title} for nth, each in enumerate(papers, 1)]

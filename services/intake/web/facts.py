"""What documents may ask intake: the facts that stand in a paper."""

from typing import Any

from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.transaction import service
from lawbook.presentation import instant
from lawbook.right_types import right_type
from services.intake.domain.exposing import is_secret
from services.intake.domain.kind import NAMED
from services.intake.domain.parties import Attachment
from services.intake.domain.submission import Submission
from services.intake.storage.unit_of_work import opened
from services.intake.web.articles import ground_article, ground_of

facts = Blueprint("intake_facts", __name__, description="For other services only")
ZH = "zh"
HIDDEN = "（举报人信息保密）"
WITHHELD = "（商业秘密材料）"


@facts.route("/internal/matters/<receipt_no>/facts")
class Facts(MethodView):
    """A matter as papers tell it, in Chinese."""

    @permitted("internal.facts")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Both sides, what happened, and what was decided."""
        with opened(service()).reading() as uow:
            found = uow.submissions.by_receipt_no(receipt_no)
        return facts_of(found, Catalogue(service().catalogue))


def facts_of(s: Submission, catalogue: Catalogue) -> dict[str, Any]:
    """The facts of a submission; codes are words."""
    return {
        "receipt_no": s.receipt_no,
        "kind": s.kind,
        "filed_at": instant(s.filed_at),
        **person_of(s),
        "respondent_name": s.respondent.name,
        "respondent_address": s.respondent.address,
        "respondent_url": s.respondent.url,
        "respondent_platform": s.respondent.platform,
        "right_type": right_type(s.right_type).zh if s.right_type else "",
        "right_number": s.right_number,
        "happened_on": s.happened_on,
        "place": s.place,
        "facts": s.facts,
        "requests": [catalogue.text(f"request.{each}", ZH) for each in s.requests],
        "evidence": [_named(s, each) for each in s.evidence],
        **_refusal(s),
    }


def _named(s: Submission, each: Attachment) -> dict[str, str]:
    """A piece as papers list it: those go to people who may not see what is secret."""
    return {"name": WITHHELD if is_secret(s, each.id) else each.name, "sha256": each.sha256}


def person_of(s: Submission) -> dict[str, str]:
    """Who filed, for other services; nobody for a report that is confidential or without a name.

    Law: SAMR121 art. 37
    """
    is_hidden = s.identity != NAMED
    return {
        "holder_name": HIDDEN if is_hidden else s.holder.name,
        "holder_uscc": "" if is_hidden else s.holder.uscc,
        "contact_name": HIDDEN if is_hidden else s.contact.name,
        "contact_phone": "" if is_hidden else s.contact.phone,
        "contact_email": "" if is_hidden else s.contact.email,
    }


def _refusal(s: Submission) -> dict[str, str]:
    if s.decision is None or s.decision.accepted:
        return {"refusal_ground": "", "refusal_basis": "", "refusal_explanation": ""}
    ground = ground_of(s.rules.grounds, s.decision.ground)
    return {
        "refusal_ground": ground.zh if ground else s.decision.ground,
        "refusal_basis": ground_article(s.rules.grounds, ground, ZH),
        "refusal_explanation": s.decision.explanation,
    }

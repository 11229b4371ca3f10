"""Who may see a piece of evidence, and what the other party sees of it."""

from typing import Any

from flask import Response
from flask.views import MethodView

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import current_uow, transactional
from services.intake.application.expose_evidence import expose_evidence
from services.intake.domain.exposing import for_respondent
from services.intake.domain.records import Exposure
from services.intake.storage.custody import VIEWED
from services.intake.web.act_schemas import ExposureSchema
from services.intake.web.caller import own_account
from services.intake.web.decisions import as_read, shown
from services.intake.web.evidence import FACTS, download, file_of, note_look
from services.intake.web.submissions import visible

exposures = Blueprint("exposures", __name__, description="Who may see a piece of evidence")
ONE = "/api/v1/submissions/<receipt_no>"


@exposures.route(f"{ONE}/evidence/<evidence_id>/exposure")
class ExposureOf(MethodView):
    """证据查阅范围."""

    @transactional
    @permitted("evidence.expose")
    @exposures.arguments(ExposureSchema)
    def post(self, asked: dict[str, Any], receipt_no: str, evidence_id: str) -> Response:
        """Say who may see it; of a secret only its readers and supervisors say so."""
        submission, uow = as_read(receipt_no), current_uow()
        readers = tuple(dict.fromkeys(asked.pop("readers")))
        said = Exposure(evidence_id, readers=readers, by=own_account(), **asked)
        expose_evidence(submission, said, uow, is_head=principal().has("supervisor"))
        return shown(submission)


@exposures.route(f"{ONE}/shared-evidence")
class Shared(MethodView):
    """向对方开放的材料."""

    @permitted("evidence.shared")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """The pieces that were opened to the other party, as the matter stands."""
        found = for_respondent(visible(receipt_no))
        return {"items": [{name: getattr(each, name) for name in FACTS} for each in found]}


@exposures.route(f"{ONE}/shared-evidence/<evidence_id>")
class SharedFile(MethodView):
    """One of them."""

    @permitted("evidence.shared")
    def get(self, receipt_no: str, evidence_id: str) -> Response:
        """Its bytes; that the other party had them stands in the chain of custody."""
        if all(each.id != evidence_id for each in for_respondent(visible(receipt_no))):
            raise NotFound()
        file = file_of(receipt_no, evidence_id)
        answer = download(file)
        note_look(VIEWED, file)
        return answer

"""Files of a receiver's answer: intake keeps them with the matter, referral says whose they are."""

from datetime import datetime
from typing import Any

from flask import Response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import service, transactional
from chassis.validation import Strict, length
from services.referral.domain.flow import PARTNER
from services.referral.domain.paper import AnswerFile
from services.referral.domain.referral import Referral
from services.referral.web.evidence import content, taken_in
from services.referral.web.lookup import account
from services.referral.web.referrals import changed, read_referral
from services.referral.web.schemas import Words

answer_files = Blueprint("answer_files", __name__, description="Files of a receiver's answer")


class AnswerFileSchema(Strict):
    """An uploaded file, see ``POST /api/v1/evidence``."""

    evidence_id = Words(required=True, validate=length(1, 26))


@answer_files.route("/api/v1/referrals/<referral_id>/files")
class Files(MethodView):
    """The files of an answer."""

    @transactional
    @permitted("referral.act")
    @answer_files.arguments(AnswerFileSchema)
    @answer_files.response(201)
    def post(self, asked: dict[str, Any], referral_id: str) -> Response:
        """Add one that was uploaded; 409 while no answer is expected."""
        before = read_referral(referral_id)
        if not before.can_add_files(service().clock.now()):
            raise before.not_now(PARTNER, service().clock.now())
        file = taken_in(before.receipt_no, asked["evidence_id"])

        def add(item: Referral, at: datetime) -> None:
            item.add_file(AnswerFile(file=file, by=account(), added_at=at))

        return changed(referral_id, add, 201)


@answer_files.route("/api/v1/referrals/<referral_id>/files/<file_id>")
class File(MethodView):
    """One file of an answer."""

    @permitted("referral.read")
    def get(self, referral_id: str, file_id: str) -> Response:
        """Its bytes, as a download."""
        item = read_referral(referral_id)
        for each in item.answer_files:
            if each.file.evidence_id == file_id:
                return content(item.receipt_no, each.file)
        raise NotFound()

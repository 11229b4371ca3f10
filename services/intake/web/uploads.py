"""Large files in parts: each goes on where the last one ended, also after a broken connection."""

from typing import Any

from flask import request
from flask.views import MethodView
from marshmallow import fields
from werkzeug.exceptions import RequestEntityTooLarge

from chassis.access import permitted, takes_file
from chassis.blueprint import Blueprint
from chassis.transaction import current_uow, service, transactional
from chassis.validation import Query, Strict, between, length
from services.intake.application.store_evidence import store_evidence
from services.intake.domain.file_name import safe_name
from services.intake.storage.evidence_store import TooLarge
from services.intake.storage.parts import Parts
from services.intake.web.evidence import FACTS, LIMIT, kept, wrong

uploads = Blueprint("uploads", __name__, description="Large files in parts")
LARGEST = 500 * 1024 * 1024
LARGEST_PART = 8 * 1024 * 1024
_LARGE_KINDS = (".mp4",)
_ONE = "/api/v1/uploads/<upload_id>"


class PartQuery(Query):
    """Where the part begins."""

    offset = fields.Integer(required=True, validate=between(0, LARGEST))


class NameSchema(Strict):
    """The name under which the file is kept."""

    name = fields.String(required=True, validate=length(1, 255))


@uploads.route("/api/v1/uploads")
class Uploads(MethodView):
    """Uploads under way."""

    @transactional
    @permitted("evidence.upload")
    @uploads.response(201)
    def post(self) -> dict[str, Any]:
        """Begin one; the id is the right to go on with it."""
        upload_id = current_uow().ids.token()
        _parts().begin(upload_id)
        return {"upload_id": upload_id, "offset": 0, "largest_part": LARGEST_PART}


@uploads.route(_ONE)
class One(MethodView):
    """One upload."""

    @permitted("evidence.upload")
    def get(self, upload_id: str) -> dict[str, Any]:
        """How much of it has come."""
        return {"upload_id": upload_id, "offset": _parts().offset(upload_id)}


@uploads.route(f"{_ONE}/parts")
class Part(MethodView):
    """The next part."""

    @permitted("evidence.upload")
    @takes_file
    @uploads.arguments(PartQuery, location="query", unknown=None)
    @uploads.response(200)
    def post(self, asked: dict[str, Any], upload_id: str) -> dict[str, Any]:
        """Append a part (field ``file``); one that begins elsewhere is told where to begin."""
        part = request.files.get("file")
        if part is None:
            raise wrong("required")
        limit = min(LARGEST, asked["offset"] + LARGEST_PART)
        try:
            offset = _parts().add(upload_id, asked["offset"], part.stream, limit)
        except TooLarge:
            raise RequestEntityTooLarge() from None
        return {"upload_id": upload_id, "offset": offset}


@uploads.route(f"{_ONE}/completion")
class Completion(MethodView):
    """The last part has come."""

    @transactional
    @permitted("evidence.upload")
    @uploads.arguments(NameSchema)
    @uploads.response(201)
    def post(self, asked: dict[str, Any], upload_id: str) -> dict[str, Any]:
        """Keep the whole as evidence, by the same rules as a file that came at once."""
        whole = _parts().sealed(upload_id)
        name = safe_name(asked["name"])
        size = whole.stat().st_size
        if size > LIMIT and not name.lower().endswith(_LARGE_KINDS):
            raise wrong("only_video_is_large")
        known = _parts().digests(upload_id, size)
        command = kept(name, service().extras["evidence_store"].adopt(whole, known))
        file = store_evidence(command, current_uow())
        return {each: getattr(file, each) for each in FACTS}


def _parts() -> Parts:
    found: Parts = service().extras["parts"]
    return found

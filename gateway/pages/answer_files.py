"""A receiver's own files: uploaded to intake, then added to the answer; at both doors the same."""

from flask import request
from flask_babel import gettext as _

from gateway.clients import referral
from gateway.clients.calling import Act, Json
from gateway.pages.uploads import keep, refused


def add_uploaded(referral_id: str, act: Act) -> Json:
    """Keep the file of the form, and add it to the answer. Raises: Refused."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise refused("file", 422, _("请选择文件"))
    body = {"evidence_id": keep("file", upload.filename, upload.stream)["id"]}
    return referral.add_answer_file(referral_id, Act(key=act.key, etag=act.etag, body=body))

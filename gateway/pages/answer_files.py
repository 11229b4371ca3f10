"""A receiver's own files: uploaded to intake, then added to the answer; at both doors the same."""

from flask import request
from flask_babel import gettext as _

from gateway.clients import intake, referral
from gateway.clients.calling import Act, Json, Refused
from gateway.context import gateway
from gateway.multipart import MultipartFile


def add_uploaded(referral_id: str, act: Act) -> Json:
    """Keep the file of the form, and add it to the answer. Raises: Refused."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise _wrong(422, _("请选择文件"))
    if not gateway().limits.take("upload", request.remote_addr or "").passes:
        raise _wrong(429, _("上传太频繁，请过一分钟再试"))
    sent = MultipartFile(upload.filename, upload.stream, gateway().ids.new())
    kept = intake.upload(sent, sent.content_type, gateway().ids.new())
    body = {"evidence_id": kept["id"]}
    return referral.add_answer_file(referral_id, Act(key=act.key, etag=act.etag, body=body))


def _wrong(status: int, text: str) -> Refused:
    return Refused(status, {"errors": [{"pointer": "/file", "code": "required", "detail": text}]})

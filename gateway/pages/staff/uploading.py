"""A file that comes with a form of the staff."""

from flask import request
from flask_babel import gettext as _

from gateway.clients import intake
from gateway.clients.calling import Refused
from gateway.context import gateway
from gateway.multipart import MultipartFile


def uploaded(name: str, *, is_needed: bool = True) -> str:
    """Keep the file of a field as evidence; its id, empty when none came and none is needed.

    Raises: Refused.
    """
    upload = request.files.get(name)
    if upload is None or not upload.filename:
        if not is_needed:
            return ""
        missing = {"pointer": f"/{name}", "code": "required", "detail": _("请选择文件")}
        raise Refused(422, {"errors": [missing]})
    sent = MultipartFile(upload.filename, upload.stream, gateway().ids.new())
    return str(intake.upload(sent, sent.content_type, gateway().ids.new())["id"])

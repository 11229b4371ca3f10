"""The official documents of a matter, for the side to which they are addressed."""

from flask import Blueprint, Response

from chassis.errors import NotFound
from gateway.clients import documents
from gateway.pages.downloads import passed_on
from gateway.pages.public.citizen_door import with_matter

blueprint = Blueprint("papers", __name__, url_prefix="/my/case/documents")
SUFFIXES = ("pdf", "docx", "jws")


@blueprint.get("/<document_id>/<suffix>")
@with_matter
def download(document_id: str, suffix: str) -> Response:
    """One file. Raises: NotFound also for what is addressed to somebody else."""
    if suffix not in SUFFIXES or not document_id.isalnum():
        raise NotFound()
    return passed_on(documents.file(document_id, suffix))

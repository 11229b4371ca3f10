"""Files of proceedings: intake keeps them with the matter, mediation says who may have them."""

from collections.abc import Sequence

from flask import Response

from chassis.errors import FieldError, InvalidInput, NotFound, Unavailable
from chassis.principal import service_principal
from chassis.service_client import Call, ServiceClient
from chassis.transaction import service
from services.mediation.domain.proceedings.said import Filed

MOST_FILES = 10
_PASSED_ON = ("Content-Disposition", "Content-Length", "Content-Security-Policy")


def taken_in(receipt_no: str, evidence_ids: Sequence[str]) -> tuple[Filed, ...]:
    """Have intake take uploaded files into a matter; those that it has already stay as they are.

    Raises: InvalidInput for a file that is not there or another matter's; Unavailable.
    """
    return tuple(_taken_in(receipt_no, each) for each in dict.fromkeys(evidence_ids))


def content(receipt_no: str, file: Filed) -> Response:
    """The bytes of a file, as a download, in pieces. Raises: NotFound; Unavailable."""
    path = f"/internal/matters/{receipt_no}/evidence/{file.evidence_id}/content"
    call = Call(method="GET", path=path, takes_pieces=True)
    answer = _intake().forward(call, service_principal("mediation"))
    if answer.status == 404:
        raise NotFound()
    if not answer.is_ok:
        raise Unavailable()
    response = Response(answer.content, content_type=file.media_type)
    for name in _PASSED_ON:
        if name in answer.headers:
            response.headers[name] = answer.headers[name]
    return response


def _taken_in(receipt_no: str, evidence_id: str) -> Filed:
    # It becomes part of an address: whatever could lead elsewhere is no id.
    if not (evidence_id.isascii() and evidence_id.isalnum()):
        raise _unknown()
    answer = _intake().request(
        "POST",
        f"/internal/matters/{receipt_no}/evidence",
        principal=service_principal("mediation"),
        json_body={"evidence_id": evidence_id},
        headers={"Idempotency-Key": f"proceeding-{receipt_no}-{evidence_id}"},
    )
    if answer.status in {404, 422}:
        raise _unknown()
    if not answer.is_ok:
        raise Unavailable()
    facts = answer.json()
    return Filed(
        evidence_id=facts["id"],
        name=facts["name"],
        size=facts["size"],
        media_type=facts["media_type"],
        sha256=facts["sha256"],
    )


def _intake() -> ServiceClient:
    found: ServiceClient = service().clients["intake"]
    return found


def _unknown() -> InvalidInput:
    return InvalidInput([FieldError("/files", "file_unknown")])

"""Evidence in a file for the police: intake keeps it, referral vouches for who may have it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response

from chassis.errors import FieldError, InvalidInput, NotFound, Unavailable
from chassis.principal import service_principal
from chassis.service_client import Answer, ServiceClient
from chassis.transaction import service
from services.referral.domain.paper import Attachment, Paper

_PASSED_ON = ("Content-Disposition", "Content-Security-Policy")


def attachment(receipt_no: str, evidence_id: str) -> Attachment:
    """What intake says about a piece of evidence of a matter.

    Raises: InvalidInput when the matter has none of that id; Unavailable.
    """
    _look_at(evidence_id)
    try:
        return _attachment(_ask(receipt_no, evidence_id).json())
    except NotFound:
        raise _unknown() from None


def _look_at(evidence_id: str) -> None:
    # It becomes part of an address: whatever could lead elsewhere is no id.
    if not (evidence_id.isascii() and evidence_id.isalnum()):
        raise _unknown()


def _unknown() -> InvalidInput:
    return InvalidInput([FieldError("/evidence_id", "evidence_unknown")])


def taken_in(receipt_no: str, evidence_id: str) -> Attachment:
    """Have intake take an uploaded file into a matter; doing it again changes nothing.

    Raises: InvalidInput for a file that is not there or another matter's; Unavailable.
    """
    _look_at(evidence_id)
    intake: ServiceClient = service().clients["intake"]
    answer = intake.request(
        "POST",
        f"/internal/matters/{receipt_no}/evidence",
        principal=service_principal("referral"),
        json_body={"evidence_id": evidence_id},
        headers={"Idempotency-Key": f"answer-{receipt_no}-{evidence_id}"},
    )
    if answer.status in {404, 422}:
        raise _unknown()
    if not answer.is_ok:
        raise Unavailable()
    return _attachment(answer.json())


def _attachment(facts: Mapping[str, Any]) -> Attachment:
    return Attachment(
        evidence_id=facts["id"],
        name=facts["name"],
        size=facts["size"],
        media_type=facts["media_type"],
        sha256=facts["sha256"],
        sm3=facts["sm3"],
    )


def content(receipt_no: str, file: Attachment) -> Response:
    """The bytes of a piece of evidence, as a download. Raises: NotFound; Unavailable."""
    answer = _ask(receipt_no, f"{file.evidence_id}/content")
    response = Response(answer.body, content_type=file.media_type)
    for name in _PASSED_ON:
        response.headers[name] = answer.headers[name]
    return response


def _ask(receipt_no: str, what: str) -> Answer:
    intake: ServiceClient = service().clients["intake"]
    answer = intake.ask("referral", f"/internal/matters/{receipt_no}/evidence/{what}")
    if answer.status == 404:
        raise NotFound()
    if not answer.is_ok:
        raise Unavailable()
    return answer


def paper_of(papers: Sequence[Paper], code: str, receipt_no: str) -> Response:
    """One paper of a file: its text, or the bytes of the evidence. Raises: NotFound; Unavailable."""
    for paper in papers:
        if paper.code == code and paper.file is not None:
            return content(receipt_no, paper.file)
        if paper.code == code:
            return Response(paper.text, content_type="text/plain; charset=utf-8")
    raise NotFound()

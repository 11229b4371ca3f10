"""Asking documents: issued papers, drafts, templates, and whether a paper is genuine."""

from collections.abc import Mapping
from typing import Any

from chassis.errors import NotFound, Unavailable
from chassis.service_client import Answer, Call
from gateway.clients.calling import Act, Json, Refused, act, fetch, read, send
from gateway.multipart import MultipartFile

SERVICE = "documents"
_DOCUMENTS = "/api/v1/documents"
_KINDS = "/api/v1/document-kinds"
_TEMPLATES = "/api/v1/document-templates"


def of_matter(receipt_no: str) -> list[Json] | None:
    """The papers of a matter that the caller may see, oldest first; None when nobody answers.

    A page of the matter is worth showing without them.
    """
    try:
        return list(read(SERVICE, _DOCUMENTS, {"receipt_no": receipt_no})["items"])
    except (Unavailable, NotFound, Refused):
        return None


def file(document_id: str, suffix: str) -> Answer:
    """The ``pdf`` or ``docx`` of a paper, or the ``jws`` that the centre signed about it."""
    return fetch(SERVICE, f"{_DOCUMENTS}/{document_id}/files/{suffix}")


def public_copy(document_id: str) -> Answer:
    """The PDF with personal data covered."""
    return fetch(SERVICE, f"{_DOCUMENTS}/{document_id}/public-copy")


def withdraw(document_id: str, act_: Act) -> Json:
    """撤销: body ``{reason}``."""
    return _acted(f"{_DOCUMENTS}/{document_id}/withdrawal", act_)


def kinds() -> list[Json]:
    """What can be written: ``{kind, title, title_en, issued_by_event, variables, …}``."""
    return list(read(SERVICE, _KINDS)["items"])


def form(kind: str, receipt_no: str) -> Json:
    """A kind with ``values``: what is known already."""
    found: Json = read(SERVICE, f"{_KINDS}/{kind}/form", {"receipt_no": receipt_no})
    return found


def preview(body: Mapping[str, Any], key: str) -> Answer:
    """The PDF of a draft ``{receipt_no, kind, values}``; nothing is kept."""
    return act(SERVICE, f"{_DOCUMENTS}/preview", Act(key=key, body=body))


def issue(act_: Act) -> Json:
    """Issue a draft: it gets its number."""
    return _acted(_DOCUMENTS, act_)


def check(asked: Mapping[str, str], key: str) -> Json:
    """Whether a paper is genuine, by ``code`` (and ``number``), ``sha256`` or ``statement``.

    Raises: NotFound.
    """
    return _acted("/api/v1/document-checks", Act(key=key, body=asked))


def key() -> Json:
    """The key that signs about papers: ``{key, thumbprint}``."""
    found: Json = read(SERVICE, "/api/v1/document-checks/key")
    return found


def templates() -> list[Json]:
    """Each kind with ``templates``: the uploaded versions, oldest first."""
    return list(read(SERVICE, _TEMPLATES)["items"])


def template_in_use(kind: str) -> Answer:
    """The Word file of which papers of a kind are made now."""
    return fetch(SERVICE, f"{_KINDS}/{kind}/template")


def upload_template(kind: str, file_: MultipartFile, key: str) -> Json:
    """Upload a template; it is not live yet."""
    headers = {"Content-Type": file_.content_type, "Idempotency-Key": key}
    headers["Content-Length"] = str(len(file_))
    call = Call(method="POST", path=f"{_KINDS}/{kind}/templates", headers=headers, body=file_)
    found: Json = send(SERVICE, call).json()
    return found


def template_preview(template_id: str, suffix: str) -> Answer:
    """A template with sample data."""
    return fetch(SERVICE, f"{_TEMPLATES}/{template_id}/preview/{suffix}")


def put_live(template_id: str, act_: Act) -> Json:
    """启用. Raises: Refused (409 unknown_variables)."""
    return _acted(f"{_TEMPLATES}/{template_id}/live", act_)


def built_in(kind: str, act_: Act) -> Json:
    """恢复内置模板."""
    return _acted(f"{_KINDS}/{kind}/built-in", act_)


def _acted(path: str, act_: Act) -> Json:
    found: Json = act(SERVICE, path, act_).json()
    return found

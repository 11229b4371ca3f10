"""Papers, kinds and templates as their readers see them."""

import json
from typing import Any
from urllib.parse import quote

from flask import Response

from lawbook.presentation import instant
from services.documents.domain.kind import Kind, Variable, kinds
from services.documents.domain.paper import Paper, Stored, Withdrawal, grouped
from services.documents.domain.template import Template

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JOSE = "application/jose"
TYPES = {"pdf": PDF, "docx": DOCX, "jws": JOSE}
PDF_FILE, WORD_FILE, STATEMENT = "pdf", "docx", "jws"
VALID, WITHDRAWN = "valid", "withdrawn"


def paper_view(
    paper: Paper,
    withdrawal: Withdrawal | None,
    word_file: Stored | None = None,
    *,
    is_covered: bool,
    for_staff: bool,
) -> dict[str, Any]:
    """One line of a list of papers; ``is_covered``: the reader gets a copy with personal data covered.

    ``word_file``: None until somebody asked for it; its hash is empty until then.
    """
    view = {
        "document_id": paper.id,
        "receipt_no": paper.receipt_no,
        "kind": paper.kind,
        "title": paper.title,
        "number": paper.number,
        "issued_on": paper.issued_on.isoformat(),
        "status": VALID if withdrawal is None else WITHDRAWN,
        "is_masked": is_covered,
        "pdf_sha256": "" if is_covered else paper.pdf.sha256,
        "docx_sha256": "" if is_covered or word_file is None else word_file.sha256,
        "check_code": "" if is_covered else grouped(paper.check_code),
    }
    if for_staff:
        view |= {
            "issued_by": paper.issued_by,
            "template_version": paper.template_version,
            "template_sha256": paper.template,
            "readers": list(paper.readers),
            "masked_readers": list(paper.masked_readers),
            "withdrawal": _withdrawal(withdrawal),
            "values": _values(paper),
        }
    return view


def _text(value: Any) -> str:
    """Text as it is, lines under each other, tables as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False)


def _values(paper: Paper) -> list[dict[str, Any]]:
    """Each fact of a paper, and where it was found: ``event``, a service, or empty when it was typed."""
    variables = kinds()[paper.kind].variables
    return [
        {
            "name": name,
            "label": variables[name].label if name in variables else name,
            "label_en": variables[name].en if name in variables else name,
            "value": _text(value),
            "source": variables[name].source if name in variables else "",
        }
        for name, value in paper.values.items()
    ]


def _withdrawal(withdrawal: Withdrawal | None) -> dict[str, Any] | None:
    if withdrawal is None:
        return None
    return {"reason": withdrawal.reason, "by": withdrawal.by, "at": instant(withdrawal.at)}


def kind_view(kind: Kind) -> dict[str, Any]:
    """A kind with what its form asks."""
    return {
        "kind": kind.code,
        "title": kind.title,
        "title_en": kind.en,
        "layout": kind.layout,
        "issued_by_event": bool(kind.issued_by),
        "readers": list(kind.readers),
        "variables": [_variable(name, each) for name, each in kind.variables.items()],
    }


def _variable(name: str, variable: Variable) -> dict[str, Any]:
    return {
        "name": name,
        "label": variable.label,
        "label_en": variable.en,
        "type": variable.type,
        "required": variable.required,
        "columns": [
            {"name": key, "label": each.label, "label_en": each.en}
            for key, each in variable.columns.items()
        ],
    }


def template_view(template: Template) -> dict[str, Any]:
    """One uploaded version."""
    return {
        "template_id": template.id,
        "kind": template.kind,
        "number": template.number,
        "file_name": template.file_name,
        "sha256": template.sha256,
        "size": template.size,
        "state": template.state,
        "unknown": list(template.unknown),
        "missing": list(template.missing),
        "uploaded_by": template.uploaded_by,
        "uploaded_at": instant(template.uploaded_at),
        "live_by": template.live_by,
        "live_at": instant(template.live_at) if template.live_at else None,
    }


def file_response(content: bytes, suffix: str, name: str) -> Response:
    """A file as a download under a Chinese name. (RFC 6266, RFC 8187)"""
    response = Response(content, content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"document.{suffix}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

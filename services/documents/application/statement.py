"""What the centre states about a paper, signed: proof that needs no question to anybody.

A JWS (RFC 7515) with Ed25519 over the paper's number, day and the SHA-256 of its PDF. Who keeps it
beside the PDF can show years later, and without this system, that the centre issued just these bytes.
"""

import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from services.documents.domain.paper import Paper

ALGORITHM, KIND = "Ed25519", "huhang-document"
LONGEST = 4000


def statement_of(paper: Paper, key: OKPKey) -> str:
    """The compact JWS; the same for the same paper. Its header names the key by its thumbprint."""
    said = {
        "office": paper.office,
        "number": paper.number,
        "title": paper.title,
        "receipt_no": paper.receipt_no,
        "issued_at": paper.issued_at.astimezone(UTC).isoformat(),
        "pdf_sha256": paper.pdf.sha256,
    }
    header = {"alg": ALGORITHM, "typ": KIND, "kid": key.thumbprint()}
    payload = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return jws.serialize_compact(header, payload.encode(), key, algorithms=[ALGORITHM])


@dataclass(frozen=True)
class Stated:
    """What a statement says that the key has signed."""

    number: str
    pdf_sha256: str
    said: dict[str, Any]


def read_statement(text: str, key: OKPKey) -> Stated | None:
    """What a statement says; None for what the key did not sign as such."""
    try:
        found = jws.deserialize_compact(text.strip()[:LONGEST], key, algorithms=[ALGORITHM])
        said = json.loads(found.payload or b"")
        is_ours = found.headers().get("typ") == KIND
        return Stated(said["number"], said["pdf_sha256"], said) if is_ours else None
    except (JoseError, ValueError, LookupError, TypeError):
        return None

"""A package as the centre hands it over, in a file."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from services.referral.domain.manifest import Entry, entries_of, manifest_of
from services.referral.domain.paper import Attachment, Paper
from services.referral.storage.package import write_package

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
FACTS = {"id": "referral-1", "version": 3, "receipt_no": "2611210000019", "desk": "410403:market"}
CUSTODY = [{"evidence_id": "photo", "at": "2026-11-21T02:00:00Z", "act": "received", "role": "v"}]


def a_photo(content: bytes = PHOTO, name: str = "货架.png") -> Attachment:
    return Attachment(
        evidence_id="photo",
        name=name,
        size=len(content),
        media_type="image/png",
        sha256=hashlib.sha256(content).hexdigest(),
        sm3=hashlib.new("sm3", content).hexdigest(),
    )


def the_entries(name: str = "货架.png") -> list[Entry]:
    letter = Paper(code="covering_letter", title="移送函", text="请依法处理。", added_at=MONDAY)
    shelf = Paper(
        code="evidence_copies", title="货架照片", file=a_photo(name=name), added_at=MONDAY
    )
    return entries_of([letter, shelf], "被投诉人：鹰城五金")


def a_package(
    path: Path, key: OKPKey, proof: Mapping[str, Any] | None = None, content: bytes = PHOTO
) -> bytes:
    """Writes it; returns its manifest."""
    entries = the_entries()
    manifest = manifest_of(FACTS, entries, CUSTODY)
    with path.open("wb") as file:
        write_package(
            file.write, manifest, entries, fetch=lambda _entry: [content], key=key, proof=proof
        )
    return manifest

"""All evidence of a matter in one archive with index and manifest: the same files give the same bytes."""

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import IO, Any

from services.intake.domain.parties import Attachment
from services.intake.storage.bundle_index import INDEX, index_of, numbered, page_count
from services.intake.storage.evidence_store import CHUNK, EvidenceStore

MANIFEST = "manifest.json"


def write_bundle(
    store: EvidenceStore,
    target: IO[bytes],
    facts: Mapping[str, Any],
    files: Sequence[Attachment],
) -> None:
    """Write the archive, one chunk after the other; every byte is hashed again on its way.

    Raises: ValueError when a file is no longer what was received.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        listed = [
            _added(archive, store, f"{number:02d}-{file.name}", file)
            for number, file in enumerate(files, start=1)
        ]
        names = {file.id: entry["name"] for file, entry in zip(files, listed, strict=True)}
        for file, entry in zip(files, listed, strict=True):
            if file.redacts:
                # The original of a redacted copy may be a secret that is left out.
                entry |= {"redacts": names.get(file.redacts, ""), "reason": file.reason}
        for entry, pages in zip(listed, numbered([_pages(store, f) for f in files]), strict=True):
            entry["pages"] = pages
        manifest = {**facts, "files": listed}
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
        archive.writestr(zipfile.ZipInfo(INDEX), index_of(manifest))
        archive.writestr(zipfile.ZipInfo(MANIFEST), text)


def _added(
    archive: zipfile.ZipFile, store: EvidenceStore, name: str, file: Attachment
) -> dict[str, Any]:
    """One file in the archive, and what the manifest says of it. Raises: ValueError."""
    digest = hashlib.sha256()
    with store.open(file.sha256) as content, archive.open(zipfile.ZipInfo(name), "w") as entry:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            entry.write(chunk)
    if digest.hexdigest() != file.sha256:
        raise ValueError(f"{file.id} is not what was received")
    return {
        "name": name,
        "description": file.description,
        "size": file.size,
        "media_type": file.media_type,
        "sha256": file.sha256,
        "sm3": file.sm3,
    }


def _pages(store: EvidenceStore, file: Attachment) -> int:
    with store.open(file.sha256) as content:
        return page_count(file.media_type, content)

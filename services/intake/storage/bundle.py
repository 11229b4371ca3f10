"""All evidence of a matter in one archive with a manifest: the same files give the same bytes."""

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import IO, Any

from services.intake.domain.parties import Attachment
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
    listed = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for number, file in enumerate(files, start=1):
            name = f"{number:02d}-{file.name}"
            digest = hashlib.sha256()
            with (
                store.open(file.sha256) as content,
                archive.open(zipfile.ZipInfo(name), "w") as entry,
            ):
                while chunk := content.read(CHUNK):
                    digest.update(chunk)
                    entry.write(chunk)
            if digest.hexdigest() != file.sha256:
                raise ValueError(f"{file.id} is not what was received")
            listed.append(
                {
                    "name": name,
                    "description": file.description,
                    "size": file.size,
                    "media_type": file.media_type,
                    "sha256": file.sha256,
                    "sm3": file.sm3,
                }
            )
        manifest = {**facts, "files": listed}
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
        archive.writestr(zipfile.ZipInfo(MANIFEST), text)

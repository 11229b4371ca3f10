"""What the gateway signs when it names size and root of its audit log."""

import json
from datetime import UTC, datetime

ALGORITHM = "Ed25519"
KIND = "huhang-audit-head"


def signed_words(size: int, root: str, at: datetime) -> bytes:
    """The bytes under the signature; the instant is UTC with microseconds."""
    told = at.astimezone(UTC).isoformat(timespec="microseconds")
    claims = {"at": told, "root": root, "size": size}
    return json.dumps(claims, sort_keys=True, separators=(",", ":")).encode()

"""Checking a proof of inclusion against what was published; the same for the page and the command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from contracts.daily_root import Json, NotProven, leaf_of_file, proven, signed_words

INTAKE, _KIND, _ALGORITHM = "intake", "huhang-daily-root", "Ed25519"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a sound proof says. ``file``: the leaf of the file that was shown, if one was."""

    receipt_no: str
    leaves: tuple[Json, ...]
    roots: tuple[Json, ...]
    file: Json | None = None


def look_at(
    proof: bytes,
    *,
    sha256: str = "",
    published: Mapping[str, str] | None = None,
    key: OKPKey | None = None,
) -> Finding:
    """Whether a proof, and a file by its digest, hold under the roots that were published.

    ``published``: the root of each day as it was read elsewhere, ``key``: intake's public key; what is
    not given is not held against the proof.
    Raises: NotProven, with ``other_root`` and ``not_signed`` besides what ``proven`` raises.
    """
    found = proven(proof)
    for day, root in found.roots.items():
        if published is not None and published.get(day) != root["root"]:
            raise NotProven("other_root", day)
        if key is not None and not is_signed(root, key):
            raise NotProven("not_signed", day)
    return Finding(
        receipt_no=found.receipt_no,
        leaves=found.leaves,
        roots=tuple(found.roots[day] for day in sorted(found.roots)),
        file=leaf_of_file(found.leaves, sha256) if sha256 else None,
    )


def is_signed(root: Mapping[str, Any], key: OKPKey) -> bool:
    """Whether intake has signed just this root."""
    try:
        found = jws.deserialize_compact(str(root["signature"]), key, algorithms=[_ALGORITHM])
        return found.headers().get("typ") == _KIND and found.payload == signed_words(root)
    except (JoseError, ValueError, KeyError):
        return False

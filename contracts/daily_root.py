"""The daily root (每日存证根): one hash over what a Shanghai day brought, and the proof of a part of it.

A day is a Merkle tree (``merkle.py``). Its first leaf names the day, the root of the day before and a
secret that is made when the day is closed, so that nobody knows a root before it is published; then
comes the newest head of the audit log, then receipts and evidence files. Every other leaf holds a salt:
a hash that stands in somebody else's proof tells nothing about what is behind it.

Law: 民诉证据规定 arts. 93-94; 人民法院在线诉讼规则 arts. 16-19 (what makes electronic data credible).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.merkle import Hash, inclusion_proof, leaf_hash, proves_inclusion

ROOT_FORMAT, PROOF_FORMAT = "huhang-daily-root-1", "huhang-inclusion-1"
DAY, AUDIT, RECEIPT, EVIDENCE = "day", "audit", "receipt", "evidence"
PADDING, STEP = "padding", 64
"""A day is filled up to a multiple of so many leaves: nobody reads its volume from a root."""
_SIGNED = ("format", "day", "size", "root", "previous", "published_at")
_PUBLISHED = {*_SIGNED, "signature", "timestamp_token"}

Json = dict[str, Any]


class NotProven(ValueError):
    """A proof does not hold. ``code`` is stable, ``about`` what it is about: a day or a file."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(f"{code}: {about}" if about else code)
        self.code, self.about = code, about


@dataclass(frozen=True)
class Proven:
    """What a sound proof says: its leaves, and the roots under which they stand, by day."""

    receipt_no: str
    leaves: tuple[Json, ...]
    roots: Mapping[str, Json]


def canonical(thing: Mapping[str, Any]) -> bytes:
    """The one spelling: sorted names, no blanks, UTF-8 (RFC 8785 for strings and whole numbers)."""
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def leaf_of(content: Mapping[str, Any]) -> Hash:
    """The leaf that stands for some content."""
    return leaf_hash(canonical(content))


def signed_words(root: Mapping[str, Any]) -> bytes:
    """The bytes of a published root that intake signs."""
    return canonical({name: root[name] for name in _SIGNED})


def proof_of(
    receipt_no: str,
    wanted: Iterable[tuple[str, int]],
    days: Mapping[str, Sequence[Mapping[str, Any]]],
    roots: Mapping[str, Json],
) -> Json:
    """The proof file of one matter.

    ``wanted``: (day, index) of each leaf; ``days``: the leaves of each of these days in order;
    ``roots``: what was published of them.
    """
    hashes = {day: [leaf_of(each) for each in leaves] for day, leaves in days.items()}
    items = [
        {
            "day": day,
            "index": index,
            "leaf": dict(days[day][index]),
            "path": [each.hex() for each in inclusion_proof(index, hashes[day])],
        }
        for day, index in wanted
    ]
    return {"format": PROOF_FORMAT, "receipt_no": receipt_no, "items": items, "roots": dict(roots)}


def proven(file: bytes) -> Proven:
    """What a proof file proves under the roots that it names; whose roots these are is another question.

    Raises: NotProven with ``unreadable``, ``other_matter``, ``no_root``, ``not_under_root``.
    """
    proof = _read(file)
    try:
        found = tuple(_leaf(proof, each) for each in proof["items"])
        is_whole = set(proof["roots"]) == {each["day"] for each in proof["items"]}
        if not (found and is_whole and proof["format"] == PROOF_FORMAT):
            raise NotProven("unreadable")
        return Proven(proof["receipt_no"], found, proof["roots"])
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        if isinstance(problem, NotProven):
            raise
        raise NotProven("unreadable") from None


def _read(file: bytes) -> Json:
    try:
        proof = json.loads(file)
    except (ValueError, RecursionError):
        raise NotProven("unreadable") from None
    if not isinstance(proof, dict) or canonical(proof) != file.rstrip(b"\n"):
        raise NotProven("unreadable")
    return proof


def _leaf(proof: Json, item: Json) -> Json:
    leaf: Json = item["leaf"]
    day = date.fromisoformat(item["day"]).isoformat()
    if leaf["receipt_no"] != proof["receipt_no"]:
        raise NotProven("other_matter", leaf["receipt_no"])
    root = proof["roots"].get(day)
    if root is None or root["day"] != day or set(root) != _PUBLISHED:
        raise NotProven("no_root", day)
    path = [bytes.fromhex(each) for each in item["path"]]
    top = bytes.fromhex(root["root"])
    if not proves_inclusion(leaf_of(leaf), item["index"], root["size"], path, root=top):
        raise NotProven("not_under_root", day)
    return leaf


def leaf_of_file(leaves: Iterable[Json], sha256: str) -> Json:
    """The leaf of a file by its digest. Raises: NotProven ``other_file``."""
    for leaf in leaves:
        if leaf["kind"] == EVIDENCE and leaf["sha256"] == sha256:
            return leaf
    raise NotProven("other_file", sha256)

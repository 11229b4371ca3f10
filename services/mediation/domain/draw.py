"""Fair draw (双随机): who is chosen was fixed by nobody alone, and anybody can compute it again.

First the centre binds itself: it publishes the list of those who may be drawn and the digest of a
secret that it cannot change any more. Then somebody present says a public word (a lottery number of
the day, a sentence of a party), which the centre could not know. Secret and word together give every
candidate a number; the smallest numbers are chosen.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis.errors import WrongState

FORMAT = "huhang-draw-1"
COMMITTED, DRAWN = "committed", "drawn"


class NotProven(ValueError):
    """A proof does not hold; the message names the first flaw."""


@dataclass(kw_only=True)
class Draw:
    """One draw of ``places`` candidates out of a list. ``number``: the how-manieth of its case.

    ``seed`` stays secret until the draw; ``public_word`` and ``chosen`` are empty until then.
    """

    id: str
    case_id: str
    number: int
    candidates: tuple[str, ...]
    places: int
    seed: str
    committed_at: datetime
    public_word: str = ""
    drawn_at: datetime | None = None
    chosen: tuple[str, ...] = ()
    version: int = 0
    events: list[object] = field(default_factory=list)

    @property
    def status(self) -> str:
        return DRAWN if self.drawn_at else COMMITTED

    def draw(self, public_word: str, at: datetime) -> tuple[str, ...]:
        """Choose, once for all. Raises: WrongState when it has been drawn."""
        if self.drawn_at:
            raise WrongState(DRAWN, ())
        self.public_word, self.drawn_at = public_word, at
        ranked = ranking(self.seed, list_digest(self.candidates), public_word, self.candidates)
        self.chosen = tuple(candidate for _score, candidate in ranked[: self.places])
        return self.chosen

    def proof(self) -> dict[str, Any]:
        """What anybody may see: before the draw without the secret, afterwards with everything."""
        known: dict[str, Any] = {
            "format": FORMAT,
            "draw_id": self.id,
            "number": self.number,
            "places": self.places,
            "candidates": list(self.candidates),
            "list_sha256": list_digest(self.candidates),
            "committed_at": _instant(self.committed_at),
        }
        known["commitment"] = commitment(known, self.seed)
        if self.drawn_at is None:
            return known
        known |= {
            "seed": self.seed,
            "public_word": self.public_word,
            "drawn_at": _instant(self.drawn_at),
            "chosen": list(self.chosen),
        }
        return known | {"proof_sha256": _sha256(canonical(known))}


def canonical(proof: Mapping[str, Any]) -> bytes:
    """The one spelling of a proof: sorted names, no blanks, UTF-8."""
    return json.dumps(proof, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def list_digest(candidates: Sequence[str]) -> str:
    """SHA-256 over the candidates, one a line, in the order of the list."""
    return _sha256("\n".join(candidates).encode())


def commitment(known: Mapping[str, Any], seed: str) -> str:
    """What binds the centre: SHA-256 over the facts of the announcement and the secret."""
    facts = ("format", "draw_id", "number", "places", "list_sha256", "committed_at")
    return _sha256("\n".join([*(str(known[each]) for each in facts), seed]).encode())


def ranking(
    seed: str, list_sha256: str, public_word: str, candidates: Sequence[str]
) -> list[tuple[str, str]]:
    """(number, candidate) of everybody, the smallest number first.

    The number is HMAC-SHA256 of list, word and candidate under the secret: nobody who lacks secret
    or word can tell it, and no candidate is favoured.
    """

    def score(candidate: str) -> str:
        message = f"{list_sha256}\n{public_word}\n{candidate}".encode()
        return hmac.new(seed.encode(), message, hashlib.sha256).hexdigest()

    return sorted((score(each), each) for each in candidates)


def verify(file: bytes) -> dict[str, Any]:
    """The proof in a file, computed anew from its secret.

    Raises: NotProven with the first flaw; a file in which one bit differs never passes.
    """
    proof = _read(file)
    told, rest = proof.get("proof_sha256"), {k: v for k, v in proof.items() if k != "proof_sha256"}
    try:
        digest, chosen = list_digest(proof["candidates"]), list(proof["chosen"])
        expected = {
            "the digest of the list": (proof["list_sha256"], digest),
            "the commitment": (proof["commitment"], commitment(proof, proof["seed"])),
            "the chosen": (chosen, _chosen(proof, digest)),
            "the digest of the proof": (told, _sha256(canonical(rest))),
        }
    except (KeyError, TypeError, AttributeError, ValueError):
        raise NotProven("something is missing or of the wrong kind") from None
    for name, (found, computed) in expected.items():
        if found != computed:
            raise NotProven(f"{name}: {found} in the file, {computed} computed")
    if proof["format"] != FORMAT or proof["committed_at"] > proof["drawn_at"]:
        raise NotProven("it was not announced before it was drawn")
    if len(set(proof["candidates"])) != len(proof["candidates"]):
        raise NotProven("somebody stands twice in the list")
    return proof


def _read(file: bytes) -> dict[str, Any]:
    try:
        proof = json.loads(file)
    except ValueError:
        raise NotProven("not JSON") from None
    if not isinstance(proof, dict) or canonical(proof) != file:
        raise NotProven("not in the one spelling that a proof has")
    return proof


def _chosen(proof: Mapping[str, Any], digest: str) -> list[str]:
    ranked = ranking(proof["seed"], digest, proof["public_word"], proof["candidates"])
    return [candidate for _score, candidate in ranked[: proof["places"]]]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

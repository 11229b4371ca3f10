"""Fair draw (双随机): who is chosen was fixed by nobody alone, and anybody can compute it again.

First the centre binds itself: it publishes the list of those who may be drawn and the digest of a
secret that it cannot change any more. The seed is made of the newest daily root that was published
before the day of the draw, the number of the case, and that secret. Then somebody present says a public
word (a lottery number of the day, a sentence of a party), which the centre could not know. Seed and word
together give every candidate a number; the smallest numbers are chosen.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from chassis.clock import local_date
from chassis.errors import Conflict, WrongState

FORMAT = "huhang-draw-2"
COMMITTED, DRAWN = "committed", "drawn"


class NotProven(ValueError):
    """A proof does not hold; the message names the first flaw."""


@dataclass(frozen=True, kw_only=True)
class PublishedRoot:
    """The daily root of a day as everybody could read it before the draw (``contracts/daily_root.py``)."""

    day: date
    root: str
    published_at: datetime


@dataclass(kw_only=True)
class Draw:
    """One draw of ``places`` candidates out of a list. ``number``: the how-manieth of its case.

    ``secret`` is told with the draw; ``root``, ``public_word`` and ``chosen`` are empty until then.
    """

    id: str
    case_id: str
    number: int
    candidates: tuple[str, ...]
    places: int
    secret: str
    committed_at: datetime
    root: PublishedRoot | None = None
    public_word: str = ""
    drawn_at: datetime | None = None
    chosen: tuple[str, ...] = ()
    version: int = 0
    events: list[object] = field(default_factory=list)

    @property
    def status(self) -> str:
        return DRAWN if self.drawn_at else COMMITTED

    def draw(self, public_word: str, root: PublishedRoot, at: datetime) -> tuple[str, ...]:
        """Choose, once for all. Raises: WrongState when it has been drawn; Conflict for a later root."""
        if self.drawn_at:
            raise WrongState(DRAWN, ())
        if not (root.day < local_date(at) and root.published_at <= at):
            raise Conflict("no_root_published")
        self.public_word, self.drawn_at, self.root = public_word, at, root
        seed = seed_of(self._announced() | self._drawn_from(root))
        ranked = ranking(seed, list_digest(self.candidates), public_word, self.candidates)
        self.chosen = tuple(candidate for _score, candidate in ranked[: self.places])
        return self.chosen

    def proof(self) -> dict[str, Any]:
        """What anybody may see: before the draw without the secret, afterwards with everything."""
        known = self._announced()
        if self.drawn_at is None or self.root is None:
            return known
        known |= self._drawn_from(self.root)
        known |= {
            "seed": seed_of(known),
            "public_word": self.public_word,
            "drawn_at": _instant(self.drawn_at),
            "chosen": list(self.chosen),
        }
        return known | {"proof_sha256": _sha256(canonical(known))}

    def _announced(self) -> dict[str, Any]:
        known: dict[str, Any] = {
            "format": FORMAT,
            "draw_id": self.id,
            "case_id": self.case_id,
            "number": self.number,
            "places": self.places,
            "candidates": list(self.candidates),
            "list_sha256": list_digest(self.candidates),
            "committed_at": _instant(self.committed_at),
        }
        return known | {"commitment": commitment(known, self.secret)}

    def _drawn_from(self, root: PublishedRoot) -> dict[str, Any]:
        return {
            "secret": self.secret,
            "root_day": root.day.isoformat(),
            "root": root.root,
            "root_published_at": _instant(root.published_at),
        }


def canonical(proof: Mapping[str, Any]) -> bytes:
    """The one spelling of a proof: sorted names, no blanks, UTF-8."""
    return json.dumps(proof, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def list_digest(candidates: Sequence[str]) -> str:
    """SHA-256 over the candidates, one a line, in the order of the list."""
    return _sha256("\n".join(candidates).encode())


def commitment(known: Mapping[str, Any], secret: str) -> str:
    """What binds the centre: SHA-256 over the facts of the announcement and the secret."""
    facts = ("format", "draw_id", "case_id", "number", "places", "list_sha256", "committed_at")
    return _sha256("\n".join([*(str(known[each]) for each in facts), secret]).encode())


def seed_of(known: Mapping[str, Any]) -> str:
    """SHA-256 over the published root with its day, case and number of the draw, and the secret."""
    facts = ("root_day", "root", "case_id", "number", "secret")
    return _sha256("\n".join(str(known[each]) for each in facts).encode())


def ranking(
    seed: str, list_sha256: str, public_word: str, candidates: Sequence[str]
) -> list[tuple[str, str]]:
    """(number, candidate) of everybody, the smallest number first.

    The number is HMAC-SHA256 of list, word and candidate under the seed: nobody who lacks the secret
    in it or the word can tell it, and no candidate is favoured.
    """

    def score(candidate: str) -> str:
        message = f"{list_sha256}\n{public_word}\n{candidate}".encode()
        return hmac.new(seed.encode(), message, hashlib.sha256).hexdigest()

    return sorted((score(each), each) for each in candidates)


def verify(file: bytes, published: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The proof in a file, computed anew from its root and secret.

    ``published``: root by day, as it was read elsewhere; then the root in the file must be the newest
    of a day before the draw.
    Raises: NotProven with the first flaw; a file in which one bit differs never passes.
    """
    proof = _read(file)
    told, rest = proof.get("proof_sha256"), {k: v for k, v in proof.items() if k != "proof_sha256"}
    try:
        digest, chosen = list_digest(proof["candidates"]), list(proof["chosen"])
        expected = {
            "the digest of the list": (proof["list_sha256"], digest),
            "the commitment": (proof["commitment"], commitment(proof, proof["secret"])),
            "the seed": (proof["seed"], seed_of(proof)),
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
    _check_root(proof, published)
    return proof


def _check_root(proof: Mapping[str, Any], published: Mapping[str, str] | None) -> None:
    try:
        drawn_on = local_date(datetime.fromisoformat(proof["drawn_at"])).isoformat()
        date.fromisoformat(proof["root_day"])
    except ValueError:
        raise NotProven("something is missing or of the wrong kind") from None
    if not (proof["root_day"] < drawn_on and proof["root_published_at"] <= proof["drawn_at"]):
        raise NotProven("its root was not published before the day of the draw")
    if published is None:
        return
    newest = max((day for day in published if day < drawn_on), default="")
    if (newest, published.get(newest)) != (proof["root_day"], proof["root"]):
        raise NotProven(f"the newest root before it is {newest or 'none'}, not that in the file")


def _read(file: bytes) -> dict[str, Any]:
    try:
        proof = json.loads(file)
    except ValueError:
        raise NotProven("not JSON") from None
    if not isinstance(proof, dict) or canonical(proof) != file:
        raise NotProven("not in the one spelling that a proof has")
    return proof


def _chosen(proof: Mapping[str, Any], digest: str) -> list[str]:
    ranked = ranking(seed_of(proof), digest, proof["public_word"], proof["candidates"])
    return [candidate for _score, candidate in ranked[: proof["places"]]]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

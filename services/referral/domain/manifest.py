"""What stands in a package: every file with its digests, where it comes from, where it goes. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.referral.domain.paper import AnswerFile, Attachment, Paper

KIND = "huhang.package.v1"
MANIFEST, SIGNATURE, PROOF = "manifest.json", "signature.json", "audit-proof.json"
BESIDES = (MANIFEST, SIGNATURE, PROOF)
"""Members of a package that are about it and stand in no list of files."""
_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One file of a package: a text of our own, or evidence that is fetched when it is written."""

    name: str
    title: str
    size: int
    media_type: str
    sha256: str
    sm3: str
    text: bytes | None = None
    evidence: Attachment | None = None

    @property
    def listed(self) -> dict[str, Any]:
        """As the manifest lists it."""
        kept = ("name", "title", "size", "media_type", "sha256", "sm3")
        return {name: getattr(self, name) for name in kept}


def entries_of(
    papers: Sequence[Paper], parties: str, answers: Sequence[AnswerFile] = ()
) -> list[Entry]:
    """The files of a package, numbered.

    ``parties``: what the receiver may know about persons; ``answers``: what it answered with.
    """
    found = []
    for nth, paper in enumerate(papers, start=1):
        if paper.text:
            found.append(_text_entry(f"{nth:03d}-{paper.code}.txt", paper.title, paper.text))
        if paper.file is not None:
            found.append(_evidence_entry(f"{nth:03d}", paper.title, paper.file))
    for nth, answer in enumerate(answers, start=1):
        found.append(_evidence_entry(f"answer-{nth:03d}", "答复附件", answer.file))
    if parties:
        found.append(_text_entry("000-parties.txt", "当事人信息", parties))
    return sorted(found, key=lambda each: each.name)


def manifest_of(
    facts: Mapping[str, Any], entries: Sequence[Entry], custody: Sequence[Mapping[str, Any]]
) -> bytes:
    """The manifest as canonical JSON: sorted keys, no blanks, UTF-8."""
    body = {
        "kind": KIND,
        **facts,
        "files": [each.listed for each in entries],
        "custody": list(custody),
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text_entry(name: str, title: str, text: str) -> Entry:
    raw = text.encode()
    return Entry(
        name=name,
        title=title,
        size=len(raw),
        media_type=_TEXT,
        sha256=hashlib.sha256(raw).hexdigest(),
        sm3=hashlib.new("sm3", raw).hexdigest(),
        text=raw,
    )


def _evidence_entry(nth: str, title: str, file: Attachment) -> Entry:
    return Entry(
        name=f"{nth}-{_plain(file.name)}",
        title=title,
        size=file.size,
        media_type=file.media_type,
        sha256=file.sha256,
        sm3=file.sm3,
        evidence=file,
    )


def _plain(name: str) -> str:
    """A file name that leads nowhere: no folder, nothing that a shell or a screen would act on."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(each for each in last if each.isprintable())[-120:].lstrip(".") or "file"

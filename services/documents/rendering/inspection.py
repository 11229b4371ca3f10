"""Looking into an uploaded Word template before anything opens it for good.

Refused: what is no .docx, is too large, unpacks to too much, carries macros, embedded objects,
outside links or field commands that fetch, or whose tags want more than to show data.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.documents.domain.kind import ROWS, SYSTEM, Kind
from services.documents.rendering.sandbox import NotAllowed, Used, used_in

LARGEST = 2 * 1024 * 1024
MOST_PARTS, MOST_UNPACKED, MOST_RATIO, LARGEST_XML = 200, 20 * 1024 * 1024, 150, 3 * 1024 * 1024
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FORBIDDEN_PARTS = re.compile(
    r"(vbaProject|vbaData|activeX|embeddings/|oleObject|attachedToolbars|customUI|afchunk)", re.I
)
_FORBIDDEN_RELATIONS = ("attachedTemplate", "oleObject", "aFChunk", "subDocument", "frame")
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Unfit(Exception):
    """The file is refused; ``code`` says why, ``what`` names the place."""

    def __init__(self, code: str, what: str = "") -> None:
        self.code, self.what = code, what[:120]
        super().__init__(code)


@dataclass(frozen=True)
class Findings:
    """Names that nothing fills, and facts of the kind that the template leaves out."""

    unknown: tuple[str, ...]
    missing: tuple[str, ...]


def inspect(content: bytes, kind: Kind) -> Findings:
    """What a template for a kind lacks or has too much. Raises: Unfit."""
    _look_into(content)
    used = _used(content)
    known_parts = {
        f"{name}.{column}"
        for name, variable in kind.variables.items()
        if variable.type == ROWS
        for column in variable.columns
    }
    return Findings(
        unknown=tuple(sorted((used.names - kind.names) | (used.parts - known_parts))),
        missing=tuple(sorted(set(kind.variables) - used.names) + _missing_system(used.names)),
    )


def _missing_system(names: Iterable[str]) -> list[str]:
    return [name for name in SYSTEM if name in {"number", "check_code"} - set(names)]


def _look_into(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Unfit("template_too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive.infolist(), len(content))
            for entry in archive.infolist():
                _check_part(entry.filename, archive)
            if "[Content_Types].xml" not in archive.namelist():
                raise Unfit("template_broken")
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        OSError,
        NotImplementedError,
    ) as problem:
        raise Unfit("template_broken") from problem


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if len(entries) > MOST_PARTS or len({e.filename for e in entries}) != len(entries):
        raise Unfit("template_broken")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > packed * MOST_RATIO:
        raise Unfit("template_bomb")


def _check_part(name: str, archive: zipfile.ZipFile) -> None:
    if _FORBIDDEN_PARTS.search(name):
        raise Unfit("template_active", name)
    if ".." in name.split("/") or name.startswith("/"):
        raise Unfit("template_broken")
    if not name.endswith((".xml", ".rels")):
        return
    with archive.open(name) as part:
        text = part.read(LARGEST_XML + 1)
    if len(text) > LARGEST_XML:
        raise Unfit("template_bomb", name)
    root = _parsed(text, name)
    if name == "[Content_Types].xml":
        _check_types(root)
    elif name.endswith(".rels"):
        _check_relations(root)
    else:
        _check_fields(root)


def _parsed(text: bytes, name: str) -> Any:
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Unfit("template_active", name)
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as problem:
        raise Unfit("template_broken", name) from problem
    if root.getroottree().docinfo.doctype:
        raise Unfit("template_active", name)
    return root


def _check_types(root: Any) -> None:
    types = [each.get("ContentType", "") for each in root]
    if any("macroEnabled" in each or "vbaProject" in each for each in types):
        raise Unfit("template_active", "macro")
    if _MAIN not in types:
        raise Unfit("template_broken")


def _check_relations(root: Any) -> None:
    for each in root:
        kind = each.get("Type", "").rsplit("/", 1)[-1]
        if each.get("TargetMode") == "External" or kind in _FORBIDDEN_RELATIONS:
            raise Unfit("template_links_outside", each.get("Target", "")[:80])


def _check_fields(root: Any) -> None:
    """Page numbers are fine; fields that fetch files or start programs are not."""
    codes = ["".join(p.itertext(f"{_W}instrText")) for p in root.iter(f"{_W}p")]
    codes += [each.get(f"{_W}instr", "") for each in root.iter(f"{_W}fldSimple")]
    for code in codes:
        words = code.replace("\\*", " ").split()
        if words and words[0].upper() not in _FIELDS:
            raise Unfit("template_active", words[0])
    for tag in ("altChunk", "object", "control", "subDoc"):
        if next(root.iter(f"{_W}{tag}"), None) is not None:
            raise Unfit("template_active", tag)


def _used(content: bytes) -> Used:
    from services.documents.rendering.outline import outline_of
    from services.documents.rendering.word import Word

    found = Used()
    try:
        sources = [*Word(io.BytesIO(content)).sources(), outline_of(content)]
    except (
        Exception
    ) as problem:  # python-docx has no exception of its own for a file it cannot read
        raise Unfit("template_broken") from problem
    for source in sources:
        try:
            used = used_in(source)
        except NotAllowed as problem:
            raise Unfit("template_does_more", problem.what) from problem
        found.names |= used.names
        found.parts |= used.parts
    return found

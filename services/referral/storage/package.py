"""Writing a package: one archive, one chunk after the other; the same content gives the same bytes.

Nothing is compressed: evidence mostly is already, and what is only copied can be checked byte by byte.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any, cast

from joserfc import jws
from joserfc.jwk import OKPKey

from services.referral.domain.manifest import MANIFEST, PROOF, SIGNATURE, Entry

ALGORITHM = "Ed25519"
TYPE = "huhang-package"
Chunks = Iterable[bytes]


class Changed(Exception):
    """A file is no longer what was received; ``name`` says which."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is not what was received")


class OneWay(io.RawIOBase):
    """A sink that cannot go back: what is written there does not depend on where it goes."""

    def __init__(self, write: Callable[[bytes], Any]) -> None:
        self._write = write

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._write(content)
        return len(content)


def open_archive(write: Callable[[bytes], Any]) -> zipfile.ZipFile:
    """An archive that is written from the first byte to the last."""
    return zipfile.ZipFile(cast(IO[bytes], OneWay(write)), "w", zipfile.ZIP_STORED)


def add_member(archive: zipfile.ZipFile, name: str, size: int, content: Chunks) -> None:
    """Add one file; its date is left out, so that nothing differs from one time to the next."""
    info = zipfile.ZipInfo(name)
    info.file_size = size
    with archive.open(info, "w") as member:
        for chunk in content:
            member.write(chunk)


def write_package(
    write: Callable[[bytes], Any],
    manifest: bytes,
    entries: Iterable[Entry],
    *,
    fetch: Callable[[Entry], Chunks],
    key: OKPKey,
    proof: Mapping[str, Any] | None = None,
) -> None:
    """Write manifest, signature, the proof of the audit log if there is one, then every file.

    Every byte is hashed again on its way. Raises: Changed.
    """
    with open_archive(write) as archive:
        for name, raw in _about(manifest, key, proof):
            add_member(archive, name, len(raw), [raw])
        for each in entries:
            content: Chunks = [each.text] if each.text is not None else fetch(each)
            add_member(archive, each.name, each.size, _checked(each, content))


def _about(
    manifest: bytes, key: OKPKey, proof: Mapping[str, Any] | None
) -> list[tuple[str, bytes]]:
    found = [(MANIFEST, manifest), (SIGNATURE, signature_of(manifest, key))]
    return [*found, (PROOF, _json(proof))] if proof else found


def signature_of(manifest: bytes, key: OKPKey) -> bytes:
    """The signature over the manifest's digest, with the public key that checks it."""
    digest = hashlib.sha256(manifest).hexdigest()
    signed = jws.serialize_compact(
        {"alg": ALGORITHM, "typ": TYPE}, digest.encode(), key, algorithms=[ALGORITHM]
    )
    return _json({"jws": signed, "key": key.as_dict(private=False)})


def _checked(entry: Entry, content: Chunks) -> Chunks:
    """Hash each chunk beside its writing: both let go of the interpreter, and there are two cores."""
    digest, size = hashlib.sha256(), 0
    with ThreadPoolExecutor(1) as beside:
        for chunk in content:
            hashed = beside.submit(digest.update, chunk)
            size += len(chunk)
            yield chunk
            hashed.result()
    if digest.hexdigest() != entry.sha256 or size != entry.size:
        raise Changed(entry.name)


def _json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1).encode()

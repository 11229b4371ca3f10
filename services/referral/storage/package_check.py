"""Checking a package offline: signature, digests, and that not one byte differs."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from services.referral.domain.manifest import BESIDES, KIND, MANIFEST, PROOF, SIGNATURE
from services.referral.storage.package import ALGORITHM, TYPE, add_member, open_archive

CHUNK = 1024 * 1024
_LARGEST_MANIFEST = 64 * CHUNK
# What zipfile and json raise for bytes that were made up: also a member that claims a password.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass
class Verdict:
    """What was found. ``flaws``: everything that is wrong; a sound package has none."""

    manifest: Mapping[str, Any] = field(default_factory=dict)
    manifest_sha256: str = ""
    key_thumbprint: str = ""
    key_is_known: bool = False
    proof: Mapping[str, Any] | None = None
    flaws: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.flaws


def check_package(path: Path, known_key: OKPKey | None = None) -> Verdict:
    """Check a package against itself, and its signer against a key that is known from elsewhere.

    Without ``known_key`` the key inside is used: compare its thumbprint with the one that was told.
    """
    verdict = Verdict()
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path, verdict, known_key)
    except _UNREADABLE as problem:
        verdict.flaws.append(f"it cannot be read: {problem}")
    return verdict


def _check(
    archive: zipfile.ZipFile, path: Path, verdict: Verdict, known_key: OKPKey | None
) -> None:
    names = archive.namelist()
    if len(set(names)) != len(names):
        verdict.flaws.append("a name stands twice")
    manifest = _small(archive, MANIFEST)
    verdict.manifest_sha256 = hashlib.sha256(manifest).hexdigest()
    verdict.manifest = json.loads(manifest)
    if verdict.manifest.get("kind") != KIND:
        verdict.flaws.append("its manifest is of another kind")
    _check_signature(json.loads(_small(archive, SIGNATURE)), verdict, known_key)
    if PROOF in names:
        verdict.proof = json.loads(_small(archive, PROOF))
    _check_files(archive, verdict)
    if not verdict.flaws and not _is_as_we_write(archive, path):
        verdict.flaws.append("bytes between its files were changed")


def _check_signature(
    signature: Mapping[str, Any], verdict: Verdict, known_key: OKPKey | None
) -> None:
    inside = OKPKey.import_key(dict(signature["key"]))
    verdict.key_thumbprint = inside.thumbprint()
    if known_key is not None:
        verdict.key_is_known = inside.thumbprint() == known_key.thumbprint()
        if not verdict.key_is_known:
            verdict.flaws.append("it was signed with another key")
    try:
        found = jws.deserialize_compact(signature["jws"], inside, algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        verdict.flaws.append("its signature is wrong")
        return
    is_ours = found.headers().get("typ") == TYPE
    if not is_ours or found.payload != verdict.manifest_sha256.encode():
        verdict.flaws.append("its signature is for another manifest")


def _check_files(archive: zipfile.ZipFile, verdict: Verdict) -> None:
    listed = {each["name"]: each for each in verdict.manifest["files"]}
    present = [name for name in archive.namelist() if name not in BESIDES]
    verdict.flaws += [f"{name} is missing" for name in listed if name not in present]
    verdict.flaws += [f"{name} does not belong to it" for name in present if name not in listed]
    for name in present:
        if name in listed and not _is_as_listed(archive, name, listed[name]):
            verdict.flaws.append(f"{name} is not what the manifest says")


def _is_as_listed(archive: zipfile.ZipFile, name: str, listed: Mapping[str, Any]) -> bool:
    sha256, sm3, size = hashlib.sha256(), hashlib.new("sm3"), 0
    try:
        for chunk in _chunks(archive, name):
            sha256.update(chunk)
            sm3.update(chunk)
            size += len(chunk)
    except _UNREADABLE:
        return False
    return (size, sha256.hexdigest(), sm3.hexdigest()) == (
        listed["size"],
        listed["sha256"],
        listed["sm3"],
    )


def _is_as_we_write(archive: zipfile.ZipFile, path: Path) -> bool:
    """Whether writing the same files anew gives this very file: nothing hides between them."""
    digest = hashlib.sha256()
    with open_archive(digest.update) as again:
        for info in archive.infolist():
            add_member(again, info.filename, info.file_size, _chunks(archive, info.filename))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest() == digest.digest()


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as member:
        while chunk := member.read(CHUNK):
            yield chunk


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST_MANIFEST:
        raise ValueError(f"{name} is too large")
    return archive.read(name)

"""``huhang root verify``: holds a proof, and a file, against roots that were published; offline."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chassis.identity import Keyring
from contracts.daily_root import Json, canonical
from deploy.cli import huhang
from tests.support.daily_proofs import FRIDAY, a_proof

PICTURE = b"a picture"


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys", ["intake"])


@pytest.fixture
def proof(keyring: Keyring) -> Json:
    return a_proof(keyring, hashlib.sha256(PICTURE).hexdigest())


def verified(folder: Path, proof: bytes, *more: str) -> Result:
    (folder / "proof.json").write_bytes(proof)
    (folder / "picture.png").write_bytes(PICTURE)
    keys = str(folder / "keys" / "public.json")
    words = ["root", "verify", str(folder / "proof.json"), *more, "--keys", keys]
    return CliRunner().invoke(huhang, words)


def test_a_proof_and_its_file_hold_under_the_published_root(tmp_path: Path, proof: Json) -> None:
    told = verified(tmp_path, canonical(proof), str(tmp_path / "picture.png"))

    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith("proven: 2611201234567, 2 entries, 1 files compared")


def test_a_file_with_another_byte_is_not_the_one(tmp_path: Path, proof: Json) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(PICTURE + b"!")

    told = verified(tmp_path, canonical(proof), str(other))

    assert (told.exit_code, "other_file" in told.stderr) == (1, True)


def test_a_root_that_was_not_published_proves_nothing(tmp_path: Path, proof: Json) -> None:
    published = tmp_path / "daily-roots.json"
    published.write_text(json.dumps({"items": [{"day": FRIDAY, "root": "00" * 32}]}))

    told = verified(tmp_path, canonical(proof), "--roots", str(published))

    assert (told.exit_code, f"other_root: {FRIDAY}" in told.stderr) == (1, True)


def test_every_changed_byte_of_a_leaf_or_a_signed_fact_is_found(
    tmp_path: Path, proof: Json
) -> None:
    file = canonical(proof)
    steps = range(0, len(file), 23)

    found = [
        verified(tmp_path, file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]).exit_code
        for at in steps
    ]

    assert found == [1] * len(steps)


def test_without_keys_and_roots_it_says_what_was_not_checked(tmp_path: Path, proof: Json) -> None:
    (tmp_path / "proof.json").write_bytes(canonical(proof))

    told = CliRunner().invoke(huhang, ["root", "verify", str(tmp_path / "proof.json")])

    assert (told.exit_code, "was not checked" in told.stdout) == (0, True)

"""A package: the same content gives the same bytes, and not one of them may differ."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc.jwk import OKPKey

from services.referral.domain.manifest import MANIFEST, manifest_of
from services.referral.storage.package import Changed
from services.referral.storage.package_check import check_package
from tests.support.packages import CUSTODY, FACTS, PHOTO, a_package, the_entries

KEY, OTHER_KEY = OKPKey.generate_key("Ed25519"), OKPKey.generate_key("Ed25519")


def test_a_package_is_sound_as_it_was_written(tmp_path: Path) -> None:
    a_package(tmp_path / "p.zip", KEY)

    verdict = check_package(tmp_path / "p.zip", KEY)

    assert verdict.flaws == []
    assert verdict.key_is_known
    assert [each["name"] for each in verdict.manifest["files"]] == [
        "000-parties.txt",
        "001-covering_letter.txt",
        "002-货架.png",
    ]
    assert verdict.manifest["custody"] == CUSTODY


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    a_package(tmp_path / "one.zip", KEY)
    a_package(tmp_path / "two.zip", KEY)

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
def test_one_byte_that_differs_is_found_wherever_it_stands(
    tmp_path: Path, place: float, change: int
) -> None:
    path = tmp_path / "p.zip"
    a_package(path, KEY)
    raw = bytearray(path.read_bytes())

    raw[int(place * len(raw))] ^= change
    path.write_bytes(raw)

    assert not check_package(path, KEY).is_sound


@pytest.mark.parametrize("more", [b"\0", b"PK"])
def test_bytes_behind_the_end_are_found(tmp_path: Path, more: bytes) -> None:
    path = tmp_path / "p.zip"
    a_package(path, KEY)

    path.write_bytes(path.read_bytes() + more)

    assert not check_package(path, KEY).is_sound


def test_what_does_not_belong_to_it_is_found(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    a_package(path, KEY)

    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("003-more.txt", "more")

    assert "003-more.txt does not belong to it" in check_package(path, KEY).flaws


def test_a_package_of_somebody_else_is_not_ours(tmp_path: Path) -> None:
    a_package(tmp_path / "p.zip", OTHER_KEY)

    assert check_package(tmp_path / "p.zip", KEY).flaws == ["it was signed with another key"]


def test_without_a_known_key_its_thumbprint_is_told_for_comparison(tmp_path: Path) -> None:
    a_package(tmp_path / "p.zip", KEY)

    verdict = check_package(tmp_path / "p.zip")

    assert verdict.is_sound
    assert not verdict.key_is_known
    assert verdict.key_thumbprint == KEY.thumbprint()


def test_evidence_that_is_no_longer_what_was_received_is_not_packed(tmp_path: Path) -> None:
    with pytest.raises(Changed, match=r"002-货架\.png"):
        a_package(tmp_path / "p.zip", KEY, content=PHOTO[:-1] + b"x")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + bytes(40)])
def test_what_is_no_package_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.zip").write_bytes(content)

    [flaw] = check_package(tmp_path / "p.zip").flaws

    assert flaw.startswith("it cannot be read")


def test_a_name_that_leads_elsewhere_stays_a_name() -> None:
    names = [each.name for each in the_entries(name="../../etc/passwd")]

    assert names[-1] == "002-passwd"


def test_the_manifest_reads_the_same_whatever_the_order_of_its_facts() -> None:
    entries = the_entries()
    turned = dict(reversed(FACTS.items()))

    assert manifest_of(FACTS, entries, []) == manifest_of(turned, entries, [])
    assert MANIFEST == "manifest.json"

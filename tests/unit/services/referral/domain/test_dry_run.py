"""A package is tried against what its receiver takes: papers, forms of files, size."""

import pytest

from lawbook.checklists import checklist
from services.referral.domain.dry_run import Finding, PackageRules, dry_run, forms_of
from services.referral.domain.paper import Attachment, Paper
from tests.support.referral import MONDAY_9_AM, a_paper

MEGABYTE = 1024 * 1024


def a_file(name: str, size: int = 1) -> Paper:
    file = Attachment(
        evidence_id="e1", name=name, size=size, media_type="image/png", sha256="a", sm3="b"
    )
    return a_paper("other", text="", file=file, added_at=MONDAY_9_AM)


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [each.code for each in found]


def test_what_the_checklist_lacks_is_found_in_both_languages() -> None:
    [letter, *_others] = checklist("to_police").items

    [finding] = dry_run([letter], [], PackageRules())

    assert (finding.code, finding.zh, finding.en) == ("paper_missing", letter.zh, letter.en)


@pytest.mark.parametrize(
    ("name", "fits"),
    [("货架.PNG", True), ("录像.mp4", False), ("没有后缀", False), ("archive.tar.png", True)],
)
def test_a_file_in_a_form_that_the_receiver_cannot_read_is_found(name: str, fits: bool) -> None:
    found = dry_run([], [a_file(name)], PackageRules(forms=("png", "pdf")))

    assert codes(found) == ([] if fits else ["form_not_taken"])


def test_a_receiver_without_rules_takes_every_form_and_size() -> None:
    assert dry_run([], [a_file("录像.mp4", 900 * MEGABYTE)], PackageRules()) == ()


@pytest.mark.parametrize(("beyond", "fits"), [(0, True), (1, False)])
def test_a_package_may_be_as_large_as_the_receiver_says_and_no_byte_larger(
    beyond: int, fits: bool
) -> None:
    papers = [a_file("a.png", 3 * MEGABYTE), a_file("b.png", 2 * MEGABYTE + beyond)]

    found = dry_run([], papers, PackageRules(most_mb=5))

    assert codes(found) == ([] if fits else ["package_too_large"])


def test_endings_are_read_however_they_were_written_down() -> None:
    assert forms_of(".PDF，jpg; png、pdf") == ("pdf", "jpg", "png")

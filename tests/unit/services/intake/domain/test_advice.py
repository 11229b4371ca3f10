"""Triage: which lane each mark of a matter leads to, what goes before others, and why."""

from typing import Any

import pytest

from services.intake.domain.advice import COMPLEX, FAST, NORMAL, Lane, lane_of
from services.intake.domain.parties import Attachment, Respondent
from tests.support.submissions import a_submission

SHOP = Respondent(name="红星五金商行", address="平顶山市新华区建设路1号")
PHOTO = Attachment(
    id="1" * 26,
    name="货架.png",
    description="",
    size=400,
    media_type="image/png",
    sha256="0" * 64,
    sm3="0" * 64,
)


def suggested(*, repeats: int = 0, **changes: Any) -> Lane:
    """For a matter that is clear but for the changes."""
    clear = {"respondent": SHOP, "evidence": (PHOTO,)}
    return lane_of(a_submission(**(clear | changes)), repeats=repeats)


def reasons(lane: Lane) -> set[str]:
    return {each.code for each in lane.reasons}


def test_a_clear_matter_is_handled_fast() -> None:
    lane = suggested()

    assert (lane.code, lane.is_urgent, reasons(lane)) == (FAST, False, {"all_clear"})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"right_number": ""}, "no_right_number"),
        ({"evidence": ()}, "no_evidence"),
        ({"respondent": Respondent(is_unknown=True)}, "respondent_unclear"),
        ({"right_type": "patent_design"}, "needs_evaluation_report"),
    ],
)
def test_what_is_missing_keeps_a_matter_from_the_fast_lane(
    changes: dict[str, Any], reason: str
) -> None:
    lane = suggested(**changes)

    assert (lane.code, reasons(lane)) == (NORMAL, {reason})


@pytest.mark.parametrize("flag", ["foreign", "mass", "repeat", "malicious", "cross_region"])
def test_foreign_mass_repeated_malicious_and_cross_region_matters_are_complex(flag: str) -> None:
    lane = suggested(flags=(flag,))

    assert (lane.code, lane.is_urgent) == (COMPLEX, True)
    assert f"flag_{flag}" in reasons(lane)


@pytest.mark.parametrize("flag", ["green_talent", "green_sme", "expo", "livelihood"])
def test_green_channel_exhibition_and_livelihood_go_before_others_in_the_fast_lane(
    flag: str,
) -> None:
    lane = suggested(flags=(flag,))

    assert (lane.code, lane.is_urgent) == (FAST, True)
    assert f"flag_{flag}" in reasons(lane)


def test_what_comes_from_the_booth_of_an_exhibition_is_urgent_without_a_flag() -> None:
    assert suggested(channel="expo").is_urgent


@pytest.mark.parametrize(("repeats", "lane"), [(1, FAST), (2, COMPLEX)])
def test_the_third_matter_about_a_respondent_within_a_year_is_complex(
    repeats: int, lane: str
) -> None:
    assert suggested(repeats=repeats).code == lane

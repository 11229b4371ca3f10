"""What must go along with a matter."""

import pytest

from lawbook.checklists import checklist
from lawbook.rules import load, rulebook


def test_a_transfer_needs_four_papers_and_takes_others_along() -> None:
    papers = checklist("to_police")

    assert [item.code for item in papers.items if item.required] == [
        "transfer_letter",
        "investigation_report",
        "item_list",
        "appraisal_report",
    ]
    assert "other_material" in papers
    assert "art. 6" in papers.source


def test_what_is_missing_is_named_in_the_order_of_the_list() -> None:
    missing = checklist("to_police").missing({"item_list", "appraisal_report"})

    assert [item.code for item in missing] == ["transfer_letter", "investigation_report"]


def test_a_paper_that_goes_along_only_where_there_is_one_is_never_missing() -> None:
    everything_required = {"application", "agreement", "mediation_proof", "identity_and_address"}

    assert checklist("to_court_judicial_confirmation").missing(everything_required) == ()


def test_a_paper_that_the_list_does_not_know_fills_no_gap() -> None:
    papers = checklist("to_police")

    assert "holiday_photo" not in papers
    assert len(papers.missing({"holiday_photo"})) == 4


def test_a_list_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        checklist("to_the_moon")


@pytest.mark.parametrize("name", sorted(load("checklists.yaml")))
def test_every_list_has_unique_codes_both_languages_and_nothing_of_the_rulebook_left_out(
    name: str,
) -> None:
    papers = checklist(name)

    assert len({item.code for item in papers.items}) == len(papers.items)
    assert all(item.zh and item.en for item in papers.items)
    prose = rulebook().book["document_checklists"].get(name, {"items": []})
    assert len(papers.items) >= len(prose["items"])

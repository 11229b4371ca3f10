"""The eighteen kinds of right."""

import re

import pytest

from lawbook.right_types import right_type, right_types
from lawbook.rules import rulebook


def test_there_are_eighteen_kinds_and_each_stands_for_one_entry_of_the_rulebook() -> None:
    entries = [kind.entry for kind in right_types()]

    assert len(entries) == 18
    assert entries == [entry["code"] for entry in rulebook().book["ip_right_types"]]


def test_codes_are_plain_words_that_stand_once() -> None:
    codes = [kind.code for kind in right_types()]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in codes)


def test_a_kind_is_found_by_its_code() -> None:
    assert right_type("trademark").zh == "商标"
    assert right_type("patent_utility_model").en == "Patent (utility model)"


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        right_type("recipe")

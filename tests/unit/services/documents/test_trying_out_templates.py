"""A template is tried for both files, with all facts and with the fewest."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from services.documents.application.printing import Office, Original, Printer
from services.documents.application.templates import try_out
from services.documents.domain.kind import kinds
from services.documents.rendering.inspection import Unfit
from services.documents.rendering.pdf import Press

MONDAY_23_NOVEMBER = date(2026, 11, 23)
INVITATION = kinds()["mediation_invitation"]


class _Picky(Printer):
    """Fails for one of the two files where an address is missing."""

    def __init__(self, fails: str) -> None:
        super().__init__(
            Office(name="中心", word="平知援", public_url="https://p.example"), Press()
        )
        self._fails = fails

    def word(self, template: bytes, original: Original) -> bytes:
        return self._made("Word", original.values)

    def pdf(self, template: bytes, original: Original) -> bytes:
        return self._made("PDF", original.values)

    def _made(self, name: str, values: Mapping[str, Any]) -> bytes:
        if name == self._fails and not values["respondent_address"]:
            raise ValueError("no address\nat line 3")
        return b"made"


@pytest.mark.parametrize("name", ["Word", "PDF"])
def test_what_fails_for_one_file_alone_names_the_file_the_case_and_the_cause(name: str) -> None:
    with pytest.raises(Unfit) as refusal:
        try_out(INVITATION, b"template", _Picky(name), MONDAY_23_NOVEMBER)

    assert refusal.value.code == "template_fails"
    assert refusal.value.what == f"{name}，选填内容为空时：no address"


def test_only_what_may_be_left_out_is_left_out() -> None:
    fewest = INVITATION.sparse()

    assert fewest["respondent_address"] == ""
    assert fewest["respondent"] == INVITATION.samples()["respondent"]

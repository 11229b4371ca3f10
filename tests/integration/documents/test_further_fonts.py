"""Fonts that the operator names: they fill the gaps of the free ones."""

from pathlib import Path

import pytest

from services.documents.application.printing import Printer
from services.documents.domain.kind import kinds
from services.documents.rendering.built_in import base_template
from services.documents.rendering.pdf import Press
from tests.support.papers import OFFICE, original, pdf_text

NOTO = Path("/usr/share/fonts/opentype/noto")
KIND = kinds()["refusal_notice"]


@pytest.mark.integration
def test_a_rare_character_is_shown_when_a_further_font_has_it() -> None:
    printer = Printer(OFFICE, Press([NOTO]))
    values = KIND.samples() | {"explanation": ["申请人\U00020bb7田某某"]}

    text = pdf_text(printer.pdf(base_template(KIND), original(KIND, values)))

    assert "申请人\U00020bb7田某某" in text
    assert "字库未收" not in text

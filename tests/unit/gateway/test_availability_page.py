"""A mediator's own times: whatever is typed there, the page names the mistake and keeps the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.web_pages import Visitor, summary

PAGE = "/staff/availability"


@pytest.fixture(scope="module")
def mediator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder: Path = tmp_path_factory.mktemp("portal")
    portal = Portal(folder)
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": "chenjing", "password": PASSWORD})
    yield visitor
    portal.close()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("明天", ""),
        ("2026-02-30", ""),
        ("2026-12-02", "2026-12-01"),
        ("9999-12-31", "9999-12-31"),
        ("2026-12-01T09:00+08:00", "2026-12-01 10:00"),
        ("\x00", "\x00"),
    ],
)
def test_an_exception_that_is_no_time_is_named_and_what_was_typed_stays(
    mediator: Visitor, first: str, last: str
) -> None:
    typed = {"away-from-1": first, "away-until-1": last, "away-why-1": "出差"}

    page = mediator.fill(PAGE, typed)

    assert page.status_code == 422
    assert "#away-from-1" in summary(page)
    assert 'value="出差"' in page.text


def test_rows_are_those_that_the_form_has_however_they_are_numbered(mediator: Visitor) -> None:
    rows = {"away-from-x": "2026-12-01", "away-from-99999999": "2026-12-03", "absences": "²"}

    answer = mediator.fill(PAGE, rows)

    assert answer.status_code == 400  # without the key and the version of a page that was read

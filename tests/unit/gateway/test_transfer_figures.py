"""The form for a transfer asks for the figures that the law has lines for, and takes them as typed."""

import json
import re
from typing import Any

import pytest

from gateway.pages.staff.figures import FIGURES
from lawbook.thresholds import assess, figures_of, offences
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.transfer_page import PAGE, REPORT, offer_transfer
from tests.support.web_pages import Visitor, beside_field, summary, words


@pytest.fixture
def visitor(portal: Portal, services: dict[str, FakeTransport]) -> Visitor:
    offer_transfer(services)
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})
    return visitor


def _sent(referral: FakeTransport) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(referral.bodies[-1])
    return body


def test_every_figure_of_the_law_has_words() -> None:
    asked = {figure for code in offences() for figure in figures_of(code)}
    counted = {
        line.figure
        for code in offences()
        for line in assess(code, dict.fromkeys(figures_of(code), 1)).lines
    }

    assert asked | counted == set(FIGURES)


def test_each_offence_asks_for_its_own_figures(visitor: Visitor) -> None:
    page = visitor.get(PAGE)

    fields = re.findall(r'name="figure_([\w-]+?)_([a-z_]+)"', page.text)
    assert sorted(fields) == sorted((code, f) for code in offences() for f in figures_of(code))


def test_yuan_and_pieces_arrive_as_fen_and_pieces(
    visitor: Visitor, services: dict[str, FakeTransport]
) -> None:
    visitor.get(PAGE)

    visitor.post(
        f"{PAGE}/report",
        REPORT
        | {
            "offence": "215",
            "figure_215_illegal_gain_fen": "12,000.5",
            "figure_215_labels": "10，000",
            "figure_215_unsold_labels": "",
        },
    )

    assert _sent(services["referral"])["figures"] == {"illegal_gain_fen": 1200050, "labels": 10000}


def test_figures_typed_for_another_offence_are_not_sent(
    visitor: Visitor, services: dict[str, FakeTransport]
) -> None:
    visitor.get(PAGE)

    visitor.post(
        f"{PAGE}/report",
        REPORT | {"figure_214_sales_amount_fen": "60000", "figure_219_loss_fen": "300000"},
    )

    assert _sent(services["referral"])["figures"] == {"sales_amount_fen": 6000000}


@pytest.mark.parametrize("typed", ["六万", "6 万", "-1", "1.234", "²", "9" * 20])
def test_what_is_no_number_is_refused_at_its_field_and_kept(
    visitor: Visitor, services: dict[str, FakeTransport], typed: str
) -> None:
    visitor.get(PAGE)

    page = visitor.post(f"{PAGE}/report", REPORT | {"figure_214_sales_amount_fen": typed})

    field = "figure_214_sales_amount_fen"
    assert page.status_code == 422
    assert summary(page) == {f"#{field}": "销售金额（元）：请只填数字，例如 83000"}
    assert "请只填数字" in beside_field(page, field)
    assert f'value="{typed}"' in page.text
    assert all(call.method != "POST" for call in services["referral"].calls)


def test_the_lines_of_a_report_are_named_in_english_too(
    visitor: Visitor, services: dict[str, FakeTransport]
) -> None:
    lines = [
        {
            "figure": "sold_and_unsold_value_fen",
            "value": 9000000,
            "line": 15000000,
            "reached": False,
        }
    ]
    report = {
        "officers": ["zhangwei", "lina"],
        "offence": "214",
        "offence_name": "selling counterfeits",
        "lines": lines,
        "reasonable_suspicion": True,
        "summary": "…",
        "source": "…",
    }
    offer_transfer(services, report=report)
    visitor.get(PAGE)
    visitor.post("/staff/language", {"language": "en", "next": PAGE})

    page = visitor.get(PAGE)

    assert "Sales and value of unsold goods together (yuan) ¥90,000.00" in words(page)

"""The criminal lines of 法释〔2025〕5号, figure by figure. Money in fen: 100 fen are one yuan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.thresholds import LineResult, assess, figures_of, offences
from tests.unit.lawbook.strategies import quick

YUAN = 100
MONEY = st.integers(min_value=0, max_value=10_000_000 * YUAN)


@pytest.mark.parametrize(
    ("article", "figure", "line"),
    [
        ("213", "illegal_gain_fen", 30_000 * YUAN),
        ("213", "illegal_turnover_fen", 50_000 * YUAN),
        ("213-services", "illegal_gain_fen", 50_000 * YUAN),
        ("214", "illegal_gain_fen", 30_000 * YUAN),
        ("214", "sales_amount_fen", 50_000 * YUAN),
        ("214", "unsold_value_fen", 150_000 * YUAN),
        ("215", "labels", 10_000),
        ("215", "illegal_gain_fen", 20_000 * YUAN),
        ("215", "illegal_turnover_fen", 30_000 * YUAN),
        ("215", "unsold_labels", 30_000),
        ("216", "illegal_gain_fen", 100_000 * YUAN),
        ("216", "illegal_turnover_fen", 200_000 * YUAN),
        ("216", "direct_loss_fen", 300_000 * YUAN),
        ("217", "illegal_gain_fen", 30_000 * YUAN),
        ("217", "illegal_turnover_fen", 50_000 * YUAN),
        ("217", "copies", 500),
        ("217", "online_works", 500),
        ("217", "downloads", 10_000),
        ("217", "clicks", 100_000),
        ("217", "members", 1_000),
        ("218", "illegal_gain_fen", 50_000 * YUAN),
        ("218", "sales_amount_fen", 100_000 * YUAN),
        ("218", "copies_sold", 1_000),
        ("218", "unsold_value_fen", 300_000 * YUAN),
        ("219", "loss_fen", 300_000 * YUAN),
        ("219", "illegal_gain_fen", 300_000 * YUAN),
    ],
)
def test_a_figure_on_its_line_reaches_it_and_one_below_is_near(
    article: str, figure: str, line: int
) -> None:
    on_the_line = assess(article, {figure: line})
    one_below = assess(article, {figure: line - 1})

    assert on_the_line.lines == (LineResult(figure, line, line),)
    assert (on_the_line.reached, on_the_line.near) == (True, False)
    assert (one_below.reached, one_below.near) == (False, True)


@pytest.mark.parametrize(
    ("article", "figure", "line"),
    [
        ("213", "illegal_gain_fen", 20_000 * YUAN),
        ("213", "illegal_turnover_fen", 30_000 * YUAN),
        ("213-services", "illegal_gain_fen", 30_000 * YUAN),
        ("214", "illegal_gain_fen", 20_000 * YUAN),
        ("214", "sales_amount_fen", 30_000 * YUAN),
        ("214", "unsold_value_fen", 90_000 * YUAN),
        ("215", "labels", 5_000),
        ("216", "illegal_turnover_fen", 100_000 * YUAN),
        ("217", "illegal_gain_fen", 20_000 * YUAN),
        ("217", "copies", 500),
        ("218", "sales_amount_fen", 50_000 * YUAN),
        ("219", "loss_fen", 100_000 * YUAN),
        ("219", "illegal_gain_fen", 100_000 * YUAN),
    ],
)
def test_whoever_was_punished_within_two_years_meets_a_lower_line(
    article: str, figure: str, line: int
) -> None:
    assert assess(article, {figure: line}, repeat=True).reached
    assert not assess(article, {figure: line - 1}, repeat=True).reached


@pytest.mark.parametrize(
    ("article", "figure", "line"),
    [
        ("213", "illegal_turnover_fen", 30_000 * YUAN),
        ("215", "labels", 5_000),
        ("216", "illegal_gain_fen", 50_000 * YUAN),
    ],
)
def test_two_marks_or_patents_meet_a_lower_line(article: str, figure: str, line: int) -> None:
    assert assess(article, {figure: line}, two_or_more=True).reached
    assert not assess(article, {figure: line}).reached


def test_selling_knows_no_lower_line_for_two_marks() -> None:
    assert not assess("214", {"sales_amount_fen": 49_999 * YUAN}, two_or_more=True).reached


def test_sold_and_unsold_goods_are_added_up_against_three_times_the_line() -> None:
    figures = {"sales_amount_fen": 40_000 * YUAN, "unsold_value_fen": 110_000 * YUAN}

    found = assess("214", figures)

    assert found.lines[-1] == LineResult(
        "sold_and_unsold_value_fen", 150_000 * YUAN, 150_000 * YUAN
    )
    assert found.reached


def test_gains_from_goods_and_services_are_added_up_against_the_line_of_services() -> None:
    figures = {"illegal_gain_fen": 25_000 * YUAN, "goods_gain_fen": 25_000 * YUAN}

    assert assess("213-services", figures).reached
    assert not assess("213-services", figures | {"goods_gain_fen": 24_999 * YUAN}).reached


def test_two_halves_make_a_whole_for_copyright() -> None:
    halves = {"copies": 250, "clicks": 50_000}

    assert assess("217", halves).combined
    assert assess("217", halves).reached
    assert not assess("217", {"copies": 250, "clicks": 49_999}).reached


def test_a_gain_is_no_half_of_a_copyright_offence() -> None:
    assert not assess("217", {"copies": 250, "illegal_gain_fen": 20_000 * YUAN}).reached


def test_two_halves_make_nothing_elsewhere() -> None:
    assert not assess("215", {"labels": 9_000, "illegal_gain_fen": 19_000 * YUAN}).reached


@pytest.mark.parametrize(
    ("article", "figure", "higher_line"),
    [
        ("213", "illegal_turnover_fen", 500_000 * YUAN),
        ("215", "labels", 50_000),
        ("217", "members", 10_000),
        ("219", "loss_fen", 3_000_000 * YUAN),
    ],
)
def test_a_multiple_of_the_line_is_very_serious(
    article: str, figure: str, higher_line: int
) -> None:
    assert assess(article, {figure: higher_line}).very_serious
    assert not assess(article, {figure: higher_line - 1}).very_serious


def test_passing_off_a_patent_has_no_higher_line() -> None:
    assert not assess("216", {"illegal_turnover_fen": 99_000_000 * YUAN}).very_serious


def test_spying_for_a_foreign_body_needs_no_amount() -> None:
    assert assess("219-1", {}).reached
    assert assess("219-1", {"loss_fen": 300_000 * YUAN}).lines[0].is_reached


def test_a_low_figure_says_neither_reached_nor_near_and_still_names_the_other_duty() -> None:
    low = assess("213", {"illegal_turnover_fen": 39_999 * YUAN})

    assert (low.reached, low.near) == (False, False)
    assert "art. 3(2)" in low.suspicion_source
    assert "法释〔2025〕5号" in low.source


def test_a_figure_that_the_offence_does_not_know_counts_for_nothing() -> None:
    assert assess("219", {"labels": 1_000_000}).lines == ()


def test_an_unknown_article_is_an_error() -> None:
    with pytest.raises(KeyError):
        assess("999", {})


def test_every_offence_has_a_name_and_figures() -> None:
    assert list(offences()) == [
        "213",
        "213-services",
        "214",
        "215",
        "216",
        "217",
        "218",
        "219",
        "219-1",
    ]
    assert offences()["213"][0] == "假冒注册商标罪"
    assert figures_of("214") == {"illegal_gain_fen", "sales_amount_fen", "unsold_value_fen"}
    assert figures_of("213-services") == {"illegal_gain_fen", "goods_gain_fen"}
    assert all(figures_of(article) for article in offences())


@quick
@given(article=st.sampled_from(sorted(offences())), data=st.data())
def test_more_of_everything_never_looks_less_like_a_crime(
    article: str, data: st.DataObject
) -> None:
    figures = {name: data.draw(MONEY) for name in sorted(figures_of(article))}
    more = {name: value + data.draw(MONEY) for name, value in figures.items()}

    assert assess(article, figures).reached <= assess(article, more).reached
    assert assess(article, figures).very_serious <= assess(article, more).very_serious


@quick
@given(article=st.sampled_from(sorted(offences())), data=st.data())
def test_a_repeated_offence_never_meets_a_higher_line(article: str, data: st.DataObject) -> None:
    figures = {name: data.draw(MONEY) for name in sorted(figures_of(article))}

    first = assess(article, figures)
    again = assess(article, figures, repeat=True, two_or_more=True)

    assert first.reached <= again.reached
    assert all(b.line <= a.line for a, b in zip(first.lines, again.lines, strict=True))


def test_an_officer_reads_in_their_language_where_the_line_is_laid_down() -> None:
    found = assess("213", {"illegal_turnover_fen": 83_000 * YUAN})

    assert found.cited("zh") == "法释〔2025〕5号（2025-04-26起施行）第3条(1)、(4)"
    assert found.cited("en").endswith("art. 3(1),(4)")

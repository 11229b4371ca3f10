"""What a court would not confirm is seen before anybody signs."""

import pytest

from services.mediation.domain.clauses import clauses, decides_a_right


@pytest.mark.parametrize(
    "text",
    [
        "双方确认涉案商标归甲方所有。",
        "涉案专利权无效。",
        "甲方的外观设计专利有效，乙方不再争执。",
        "该软件著作权属于甲方。",
    ],
)
def test_a_passage_that_decides_a_right_is_found_by_art_355(text: str) -> None:
    assert decides_a_right(text) in text
    assert decides_a_right(text)


@pytest.mark.parametrize(
    "text",
    [
        "乙方停止销售带有甲方商标的扳手。",
        "乙方向甲方支付专利使用费人民币 5 万元。",
        "乙方下架全部商品；货款归甲方所有。",
    ],
)
def test_what_decides_no_right_passes(text: str) -> None:
    assert decides_a_right(text) == ""


def test_no_clause_of_the_library_stands_in_the_way_of_a_court() -> None:
    assert [code for code, each in clauses().items() if decides_a_right(each.text)] == []

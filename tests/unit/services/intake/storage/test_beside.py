"""The lines in which a redacted copy differs from its original."""

import io

import pytest

from services.intake.storage.beside import NotShowable, Row, lines_of, rows


def test_only_what_differs_is_shown_and_equal_lines_are_counted() -> None:
    before = lines_of("text/plain", io.BytesIO("合同\n电话 13803750001\n\n签字".encode()))
    after = lines_of("text/plain", io.BytesIO("合同\n电话 ███\n签字\n附件".encode()))

    assert rows(before, after) == [
        Row(skipped=1),
        Row("电话 13803750001", "电话 ███"),
        Row(skipped=1),
        Row("", "附件"),
    ]


@pytest.mark.parametrize("media_type", ["application/zip", "application/pdf", "video/mp4"])
def test_what_has_no_text_is_not_set_side_by_side(media_type: str) -> None:
    with pytest.raises(NotShowable):
        lines_of(media_type, io.BytesIO(b"\x00 no text"))

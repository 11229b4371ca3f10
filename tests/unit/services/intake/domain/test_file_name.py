"""Names of files, harmless for whoever saves or prints them."""

import pytest

from services.intake.domain.file_name import safe_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("货架 照片.png", "货架 照片.png"),
        ("../../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\周\\照片.png", "照片.png"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie: x.png"),
        ("gpj\u202eexe.png", "gpjexe.png"),
        ("a\x00.png", "a.png"),
        ("长" * 300 + ".png", "长" * 196 + ".png"),
        ("photos/", "file"),
        ("", "file"),
    ],
)
def test_names_are_made_harmless(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept

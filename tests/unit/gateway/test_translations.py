"""English is complete, and Chinese is what the code says."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

GATEWAY = Path(__file__).parents[3] / "gateway"
CATALOGUE = GATEWAY / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
PLACE = re.compile(r"%\(\w+\)[sd]|%%\{\w+\}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
LONGEST = 60
BANNED = ("系统异常", "非法输入", "操作失败", "未知错误", "亲")


def _sentences() -> dict[str, str]:
    """Each sentence with the file that says it."""
    found = {}
    for file, _line, message, _comments, _context in extract_from_dir(
        str(GATEWAY), METHODS, keywords=KEYWORDS
    ):
        found[message[0] if isinstance(message, tuple) else message] = file
    return found


def _translations() -> dict[str, tuple[str, ...]]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    return {
        (m.id[0] if isinstance(m.id, tuple) else m.id): (
            m.string if isinstance(m.string, tuple) else (m.string,)
        )
        for m in catalogue
        if m.id and not m.fuzzy
    }


SENTENCES, ENGLISH = _sentences(), _translations()


def test_every_sentence_has_its_english() -> None:
    missing = {
        f"{file}: {sentence}"
        for sentence, file in SENTENCES.items()
        if not all(ENGLISH.get(sentence, ("",)))
    }

    assert len(SENTENCES) > 300
    assert missing == set()


def test_the_catalogue_keeps_nothing_that_nobody_says() -> None:
    assert set(ENGLISH) - set(SENTENCES) == set()


@pytest.mark.parametrize("sentence", sorted(ENGLISH))
def test_english_fills_the_same_places_and_has_no_chinese(sentence: str) -> None:
    for english in ENGLISH[sentence]:
        assert sorted(PLACE.findall(english)) == sorted(PLACE.findall(sentence))
        assert CHINESE.findall(english) == []


@pytest.mark.parametrize("sentence", sorted(SENTENCES))
def test_chinese_is_plain_and_short(sentence: str) -> None:
    assert not any(word in sentence for word in BANNED)
    for part in re.split("[。；？]", sentence):
        assert len(CHINESE.findall(part)) <= LONGEST

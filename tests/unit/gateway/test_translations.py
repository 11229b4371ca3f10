"""English is complete, and Chinese is what the code says."""

import functools
import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

GATEWAY = Path(__file__).parents[3] / "gateway"
CATALOGUE = GATEWAY / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
PLACE = re.compile(r"%\(\w+\)[sd]|%%\{\w+\}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
LONGEST = 60
BANNED = ("系统异常", "非法输入", "操作失败", "未知错误", "亲，", "亲爱的")


@functools.cache
def sentences() -> dict[str, str]:
    """Each sentence with the file that says it."""
    found = {}
    for file, _line, message, _comments, _context in extract_from_dir(
        str(GATEWAY), METHODS, keywords=KEYWORDS
    ):
        found[message[0] if isinstance(message, tuple) else message] = file
    return found


@functools.cache
def english() -> dict[str, tuple[str, ...]]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    return {
        (m.id[0] if isinstance(m.id, tuple) else m.id): (
            m.string if isinstance(m.string, tuple) else (m.string,)
        )
        for m in catalogue
        if m.id and not m.fuzzy
    }


def test_every_sentence_has_its_english() -> None:
    missing = {
        f"{file}: {sentence}"
        for sentence, file in sentences().items()
        if not all(english().get(sentence, ("",)))
    }

    assert len(sentences()) > 300
    assert missing == set()


def test_the_catalogue_keeps_nothing_that_nobody_says() -> None:
    assert set(english()) - set(sentences()) == set()


def test_english_fills_the_same_places() -> None:
    differing = {
        said
        for said, forms in english().items()
        if any(sorted(PLACE.findall(form)) != sorted(PLACE.findall(said)) for form in forms)
    }

    assert differing == set()


def test_english_has_no_chinese() -> None:
    half = {form for forms in english().values() for form in forms if CHINESE.search(form)}

    assert half == set()


def test_chinese_is_plain() -> None:
    assert {each for each in sentences() if any(word in each for word in BANNED)} == set()


def test_chinese_is_short() -> None:
    parts = [part for each in sentences() for part in re.split("[。；？]", each)]

    assert [part for part in parts if len(CHINESE.findall(part)) > LONGEST] == []

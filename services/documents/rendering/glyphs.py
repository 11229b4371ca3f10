"""Characters that no font of the press has: each is shown as 〓, and a note says which it is.

A paper must not wait for a font: a rare name or an emoji in somebody's own words is no reason not to
issue it. The sign is the printer's own for a sort that is not in the case.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

GETA = "〓"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PRIVATE = "Co"
_SELECTORS = {chr(code): "" for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}


def private_in(texts: Iterable[str]) -> list[str]:
    """The private characters of some texts: they have no meaning that two fonts share."""
    seen = dict.fromkeys("".join(texts))
    return [each for each in seen if unicodedata.category(each) == _PRIVATE]


def lacking(texts: Iterable[str], can_show: Callable[[str], bool]) -> list[str]:
    """The characters of some texts that cannot be shown, in the order in which they come."""
    seen = dict.fromkeys("".join(texts))
    private = set(private_in(seen))
    missing = private | set(_unshown([each for each in seen if each not in private], can_show))
    return [each for each in seen if each in missing]


def _unshown(characters: Sequence[str], can_show: Callable[[str], bool]) -> list[str]:
    """By halves: nearly all can be shown, and one look tells it for many."""
    if not characters or can_show("".join(characters)):
        return []
    if len(characters) == 1:
        return list(characters)
    half = len(characters) // 2
    return _unshown(characters[:half], can_show) + _unshown(characters[half:], can_show)


def signs(missing: Sequence[str]) -> dict[str, str]:
    """Character → what stands for it: 〓, numbered where there are several."""
    if len(missing) == 1:
        return {missing[0]: GETA}
    return {each: GETA + _nth(nth) for nth, each in enumerate(missing)}


def note(missing: Sequence[str]) -> str:
    """What the signs stand for, by Unicode; empty when nothing is missing."""
    if not missing:
        return ""
    told = "，".join(f"{sign} 为 U+{ord(each):04X}" for each, sign in signs(missing).items())
    return f"注：文中 {GETA} 处的字，本件所用字库未收，其统一码（Unicode）：{told}。"


def replaced(value: Any, instead: Mapping[str, str]) -> Any:
    """Some data with its texts rewritten, a sign for each character."""
    # A selector asks for a shape of the character before it, which is no longer there.
    table = str.maketrans({**_SELECTORS, **instead})
    return _rewritten(value, lambda text: text.translate(table))


def _rewritten(value: Any, rewrite: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return rewrite(value)
    if isinstance(value, list):
        return [_rewritten(each, rewrite) for each in value]
    if isinstance(value, dict):
        return {key: _rewritten(each, rewrite) for key, each in value.items()}
    return value


def texts_in(value: Any) -> list[str]:
    """Every text of some data."""
    found: list[str] = []
    _rewritten(value, lambda text: found.append(text) or text)  # type: ignore[func-returns-value]
    return found


def _nth(nth: int) -> str:
    return _CIRCLED[nth] if nth < len(_CIRCLED) else f"({nth + 1})"

"""The kinds of intellectual-property right."""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import yaml

from lawbook.rules import DATA


@dataclass(frozen=True)
class RightType:
    """One kind of right; ``entry`` is its code in the rulebook."""

    code: str
    entry: str
    zh: str
    en: str


@cache
def right_types() -> tuple[RightType, ...]:
    """All kinds, in the order in which forms offer them."""
    text = (DATA / "right_types.yaml").read_text(encoding="utf-8")
    return tuple(RightType(**each) for each in cast(list[Any], yaml.load(text, yaml.CSafeLoader)))


def right_type(code: str) -> RightType:
    """Raises: KeyError."""
    return {each.code: each for each in right_types()}[code]

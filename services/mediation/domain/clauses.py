"""The library of clauses, and whether an agreement can be confirmed by a court."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "clauses.yaml"
_DECIDES_A_RIGHT = re.compile(
    r"(?:专利|商标|著作|版权|植物新品种|地理标志|知识产权)[^。；\n]{0,20}?"
    r"(?:归[^。；\n]{1,20}?(?:所有|享有)|属于[^。；\n]{1,20}|(?<!自本协议)有效|无效)"
)


@dataclass(frozen=True)
class Clause:
    """One clause: its name in both languages and the Chinese text that goes into the agreement."""

    code: str
    name: Mapping[str, str]
    text: str


@cache
def clauses() -> Mapping[str, Clause]:
    """All clauses by code, in the order in which they are offered."""
    found = yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader)
    return {code: Clause(code, each["name"], each["text"]) for code, each in found.items()}


def decides_a_right(text: str) -> str:
    """The passage that decides who owns a right or whether it is valid; empty when none does.

    Law: 《民诉法解释》 art. 355(5): a court does not take up an agreement that decides 知识产权确权
    """
    found = _DECIDES_A_RIGHT.search(text)
    return found.group(0) if found else ""

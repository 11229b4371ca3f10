"""Which language the text of a page is in, as far as a program can tell."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from lxml import html

from deploy.demo import matters
from deploy.demo_people import DEMO_DATA
from gateway.settings import GatewaySettings
from services.documents.domain.kind import kinds
from tests.support.matters_on_all_desks import MEDIATORS

CHINESE = re.compile(r"[\u3400-\u9fff]+")
OFFICIAL = re.compile(r"《[^》]*》|\S*〔\d+〕\d+号")
"""Statutes and numbers of papers are Chinese in every language."""
ENGLISH_SENTENCE = re.compile(r"[A-Z][a-z]+(?: [a-z]{2,})+")
PEOPLE_TYPED = (
    "货架",
    "双方到场",
    "与双方均无利害关系",
    "正文从略",
    "需要进一步处理",
    "告知书",
    "市市场监管局",
    "红星系列",
    "十月五日在该店买到",
    "活动扳手",
    "周岚",
    "送检",
    "遮盖联系电话",
)


def untranslated(page: str, language: str, known: frozenset[str]) -> list[str]:
    """Text of the other language: what stands in no element of that language and is no data."""
    found = []
    for text, marked in _texts(page):
        if language == "en" and not marked.startswith("zh"):
            rest = OFFICIAL.sub("", _without(text, known))
            found += [text] if CHINESE.search(rest) else []
        if language == "zh" and not marked.startswith("en"):
            found += [text] if ENGLISH_SENTENCE.fullmatch(text) else []
    return found


def document_language(page: str) -> str:
    return str(html.fromstring(page).get("lang"))


def _texts(page: str) -> Iterator[tuple[str, str]]:
    """Each text of the body with the language of the element around it."""
    body = html.fromstring(page).find("body")
    for text in body.xpath(".//text()[not(ancestor::script or ancestor::style)]"):
        said = " ".join(text.split())
        if said:
            parent = text.getparent()
            holder = parent.getparent() if text.is_tail else parent
            marked = holder.xpath("ancestor-or-self::*[@lang][1]/@lang")
            yield said, str(marked[0]) if marked else ""


def _without(text: str, known: frozenset[str]) -> str:
    for each in sorted(known, key=len, reverse=True):
        text = text.replace(each, "")
    return text


def chinese_data() -> frozenset[str]:
    """What the demonstration's people, places and settings are called, in Chinese."""
    told = [
        matters.complaint(""),
        matters.counterfeit_goods(""),
        matters.police_report([]),
        matters.AGREEMENT,
        *(
            yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
            for file in Path(DEMO_DATA).glob("*.yaml")
        ),
        *(each.default for each in GatewaySettings.__dataclass_fields__.values()),
        list(MEDIATORS),
        [each.title for each in kinds().values()],
        PEOPLE_TYPED,
    ]
    return frozenset(" ".join(each.split()) for each in _strings(told) if CHINESE.search(each))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (value, *value.splitlines())
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)

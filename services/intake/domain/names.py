"""Names of traders in the form in which they are compared."""

import re
import unicodedata
from functools import cache

from stdnum import numdb

_NOT_WORD = re.compile(r"[\W_]+")
_LEGAL_FORMS = (
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "个体工商户",
    "分公司",
    "经营部",
    "批发部",
    "门市部",
    "专卖店",
    "旗舰店",
    "专营店",
    "工作室",
    "商行",
    "商店",
    "公司",
    "店铺",
    "厂",
    "店",
)
_PROVINCE = re.compile(
    r"^(?:内蒙古|黑龙江|河[南北]|湖[南北]|山[东西]|广[东西]|江[苏西]|[\u4e00-\u9fff]{2}(?=省))(?:省|自治区)?"
)
_CITY = re.compile(r"^[\u4e00-\u9fff]{2,4}?市")
_LONGEST_COUNTY = 24
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.|m\.)?", re.IGNORECASE)


def respondent_key(name: str) -> str:
    """The distinctive part of a name: no place in front, no legal form behind, half-width."""
    text = _NOT_WORD.sub("", unicodedata.normalize("NFKC", name)).casefold()
    core = _without_place(text)
    while (shorter := _without_form(core)) != core:
        core = shorter
    return core[:100]


def link_key(url: str) -> str:
    """An address of the net without scheme, query and trailing slash."""
    bare = _SCHEME.sub("", unicodedata.normalize("NFKC", url).strip()).casefold()
    item = re.search(r"[?&](?:id|itemid|skuid|goods_id)=(\w+)", bare)
    path = bare.split("?")[0].split("#")[0].rstrip("/")
    return (f"{path}?{item[1]}" if item else path)[:200]


def _without_form(core: str) -> str:
    for form in _LEGAL_FORMS:
        if core.endswith(form) and len(core) - len(form) >= 2:
            return core[: -len(form)]
    return core


def _without_place(text: str) -> str:
    rest = _CITY.sub("", _PROVINCE.sub("", text))
    for length in range(min(_LONGEST_COUNTY, len(rest) - 2), 1, -1):
        if rest[:length] in _counties():
            return rest[length:]
    return rest if len(rest) >= 2 else text


@cache
def _counties() -> frozenset[str]:
    names = {
        re.sub(r"^\[.*?\]", "", part)
        for _n, _low, _high, _province, cities in numdb.get("cn/loc").prefixes
        for _m, _l, _h, county, _rest in cities
        for part in county.get("county", "").split(",")
    }
    return frozenset(each for each in names if 2 <= len(each) <= _LONGEST_COUNTY)

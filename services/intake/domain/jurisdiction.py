"""Which body is competent for a matter, and why: address → division (GB/T 2260) → unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from stdnum import numdb

from services.intake.domain.kind import REPORT
from services.intake.domain.submission import Submission

MARKET, COPYRIGHT, AGRICULTURE = "market", "copyright", "agriculture"
PATENT, CUSTOMS, NATIONAL = "patent", "customs", "national"
_OFFICES = {
    MARKET: "市场监督管理局",
    COPYRIGHT: "文化广电和旅游局（版权）",
    AGRICULTURE: "农业农村局",
    PATENT: "知识产权局",
}
_FIXED = {NATIONAL: "国家知识产权局", CUSTOMS: "海关"}
_BY_RIGHT = {
    "copyright": COPYRIGHT,
    "neighbouring_right": COPYRIGHT,
    "software": COPYRIGHT,
    "plant_variety": AGRICULTURE,
    "layout_design": NATIONAL,
    "customs": CUSTOMS,
    "patent_invention": PATENT,
    "patent_utility_model": PATENT,
    "patent_design": PATENT,
}
_NO_PLACE = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_YEARS = re.compile(r"^\[(\d*)-(\d*)\]")


@dataclass(frozen=True)
class Division:
    """An administrative division; ``code`` has six digits."""

    code: str
    province: str
    city: str
    county: str

    @property
    def name(self) -> str:
        if self.county in {"", self.city}:
            return self.city
        return self.county if self.county.endswith("市") else f"{self.city}{self.county}"


@dataclass(frozen=True)
class Unit:
    """A body that can have a matter. ``code``: division and office, or a national body."""

    code: str
    name: str


@dataclass(frozen=True)
class Competence:
    """``unit`` is None while no place is known. ``basis``: the rule that decides; ``place``: by what."""

    unit: Unit | None
    basis: str
    place: str
    is_ours: bool


def competence(submission: Submission, city: str) -> Competence:
    """Who is competent. ``city``: the division code of the centre's own city, such as 410400.

    Law: SAMR121 arts 13, 29, 31; 专利法实施细则 art. 97; 著作权法 art. 7; 种子法 art. 72
    """
    office = _BY_RIGHT.get(submission.right_type, MARKET)
    if office in _FIXED:
        return Competence(Unit(office, _FIXED[office]), f"right_{office}", "", is_ours=False)
    place, basis = _decisive_place(submission)
    basis = basis if office == MARKET else f"right_{office}"
    division = division_of(place, city)
    if division is None:
        return Competence(None, basis, place, is_ours=False)
    code = division.code if office != PATENT else f"{division.code[:4]}00"
    return Competence(unit_of(f"{code}:{office}"), basis, place, code[:4] == city[:4])


def unit_of(code: str) -> Unit | None:
    """The unit behind a code such as ``410402:market``; None when there is none."""
    if code in _FIXED:
        return Unit(code, _FIXED[code])
    number, _colon, office = code.partition(":")
    division = _by_code().get(number)
    if division is None or office not in _OFFICES:
        return None
    return Unit(code, f"{division.name}{_OFFICES[office]}")


def units_of_city(city: str) -> list[Unit]:
    """The bodies in a city to which matters are handed, and those of the nation."""
    codes = [each for each in sorted(_by_code()) if each[:4] == city[:4]]
    found = [unit_of(f"{code}:{MARKET}") for code in codes]
    found += [unit_of(f"{city}:{office}") for office in (PATENT, COPYRIGHT, AGRICULTURE)]
    return [each for each in (*found, *map(unit_of, _FIXED)) if each is not None]


def division_of(address: str, city: str) -> Division | None:
    """The division that an address names; ours where several cities have one of that name."""

    def score(each: Division) -> tuple[int, ...]:
        names_city = each.city in address or each.city.removesuffix("市") in address
        return (names_city, each.province in address, each.code[:4] == city[:4], len(each.county))

    named = [each for each in _by_code().values() if each.county and each.county in address]
    if named:
        return max(named, key=score)
    cities = [each for each in _by_code().values() if not each.county and each.city in address]
    return max(cities, key=lambda each: len(each.city), default=None)


def _decisive_place(s: Submission) -> tuple[str, str]:
    """The address that decides, and by which rule: complaints and reports look at different ones."""
    online = bool(s.respondent.platform or s.respondent.url)
    if s.kind == REPORT:
        if online:
            return s.respondent.address, "report_online"
        return s.place or s.respondent.address, "report_act"
    if online:
        return s.respondent.address, "complaint_online" if s.respondent.address else "platform"
    return s.respondent.address or s.place, "complaint_business"


@cache
def _by_code() -> dict[str, Division]:
    return {each.code: each for each in _divisions()}


def _divisions() -> Iterator[Division]:
    for _size, province, _high, facts, places in numdb.get("cn/loc").prefixes:
        cities = {
            number[:2]: _today(place["county"])
            for _s, number, _h, place, _m in places
            if number.endswith("00")
        }
        for _s, number, _h, place, _m in places:
            name = _today(place["county"])
            city = cities.get(number[:2]) or ""
            if not name or name in _NO_PLACE:
                continue
            if city in _NO_PLACE or not city:
                city = facts["province"]
            yield Division(
                f"{province}{number}",
                facts["province"],
                city,
                "" if number.endswith("00") else name,
            )


def _today(history: str) -> str:
    """The name that is in force, of entries such as ``[-2010]崇文区,[2010-]东城区``."""
    for entry in history.split(","):
        years = _YEARS.match(entry)
        if years is None:
            return entry
        if not years[2]:
            return entry[years.end() :]
    return ""


def division_named(code: str) -> Division | None:
    """The division of a code; None when there is none."""
    return _by_code().get(code)


def divisions_of_city(city: str) -> list[Division]:
    """The counties and districts of a city, by code."""
    found = [each for each in _by_code().values() if each.code[:4] == city[:4] and each.county]
    return sorted(found, key=lambda each: each.code)

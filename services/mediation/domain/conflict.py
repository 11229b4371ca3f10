"""Conflict of interest (利害关系): may this expert mediate between these parties?

Law: SAMR121 art. 21(2); 特邀调解规定 arts 15-16; recusal grounds of the rulebook
"""

import re
import unicodedata
from dataclasses import dataclass

from services.mediation.domain.expert import Expert, Interest
from services.mediation.domain.parties import Parties

_LEGAL_FORMS = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团|公司|\(.*?\)|\s|[·.,-])")
_LEAST = 2


@dataclass(frozen=True)
class Conflict:
    """Why an expert must withdraw: the ground, whose name was met, on which side."""

    ground: str
    name: str
    side: str


def conflicts_of(expert: Expert, parties: Parties) -> list[Conflict]:
    """Every declared interest of an expert that meets a party, or the expert being a party."""
    found = []
    for side in ("complainant", "respondent"):
        for name in parties.side(side).names:
            if _same(expert.name, name):
                found.append(Conflict("party", name, side))
            found += [
                Conflict(interest.ground, name, side)
                for interest in expert.interests
                if _meets(interest, name)
            ]
    return found


def _meets(interest: Interest, name: str) -> bool:
    declared, met = _core(interest.name), _core(name)
    if not declared or not met:
        return False
    return declared == met or (
        min(len(declared), len(met)) >= _LEAST and (declared in met or met in declared)
    )


def _same(one: str, other: str) -> bool:
    return _core(one) == _core(other) != ""


def _core(name: str) -> str:
    """A name without its legal form, width, blanks and dots, so that spellings meet."""
    return _LEGAL_FORMS.sub("", unicodedata.normalize("NFKC", name)).casefold()

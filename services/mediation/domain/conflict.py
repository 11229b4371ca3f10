"""Conflict of interest (利害关系): may this expert mediate between these parties?

Law: SAMR121 art. 21(2); 特邀调解规定 arts 15-16; 专利纠纷行政裁决和调解办法 art. 5 as the model for
    the pool's grounds (kin, party, agent, interest), and, by the centre's policy, who served a party
"""

import re
import unicodedata
from dataclasses import dataclass

from services.mediation.domain.expert import Expert, Interest
from services.mediation.domain.parties import SIDES, Parties

_IN_BRACKETS = re.compile(r"\(.*?\)")
_BLANKS_IN_CHINESE = re.compile(r"(?<=[㐀-鿿])\s+|\s+(?=[㐀-鿿])")
_LEGAL_FORMS = re.compile(
    r"股份有限公司|有限责任公司|有限公司|集团|公司|"
    r"\b(?:co|corp|corporation|company|ltd|limited|inc|llc|gmbh|plc)\b"
)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_LONGEST_PERSONAL_NAME = 3
_SHORTEST_BRAND = 2


@dataclass(frozen=True)
class Conflict:
    """Why an expert must withdraw: the ground, whose name was met, on which side."""

    ground: str
    name: str
    side: str


def conflicts_of(expert: Expert, parties: Parties) -> list[Conflict]:
    """Every declared interest of an expert that meets a party, or the expert being a party."""
    found = []
    for side in SIDES:
        for name in parties.side(side).names:
            if is_same_name(expert.name, name):
                found.append(Conflict("party", name, side))
            found += [
                Conflict(interest.ground, name, side)
                for interest in expert.ties
                if concerns(interest, name)
            ]
    return found


def concerns(interest: Interest, name: str) -> bool:
    """Whether a declared interest is one in the person or organisation of that name.

    Names are compared without legal form, brackets, width and blanks. One organisation's name may
    be part of the other's (鹰城五金 and 鹰城五金工具有限公司新华店); kin must have the very name, and so must
    anybody whose name is as short as a person's (李明 is not 李明辉).
    """
    declared, met = _core(interest.name), _core(name)
    if interest.ground == "kin":
        return declared == met != ""
    shorter, longer = sorted((declared, met), key=len)
    if len(longer) <= _LONGEST_PERSONAL_NAME or len(shorter) < _SHORTEST_BRAND:
        return declared == met != ""
    return _is_part(shorter, longer)


def is_same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name."""
    return _core(one) == _core(other) != ""


def _core(name: str) -> str:
    plain = _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", name).casefold())
    bare = _LEGAL_FORMS.sub("", _BLANKS_IN_CHINESE.sub("", plain))
    return _NOT_A_LETTER.sub(" " if bare.isascii() else "", bare).strip()


def _is_part(shorter: str, longer: str) -> bool:
    if shorter.isascii():
        return f" {shorter} " in f" {longer} "
    return shorter in longer

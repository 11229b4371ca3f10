"""Conflict of interest (利害关系): may this expert mediate between these parties?

Law: SAMR121 art. 21(2); 特邀调解规定 arts 15-16; 专利纠纷行政裁决和调解办法 art. 5 as the model for
    the pool's grounds (kin, party, agent, interest), and, by the centre's policy, who served a party
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from services.mediation.domain.expert import Expert, Interest
from services.mediation.domain.names import is_one_party
from services.mediation.domain.parties import SIDES, Parties
from services.mediation.domain.relations import Relation, Step, Way, ways


@dataclass(frozen=True)
class Conflict:
    """Why an expert must withdraw: the ground, whose name was met, on which side, and the way there."""

    ground: str
    name: str
    side: str
    way: Way = field(default=(), compare=False)


@dataclass(frozen=True)
class Check:
    """What one look at an expert's ties to the parties has found; kept with the case."""

    expert_id: str
    at: datetime
    found: tuple[Conflict, ...]


def conflicts_of(
    expert: Expert, parties: Parties, relations: Iterable[Relation] = ()
) -> list[Conflict]:
    """Every way of at most two steps from an expert to a party, over what was declared and noted."""
    known, begin = list(relations), _begin(expert)
    return [
        Conflict(way[0].kind or "party", name, side, way)
        for side in SIDES
        for name in parties.side(side).names
        for way in ways(begin, known, name)
    ]


def concerns(interest: Interest, name: str) -> bool:
    """Whether a declared interest is one in the person or organisation of that name; kin by the very name."""
    return is_one_party(interest.name, name, is_strict=interest.ground == "kin")


def _begin(expert: Expert) -> list[Step]:
    """The expert, and every declared tie."""
    return [
        Step("", "", expert.name),
        *(Step(interest.ground, "", interest.name) for interest in expert.ties),
    ]

"""Orders to experts for an opinion (专家研判): one, and a second one that is blind to the first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from chassis.errors import Conflict, FieldError, InvalidInput
from services.mediation.domain.proceedings.said import Filed, Named, Said

ASKED, ASSIGNED, ANSWERED, SCORED = "asked", "assigned", "answered", "scored"
MOST = 2
BEST = 5


@dataclass(frozen=True, kw_only=True)
class Commission:
    """One expert's order. ``fee_fen``: 0 for none; ``answer``: the opinion; ``score``: 1 to 5, 0 before.

    ``materials``: the files of the matter that this expert reads; nobody sees what another one wrote.
    """

    expert: Named
    fee_fen: int
    due_on: date
    materials: tuple[Filed, ...] = ()
    answer: str = ""
    declaration: str = ""
    files: tuple[Filed, ...] = ()
    answered_at: datetime | None = None
    score: int = 0
    reason: str = ""

    @property
    def key(self) -> str:
        """What a step names it by."""
        return self.expert.expert_id


def after(known: Sequence[Commission], does: str, said: Said, at: datetime) -> list[Commission]:
    """The orders after an act that ``does`` something to them. Raises: InvalidInput; Conflict."""
    if does == "order":
        return order(known, said)
    if does == "answer":
        return answer(known, said, at)
    if does == "decline":
        return decline(known, said)
    return score(known, said) if does == "score" else list(known)


def order(known: Sequence[Commission], said: Said) -> list[Commission]:
    """One order more. Raises: Conflict for an expert who has one, and beyond the second opinion."""
    if said.expert is None or said.day is None:
        raise InvalidInput([FieldError("/expert_id", "required")])
    if any(each.key == said.expert.expert_id for each in known):
        raise Conflict("opinion_ordered_already")
    if len(known) >= MOST:
        raise Conflict("opinion_two_already")
    made = Commission(
        expert=said.expert, fee_fen=said.amount_fen, due_on=said.day, materials=said.files
    )
    return [*known, made]


def answer(known: Sequence[Commission], said: Said, at: datetime) -> list[Commission]:
    """An expert gives the opinion, once. Raises: InvalidInput; Conflict."""
    own = _named(known, said.seat)
    if own.answered_at is not None:
        raise Conflict("opinion_given")
    given = replace(
        own, answer=said.note, declaration=said.person, files=said.files, answered_at=at
    )
    return _with(known, given)


def decline(known: Sequence[Commission], said: Said) -> list[Commission]:
    """An expert gives the order back. Raises: InvalidInput; Conflict after the opinion."""
    own = _named(known, said.seat)
    if own.answered_at is not None:
        raise Conflict("opinion_given")
    return [each for each in known if each.key != own.key]


def score(known: Sequence[Commission], said: Said) -> list[Commission]:
    """The centre says how good an opinion is. Raises: InvalidInput; Conflict before there is one."""
    own = _named(known, said.seat)
    if own.answered_at is None:
        raise Conflict("opinion_not_given")
    if not 1 <= said.size <= BEST:
        raise InvalidInput([FieldError("/size", "required")])
    return _with(known, replace(own, score=said.size, reason=said.note))


def state_of(known: Sequence[Commission]) -> str:
    """Where the orders stand together."""
    if not known:
        return ASKED
    if any(each.answered_at is None for each in known):
        return ASSIGNED
    return SCORED if all(each.score for each in known) else ANSWERED


def _named(known: Sequence[Commission], key: str) -> Commission:
    found = next((each for each in known if each.key == key), None)
    if found is None:
        raise InvalidInput([FieldError("/seat", "required")])
    return found


def _with(known: Sequence[Commission], changed: Commission) -> list[Commission]:
    return [changed if each.key == changed.key else each for each in known]

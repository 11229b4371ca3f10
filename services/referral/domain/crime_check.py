"""“Should this be transferred?”: asked of every matter, answered with figures and, for a no, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chassis.errors import FieldError, InvalidInput
from lawbook.accumulation import Accumulated, EarlierAct, accumulate
from lawbook.clocks import local_date
from lawbook.thresholds import Assessment, assess

TRANSFER, NO = "transfer", "no"
ANSWERS = (TRANSFER, NO)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was held against the criminal lines, and what somebody concluded.

    ``earlier``: acts of the same person before this one.
    """

    offence: str
    figures: Mapping[str, int]
    repeat: bool
    two_or_more: bool
    reasonable_suspicion: bool
    answer: str
    reason: str
    by: str
    at: datetime
    earlier: tuple[EarlierAct, ...] = ()

    @property
    def accumulated(self) -> Accumulated:
        """This act with those before it that count."""
        return accumulate(self.figures, self.earlier, local_date(self.at))

    @property
    def assessment(self) -> Assessment:
        """All figures together beside the lines; a penalty of the last two years lowers these."""
        found = self.accumulated
        repeat = self.repeat or found.repeat
        return assess(self.offence, found.figures, repeat=repeat, two_or_more=self.two_or_more)

    @property
    def obliges(self) -> bool:
        """Whether the law obliges to transfer: a line is reached, or suspicion is reasonable.

        Law: State Council Order 310 art. 3
        """
        return self.assessment.reached or self.reasonable_suspicion


@dataclass(kw_only=True)
class CrimeCheck:
    """The answers about one matter, the newest last; and how the matter ended."""

    id: str
    receipt_no: str
    answers: list[Answer] = field(default_factory=list)
    closed_at: datetime | None = None
    closed_as: str = ""
    version: int = 0
    events: list[object] = field(default_factory=list)

    def add(self, answer: Answer) -> None:
        """Conclude once more.

        Raises: InvalidInput ``reason_for_no`` for a no without reasons where the law obliges.


        Law: State Council Order 310 arts 3, 5(2) (the reasons of a no are put on record)
        """
        if answer.answer == NO and answer.obliges and not answer.reason:
            raise InvalidInput([FieldError("/reason", "reason_for_no")])
        self.answers.append(answer)

    def close(self, result: str, at: datetime) -> None:
        """The matter has ended."""
        self.closed_as, self.closed_at = result, at

    @property
    def newest(self) -> Answer | None:
        return self.answers[-1] if self.answers else None

    @property
    def is_alarming(self) -> bool:
        """A matter above a line that ended or was answered with no (以罚代刑); unless the police have it.

        Law: State Council Order 310 art. 11 (no penalty takes the place of a transfer)
        """
        newest = self.newest
        if newest is None or not newest.obliges:
            return False
        return newest.answer == NO or self.closed_at is not None

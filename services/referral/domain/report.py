"""The written report by which a team proposes a transfer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chassis.errors import FieldError, InvalidInput
from lawbook.thresholds import assess

TEAM = 2


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the team found: the offence, the figures, and why it looks like a crime.

    ``reported_by``: the one of the team who handed the report in.
    """

    officers: tuple[str, ...]
    reported_by: str
    offence: str
    figures: Mapping[str, int]
    repeat: bool
    two_or_more: bool
    reasonable_suspicion: bool
    summary: str
    reported_at: datetime

    def check(self) -> None:
        """Raises: InvalidInput for a team of fewer than two different officers, for a report that
        somebody else hands in, or when neither a criminal line is reached nor reasonable suspicion
        is stated.

        Law: State Council Order 310 arts 3, 5(1)
        """
        if len(set(self.officers)) != len(self.officers) or len(self.officers) < TEAM:
            raise InvalidInput([FieldError("/officers", "two_officers")])
        if self.reported_by not in self.officers:
            raise InvalidInput([FieldError("/officers", "not_in_team")])
        found = assess(self.offence, self.figures, repeat=self.repeat, two_or_more=self.two_or_more)
        if not found.reached and not self.reasonable_suspicion:
            raise InvalidInput([FieldError("/figures", "line_not_reached")])

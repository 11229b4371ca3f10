"""An officer as assigning knows them: what they handle, how much, when they are away, who stands in."""

from dataclasses import dataclass, field
from datetime import date

MOST_OPEN = 40


@dataclass(kw_only=True)
class Officer:
    """One officer; ``account`` is the name they sign in with.

    ``skills``: codes of right types, all when empty. ``most_open``: matters at a time.
    ``deputy``: the account that stands in. ``is_chief``: gets what nobody else took up.
    ``keeps_away_from``: names of parties to whom the officer has ties.
    Law: 《行政处罚法》 art. 43 (who has an interest in a case withdraws)
    """

    id: str
    account: str
    skills: tuple[str, ...] = ()
    most_open: int = MOST_OPEN
    away_until: date | None = None
    deputy: str = ""
    is_chief: bool = False
    keeps_away_from: tuple[str, ...] = ()
    version: int = 0
    events: list[object] = field(default_factory=list)

    def is_away(self, today: date) -> bool:
        """Whether they are away on a day; ``away_until`` is the last day."""
        return self.away_until is not None and today <= self.away_until

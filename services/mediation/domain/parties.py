"""The two sides of a dispute. Value objects."""

from dataclasses import dataclass

COMPLAINANT, RESPONDENT = "complainant", "respondent"
SIDES = (COMPLAINANT, RESPONDENT)


@dataclass(frozen=True, kw_only=True)
class Party:
    """One side: the name in the dispute, and how to reach it."""

    name: str
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def key(self) -> str:
        """Under which this side is booked: how it is reached tells whether two are the same."""
        return f"party:{self.email.casefold() or self.phone or f'{self.name}|{self.address}'}"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which an interest in this side may be declared."""
        return tuple(name for name in (self.name, self.contact_name) if name)


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Both sides, and the language in which the complainant wrote."""

    complainant: Party
    respondent: Party
    language: str = "zh"

    def side(self, side: str) -> Party:
        return self.complainant if side == COMPLAINANT else self.respondent


NOBODY = Parties(complainant=Party(name=""), respondent=Party(name=""))
"""Of a matter without two sides."""

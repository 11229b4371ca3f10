"""Desks: where courts and police take what we hand over."""

from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Desk:
    """One receiving desk. ``code`` is also the organisation of the people who work there.

    ``rank``: of several desks of a kind, the lowest takes what nobody assigned.
    """

    id: str
    code: str
    kind: str
    name: str
    email: str
    rank: int = 0
    version: int = 0
    events: list[object] = field(default_factory=list)


COURT, POLICE = "court", "police"

"""A challenge (回避申请): a party says why the mediator should withdraw; mediation waits for the decision."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Challenge:
    """``ground``: a code of the rulebook's list. ``upheld`` is None until it is decided."""

    side: str
    ground: str
    reason: str
    expert_id: str
    at: datetime
    upheld: bool | None = None
    decision: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.upheld is None

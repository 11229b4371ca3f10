"""Papers that go along with a hand-over."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper: a text of our own, or a piece of evidence that intake keeps."""

    code: str
    title: str
    text: str = ""
    evidence_id: str = ""
    added_at: datetime

    @property
    def is_empty(self) -> bool:
        """True when there is only a title."""
        return not (self.text.strip() or self.evidence_id.strip())

"""Papers that go along with a hand-over."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A piece of evidence that intake keeps: what it is, and the digests of its bytes."""

    evidence_id: str
    name: str
    size: int
    media_type: str
    sha256: str
    sm3: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper: a text of our own, a piece of evidence, or a text about one."""

    code: str
    title: str
    text: str = ""
    file: Attachment | None = None
    added_at: datetime

    @property
    def is_empty(self) -> bool:
        """True when there is only a title."""
        return not self.text.strip() and self.file is None


@dataclass(frozen=True, kw_only=True)
class AnswerFile:
    """A file that the receiver added to its answer; ``by``: who, as in the steps."""

    file: Attachment
    by: str
    added_at: datetime

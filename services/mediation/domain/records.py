"""What a case keeps of things that happened beside its own states. Value objects."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """An appraisal that both sides commissioned; ``by``: who noted it; ``until`` None: it runs."""

    subject: str
    body: str
    document: str
    by: str
    since: datetime
    conclusion: str = ""
    until: datetime | None = None

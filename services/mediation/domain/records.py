"""What a case keeps of things that happened beside its own states."""

from dataclasses import dataclass
from datetime import datetime

from services.mediation.domain.code_signing import SignedByCode


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


@dataclass(kw_only=True)
class AgreedFacts(SignedByCode):
    """The record of undisputed facts; ``presented_at``: when the mediator put it to both sides."""

    presented_at: datetime

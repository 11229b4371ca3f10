"""What a member of the pool can do and who they have worked for (专家库名册)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

ROLES = (
    "mediator",
    "arbitrator",
    "technical_investigator",
    "expert",
    "interpreter",
    "volunteer",
)
NICE_CLASSES = range(1, 46)
IPC_SECTIONS = "ABCDEFGH"


@dataclass(frozen=True, kw_only=True)
class Qualification:
    """A licence or certificate; ``valid_until`` is its last day, None when it does not expire."""

    name: str
    number: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """``ipc``: sections and classes such as ``H`` or ``H04``; ``nice``: classes 1 to 45.

    ``employer`` and ``past_agencies`` count as declared interests: they are never shown to the public.
    """

    roles: tuple[str, ...] = ("mediator",)
    ipc: tuple[str, ...] = ()
    nice: tuple[int, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    languages: tuple[str, ...] = ("zh",)
    regions: tuple[str, ...] = ()
    employer: str = ""
    past_agencies: tuple[str, ...] = ()

    def expired(self, on: date) -> Iterator[Qualification]:
        """The qualifications that are over on a day."""
        for each in self.qualifications:
            if each.valid_until is not None and each.valid_until < on:
                yield each

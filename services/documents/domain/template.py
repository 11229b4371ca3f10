"""A Word template that an administrator uploaded in place of the built-in one."""

from dataclasses import dataclass, field
from datetime import datetime

from chassis.errors import Conflict

DRAFT, LIVE, REPLACED = "draft", "live", "replaced"


@dataclass(kw_only=True)
class Template:
    """One version. ``unknown``: names that nothing fills; ``missing``: facts that it leaves out."""

    id: str
    kind: str
    number: int
    file_name: str
    sha256: str
    size: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    uploaded_by: str
    uploaded_at: datetime
    state: str = DRAFT
    live_by: str = ""
    live_at: datetime | None = None
    version: int = 0
    events: list[object] = field(default_factory=list)

    def go_live(self, by: str, at: datetime) -> None:
        """From now on papers of this kind are made of it.

        Raises: Conflict ``unknown_variables`` while it names what nothing fills; Conflict when it is
        live already.
        """
        if self.unknown:
            raise Conflict("unknown_variables", extra={"unknown": list(self.unknown)})
        if self.state == LIVE:
            raise Conflict("live_already")
        self.state, self.live_by, self.live_at = LIVE, by, at

    def replace(self) -> None:
        self.state = REPLACED

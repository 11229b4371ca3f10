"""What officers note of a matter besides its course: other matters, online shops, mandates, agreements."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from chassis.errors import Conflict

SAME_TARGET, SAME_RIGHT, SERIES, REPEAT, CROSS_DISTRICT = LINKS = (
    "same_target",
    "same_right",
    "series",
    "repeat",
    "cross_district",
)
"""How two matters belong together."""
METHODS = ("screenshot", "notarised", "timestamp", "purchase", "inspection")
"""How a page of a shop was captured."""
SUPPLY, CORRECT, MESSAGE, WITHDRAW = ACTS = ("supply", "correct", "message", "withdraw")
"""What a mandate may cover."""
AGENT = "agent"


@dataclass(frozen=True)
class Link:
    """Another matter that belongs to this one, how, and why."""

    kind: str
    to: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ShopItem:
    """An offer of an online shop as it was captured; ``sold``: pieces that the page names."""

    platform: str
    shop: str
    url: str
    price_fen: int
    sold: int
    captured_at: datetime
    method: str
    by: str
    at: datetime

    @property
    def value_fen(self) -> int:
        """What was sold for, by the page."""
        return self.price_fen * self.sold


@dataclass(frozen=True)
class Mandate:
    """What an agent may do, as the paper says; ``until``: its last day, None without one."""

    scope: tuple[str, ...]
    until: date | None
    by: str
    at: datetime


@dataclass(frozen=True)
class Agreement:
    """Somebody who is represented agrees to an act, and how that is known."""

    who: str
    act: str
    note: str
    by: str
    at: datetime


@dataclass
class Dossier:
    """All of it; the newest mandate counts."""

    links: list[Link] = field(default_factory=list)
    shop_items: list[ShopItem] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)

    def link(self, link: Link) -> None:
        """Note another matter. Raises: Conflict when it stands there so already."""
        if self.linked(link.kind, link.to):
            raise Conflict("linked_already")
        self.links.append(link)

    def unlink(self, kind: str, to: str) -> None:
        """Take a link away. Raises: Conflict when there is none."""
        if not self.linked(kind, to):
            raise Conflict("not_linked")
        self.links = [each for each in self.links if (each.kind, each.to) != (kind, to)]

    def linked(self, kind: str, to: str) -> bool:
        """Whether the other matter stands there in this way."""
        return any((each.kind, each.to) == (kind, to) for each in self.links)

    @property
    def mandate(self) -> Mandate | None:
        """The one that counts."""
        return self.mandates[-1] if self.mandates else None

    @property
    def value_fen(self) -> int:
        """What the offers were sold for altogether, each offer counted once, as it was captured last."""
        return sum({each.url: each.value_fen for each in self.shop_items}.values())

    def lacking(self, represented: Collection[str], act: str) -> tuple[str, ...]:
        """Who has not agreed to an act yet."""
        agreed = {each.who for each in self.agreements if each.act == act}
        return tuple(each for each in represented if each not in agreed)

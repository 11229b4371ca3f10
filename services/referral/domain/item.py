"""What is followed one by one within a referral: the links of a notice."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from chassis.errors import FieldError, InvalidInput
from services.referral.domain.flow import LINK, ItemKind


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing, what is said about it, and what became of it."""

    value: str
    state: str
    note: str = ""
    judged_at: datetime | None = None


def an_item(kind: ItemKind, value: str, note: str) -> Item:
    """A new item of a kind. Raises: InvalidInput ``no_link`` for a link that is none."""
    bare = value.strip()
    if kind.kind == LINK and not _is_link(bare):
        raise InvalidInput([FieldError("/value", "no_link")])
    return Item(value=bare, state=kind.first, note=note)


def _is_link(text: str) -> bool:
    try:
        found = urlsplit(text)
        host = found.hostname or ""
    except ValueError:
        return False
    is_clean = not any(each.isspace() for each in text)
    return is_clean and found.scheme in {"http", "https"} and "." in host.strip(".")

"""Two people change the same form: what one typed beside what is stored by now, field by field.

A form carries what it showed (``was-<field>``). A field that only one of the two changed keeps that change;
where both did, whoever came second chooses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request

from gateway.forms.changes import WAS


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field as it stands now. ``values``: as the form sends them; ``words``: code → words, for lists.

    ``is_set``: several values of one name, each there or not. ``by``, ``at``: who changed it last.
    """

    name: str
    label: Any
    values: tuple[str, ...]
    words: Mapping[str, str] | None = None
    is_set: bool = False
    by: str = ""
    at: str = ""

    def text(self, values: Iterable[str]) -> str:
        """The values as people read them; empty for none."""
        known = self.words or {}
        return "、".join(known.get(each, each) for each in values if each)


@dataclass(frozen=True)
class Difference:
    """One field of which what was typed differs from what is stored.

    ``kept``: what will be sent unasked; None where both changed it and somebody must choose.
    """

    field: Field
    mine: tuple[str, ...]
    kept: tuple[str, ...] | None

    @property
    def is_mine(self) -> bool:
        return self.kept == self.mine


def differences(fields: Iterable[Field]) -> list[Difference]:
    """What the form of this request would change and has changed meanwhile; empty when nothing has.

    Looked at when a write was refused as stale, and for a form that waited for a new sign-in.
    """
    if not (g.get("is_stale") or g.get("only_shows")):
        return []
    apart = [each for field in fields if (each := _difference(field)) is not None]
    return apart if any(not each.is_mine for each in apart) else []


def since(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What happened after the page of a stale form was opened, oldest first."""
    if not g.get("is_stale"):
        return []
    seen = request.form.get("seen", "")
    ids = [each["event_id"] for each in entries]
    return entries[ids.index(seen) + 1 :] if seen in ids else []


def _was(field: Field) -> tuple[str, ...] | None:
    """What the form showed before anything was typed; None when the field is not of this form."""
    if WAS + field.name not in request.form:
        # Of a form that waited for a new sign-in only what is not empty was kept.
        return () if field.name in request.form else None
    return _plain(request.form.getlist(WAS + field.name))


def _difference(field: Field) -> Difference | None:
    was, stored = _was(field), _plain(field.values)
    mine = _plain(request.form.getlist(field.name))
    if was is None or set(mine) == set(stored):
        return None
    if set(mine) == set(was):
        return Difference(field, mine, stored)
    if set(stored) == set(was):
        return Difference(field, mine, mine)
    if field.is_set:
        staying = tuple(each for each in stored if each not in set(was) - set(mine))
        added = tuple(each for each in mine if each not in {*was, *stored})
        return Difference(field, mine, staying + added)
    return Difference(field, mine, None)


def _plain(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for each in values if (text := each.replace("\r\n", "\n").strip()))

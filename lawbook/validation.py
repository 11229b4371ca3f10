"""What can be wrong with the data files; every problem is named, not only the first."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

REQUIRED = ("proc", "name_zh", "name_en", "counts_from", "unit", "source", "evidence", "day_basis")
WAYS = frozenset({"none", "after_holiday", "after_rest"})
READERS = ("authority", "citizen")


def problems(book: Mapping[str, Any], counting: Mapping[str, Any]) -> Iterator[str]:
    """Everything that keeps the rulebook and its counting rules from being used."""
    units = {str(unit) for unit in book["meta"]["units"]}
    seen: set[str] = set()
    for place, entry in enumerate(book["deadlines"], start=1):
        rule_id = str(entry.get("id") or f"entry {place}")
        if rule_id in seen:
            yield f"{rule_id}: stands twice"
        seen.add(rule_id)
        yield from (f"{rule_id}: {said}" for said in _entry(entry, units, counting))
    yield from _successions(book["deadlines"])
    yield from _counting(counting, seen)


def _entry(entry: Mapping[str, Any], units: set[str], counting: Mapping[str, Any]) -> Iterator[str]:
    if not entry.get("id"):
        yield "no id"
    yield from (f"no {name}" for name in REQUIRED if not entry.get(name))
    if entry.get("unit") and str(entry["unit"]) not in units:
        yield f"unknown unit {entry['unit']}"
    amount = entry.get("amount")
    if amount is not None and (not isinstance(amount, int) or amount <= 0):
        yield f"amount {amount!r} is no positive whole number"
    if not isinstance(entry.get("verified"), bool):
        yield "verified must be true or false"
    if entry.get("proc") and entry["proc"] not in counting["defaults"]:
        yield f"no count rule for the procedure {entry['proc']}"
    yield from _dates(entry)


def _dates(entry: Mapping[str, Any]) -> Iterator[str]:
    days = {}
    for name in ("effective_from", "effective_to"):
        if entry.get(name) is not None:
            day = as_day(entry[name])
            if day is None:
                yield f"{name} {entry[name]!r} is no date"
            else:
                days[name] = day
    if len(days) == 2 and days["effective_to"] < days["effective_from"]:
        yield "ends before it begins"


def _successions(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    by_id = {entry.get("id"): entry for entry in entries}
    for rule_id, entry in by_id.items():
        old = by_id.get(f"{rule_id}.legacy")
        if old is None:
            continue
        begins, ended = as_day(entry.get("effective_from")), as_day(old.get("effective_to"))
        if begins is None or ended is None:
            yield f"{rule_id}: has a predecessor, so both need the date of the change"
        elif ended >= begins:
            yield f"{rule_id}: overlaps with its predecessor"


def _counting(counting: Mapping[str, Any], rule_ids: set[str]) -> Iterator[str]:
    for name, reading in counting["roll_over"].items():
        yield from (
            f"{name}: unknown roll-over {reading.get(reader)!r} for the {reader}"
            for reader in READERS
            if reading.get(reader) not in WAYS
        )
    for group in ("defaults", "exceptions"):
        for name, chosen in counting[group].items():
            if chosen.get("rule") not in counting["roll_over"]:
                yield f"{name}: unknown count rule {chosen.get('rule')!r}"
            if not chosen.get("reason"):
                yield f"{name}: no reason for its count rule"
    for group in ("exceptions", "backwards", "citations"):
        yield from (
            f"{name}: stands in {group} only" for name in counting[group] if name not in rule_ids
        )


def as_day(text: object) -> date | None:
    """A date written as text or read by YAML; None for anything else."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None

"""Earlier acts of the same person as they are typed: one row for each."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _

from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.figures import FIGURES

EARLIER_ROWS = 4
_FIELDS = ("done_on", "what", "figure", "value", "punished_on")


def typed_earlier() -> tuple[list[dict[str, Any]], Errors]:
    """The rows in which something stands, and what is wrong with them."""
    found: list[dict[str, Any]] = []
    errors: Errors = []
    for nth in range(EARLIER_ROWS):
        typed = {each: request.form.get(f"earlier_{each}_{nth}", "").strip() for each in _FIELDS}
        if not any(text for name, text in typed.items() if name != "figure"):
            continue
        errors += _wrong(typed, nth)
        figures = {}
        value = _value(typed, nth)
        if value is not None:
            figures[typed["figure"]] = value
        kept = {"done_on": typed["done_on"], "what": typed["what"], "figures": figures}
        found.append(kept | {"punished_on": typed["punished_on"] or None})
    return found, errors


def _value(typed: dict[str, str], nth: int) -> int | None:
    name = f"earlier_value_{nth}"
    return acting.fen(name) if typed["figure"].endswith("_fen") else acting.pieces(name)


def _wrong(typed: dict[str, str], nth: int) -> Errors:
    errors: Errors = []
    for name in ("done_on", "punished_on"):
        is_needed = name == "done_on"
        if (typed[name] or is_needed) and not _is_day(typed[name]):
            text = _("第 %(n)d 次行为：请填写日期，例如 2026-03-01", n=nth + 1)
            errors.append({"text": text, "href": f"#earlier_{name}_{nth}"})
    if typed["value"] and (typed["figure"] not in FIGURES or _value(typed, nth) is None):
        text = _("第 %(n)d 次行为：请选择数额的种类，并只填数字", n=nth + 1)
        errors.append({"text": text, "href": f"#earlier_value_{nth}"})
    return errors


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

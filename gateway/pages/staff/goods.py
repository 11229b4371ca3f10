"""Goods as they are typed: one line for each."""

from typing import Any

from flask import request

GOODS_ROWS = 6
_TEXTS = ("name", "unit", "disposal")


def typed_goods() -> list[dict[str, Any]]:
    """The lines with a name; a number that is none is sent as it was typed, and refused."""
    form = request.form
    found = []
    for nth in range(GOODS_ROWS):
        line: dict[str, Any] = {
            each: form.get(f"goods_{each}_{nth}", "").strip() for each in _TEXTS
        }
        if not line["name"]:
            continue
        for each in ("listed", "handed"):
            text = form.get(f"goods_{each}_{nth}", "").strip()
            line[each] = int(text) if text.isdecimal() else text
        line["perishable"] = form.get(f"goods_perishable_{nth}") == "yes"
        found.append(line)
    return found

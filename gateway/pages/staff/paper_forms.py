"""The form of a paper, built from the definition of its variables, and what was typed into it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import request

from gateway.clients.calling import Refused
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.presentation import as_date

MORE_ROWS, MOST_ROWS = 5, 200
_Variable = Mapping[str, Any]


def fields_of(kind: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """Each variable as an input: what was typed, or else what is known."""
    key = "label_en" if language == "en" else "label"
    known = kind["values"]
    return [
        {
            "name": each["name"],
            "label": each[key],
            "type": each["type"],
            "required": each["required"],
            "columns": [{"name": c["name"], "label": c[key]} for c in each["columns"]],
            "value": _shown(each, known.get(each["name"])),
        }
        for each in kind["variables"]
    ]


def _shown(variable: _Variable, known: Any) -> Any:
    name, form = variable["name"], request.form
    if variable["type"] == "rows":
        rows = typed_rows(variable) if form else list(known or [])
        return rows + [{}] * MORE_ROWS
    if name in form:
        return form[name]
    if variable["type"] == "paragraphs":
        return "\n".join(known or [])
    if variable["type"] == "date" and known:
        return as_date(known).isoformat()
    return "" if known is None else str(known)


def typed_values(variables: Sequence[_Variable]) -> dict[str, Any]:
    """The values of a draft as documents takes them."""
    return {each["name"]: _typed(each) for each in variables}


def _typed(variable: _Variable) -> Any:
    name, form = variable["name"], request.form
    text = form.get(name, "").strip()
    if variable["type"] == "rows":
        return typed_rows(variable)
    if variable["type"] == "paragraphs":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if variable["type"] == "money":
        # What is no amount goes on as it is: documents says what is wrong with it.
        return acting.fen(name) if acting.fen(name) is not None else text or None
    return text


def typed_rows(variable: _Variable) -> list[dict[str, str]]:
    """The rows in which something was typed."""
    columns = [each["name"] for each in variable["columns"]]
    rows = []
    for nth in range(MOST_ROWS):
        row = {c: request.form.get(f"{variable['name']}.{nth}.{c}", "").strip() for c in columns}
        if any(row.values()):
            rows.append(row)
    return rows


def named(errors: Errors, kind: Mapping[str, Any], language: str) -> Errors:
    """The errors for the summary: each begins with the label of its input."""
    key = "label_en" if language == "en" else "label"
    labels = {f"#{each['name']}": each[key] for each in kind["variables"]}
    joiner = ": " if language == "en" else "："
    return [
        each | {"text": labels[each["href"]] + joiner + each["text"]}
        if each["href"] in labels
        else each
        for each in errors
    ]


def refused_inputs(refusal: Refused) -> Refused:
    """The same refusal with pointers such as ``/values/amount`` leading to the input ``amount``."""
    refusal.fields = tuple(
        replace(each, pointer="/" + each.pointer.rsplit("/", 1)[-1]) for each in refusal.fields
    )
    return refusal

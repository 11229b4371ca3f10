"""What an officer typed for a paper, checked against what its kind wants."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from chassis.errors import FieldError, InvalidInput
from services.documents.domain.kind import (
    DATE,
    LINE,
    MOMENT,
    MONEY,
    PARAGRAPHS,
    ROWS,
    Kind,
    Variable,
)
from services.documents.domain.wording import MOST_FEN

LONGEST_LINE, LONGEST_TEXT, MOST_ROWS = 300, 20_000, 500


def checked_values(kind: Kind, typed: Mapping[str, Any]) -> dict[str, Any]:
    """A value for each variable of a kind; what may be empty and was not typed is empty.

    Raises: InvalidInput naming every field that is missing, unknown or of the wrong form.
    """
    errors = [
        FieldError(f"/values/{name}", "unknown_field")
        for name in typed
        if name not in kind.variables
    ]
    values = {}
    for name, variable in kind.variables.items():
        value = typed.get(name, _empty(variable))
        problem = _problem(variable, value)
        if problem:
            errors.append(FieldError(f"/values/{name}", problem))
        values[name] = value
    if errors:
        raise InvalidInput(errors)
    return values


def _empty(variable: Variable) -> Any:
    return [] if variable.type in {PARAGRAPHS, ROWS} else None if variable.type == MONEY else ""


def _problem(variable: Variable, value: Any) -> str:
    if value in ("", None, []):
        return "required" if variable.required else ""
    return _CHECKS[variable.type](variable, value)


def _line(_variable: Variable, value: Any) -> str:
    if not isinstance(value, str):
        return "invalid_text"
    return "line_too_long" if len(value) > LONGEST_LINE else ""


def _paragraphs(_variable: Variable, value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return "invalid_text"
    return "text_too_long" if sum(map(len, value)) > LONGEST_TEXT else ""


def _date(_variable: Variable, value: Any) -> str:
    return (
        ""
        if _reads(lambda: date.fromisoformat(value) or value) or _is_instant(value)
        else "invalid_date"
    )


def _moment(_variable: Variable, value: Any) -> str:
    return "" if _is_instant(value) else "invalid_instant"


def _is_instant(value: Any) -> bool:
    return _reads(lambda: datetime.fromisoformat(value).utcoffset() is not None)


def _reads(look: Any) -> bool:
    try:
        return bool(look())
    except (TypeError, ValueError):
        return False


def _money(_variable: Variable, value: Any) -> str:
    is_amount = isinstance(value, int) and not isinstance(value, bool)
    return "" if is_amount and 0 <= value <= MOST_FEN else "invalid_number"


def _rows(variable: Variable, value: Any) -> str:
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        return "rows_wrong"
    return "" if all(_is_row(variable, row) for row in value) else "rows_wrong"


def _is_row(variable: Variable, row: Any) -> bool:
    return (
        isinstance(row, Mapping)
        and set(row) == set(variable.columns)
        and all(isinstance(each, str) and len(each) <= LONGEST_LINE for each in row.values())
    )


_CHECKS = {
    LINE: _line,
    PARAGRAPHS: _paragraphs,
    DATE: _date,
    MOMENT: _moment,
    MONEY: _money,
    ROWS: _rows,
}

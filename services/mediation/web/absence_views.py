"""Absences as people see them: the other side's reason stays with the centre."""

from datetime import date, datetime
from typing import Any

from lawbook.presentation import instant
from services.mediation.domain.absences import Absence, Reason
from services.mediation.domain.parties import SIDES
from services.mediation.domain.proceedings.said import Filed


def absence_views(
    absences: list[Absence], now: datetime, today: date, *, reader: str
) -> list[dict[str, Any]]:
    """``reader``: a side, or empty for the staff, who read every reason."""
    return [_view(each, now, today, reader) for each in absences]


def reason_files(absences: list[Absence], *, reader: str) -> list[Filed]:
    """The papers of the reasons that a reader may read."""
    shown = (reader,) if reader else SIDES
    return [
        file
        for absence in absences
        for side, said in absence.reasons.items()
        if side in shown
        for file in said.files
    ]


def _view(absence: Absence, now: datetime, today: date, reader: str) -> dict[str, Any]:
    shown = (reader,) if reader else SIDES
    return {
        "session_id": absence.session_id,
        "absent": list(absence.absent),
        "note": absence.note if not reader else "",
        "noted_at": instant(absence.noted_at),
        "explain_until": absence.explain_until.isoformat(),
        "second_at": instant(absence.second_at) if absence.second_at else None,
        "may_explain": bool(reader) and absence.may_explain(reader, today),
        "may_be_undone": not reader and absence.may_be_undone(now),
        "undone_at": instant(absence.undone_at) if absence.undone_at else None,
        "undone_because": absence.undone_because,
        "reasons": {side: _reason(said) for side, said in absence.reasons.items() if side in shown},
    }


def _reason(said: Reason) -> dict[str, Any]:
    return {
        "text": said.text,
        "at": instant(said.at),
        "files": [{"id": f.evidence_id, "name": f.name, "size": f.size} for f in said.files],
    }

"""Somebody did not appear: taking the note back."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from gateway.clients import absences
from gateway.pages.staff import acting, cases
from gateway.pages.staff.room import room


@room.post("/cases/<case_id>/absence/undoing")
def undo_absence(case_id: str) -> Any:
    """It was noted by mistake."""
    return acting.do(
        lambda act: absences.undo(case_id, act),
        acting.typed("because"),
        done=_("缺席记录已撤销，已通知当事人"),
        onward=url_for("staff.case", case_id=case_id),
        show=lambda errors: cases.show(case_id, errors),
    )

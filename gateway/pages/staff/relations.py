"""What the centre knows between persons and firms, for checking conflicts of interest."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from gateway.clients import relations
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.pool_words import RELATIONS, choices


@room.get("/pool/relations")
def relation_list() -> str:
    """All of them, and a form for another."""
    return _relations([])


@room.post("/pool/relations")
def note_relation() -> Any:
    """Note one; open cases are checked again."""
    return acting.do(
        relations.note,
        acting.typed("kind", "one", "other", "source"),
        done=_("已登记，正在重新检查在办案件"),
        onward=url_for("staff.relation_list"),
        show=_relations,
    )


@room.post("/pool/relations/<relation_id>/removal")
def remove_relation(relation_id: str) -> Any:
    """One that does not hold."""
    return acting.do(
        lambda act: relations.remove(relation_id, act),
        {},
        done=_("已删除，正在重新检查在办案件"),
        onward=url_for("staff.relation_list"),
        show=_relations,
    )


def _relations(errors: Errors) -> str:
    return render_template(
        "staff/relations.html",
        found=relations.all_relations(),
        kinds=choices(RELATIONS),
        typed=request.form,
        errors=errors,
        has_errors=bool(errors),
    )

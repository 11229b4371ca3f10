"""Picking one's member of the panel."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway.clients import panels
from gateway.clients.calling import Act, Refused
from gateway.code_lists import label
from gateway.pages.form_key import form_key
from gateway.pages.public.citizen_door import with_matter
from gateway.pages.public.matter import case_id

blueprint = Blueprint("panel", __name__, url_prefix="/my/case/panel")


@blueprint.get("")
@with_matter
def page() -> Any:
    """Whom one may pick, until when."""
    return _page("")


@blueprint.post("")
@with_matter
def pick() -> Any:
    """Pick one, once."""
    chosen = request.form.get("expert_id", "")
    if not chosen:
        return _page(_("请选择一位")), 422
    try:
        panels.change(case_id(), "picks", Act(key=form_key(), body={"expert_id": chosen}))
    except Refused as refused:
        return _page(refused.detail or refused.title), refused.status
    flash(_("已选定合议组成员，等对方和专家答复。"))
    return redirect(url_for("matter.page"), 303)


def _page(error: str) -> str:
    return render_template(
        "public/panel.html",
        found=panels.choices(case_id()),
        chosen=request.form.get("expert_id", ""),
        label=label,
        errors=[{"text": error, "href": "#expert_id"}] if error else [],
        has_errors=bool(error),
    )

"""Saying why one did not come to a session."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway.citizens import COMPLAINANT, RESPONDENT
from gateway.clients import absences, mediation
from gateway.clients.calling import Act, Refused
from gateway.context import gateway
from gateway.pages.form_key import form_key
from gateway.pages.public.citizen_door import with_matter
from gateway.pages.public.matter import case_id
from gateway.pages.uploads import kept_before, uploaded_files

blueprint = Blueprint("absence", __name__, url_prefix="/my/case/absence")


@blueprint.get("")
@with_matter
def page() -> Any:
    """What follows from it, and the form while there is time."""
    return _page({})


@blueprint.post("")
@with_matter
def explain() -> Any:
    """Say why, with papers."""
    if not gateway().limits.take("filing", request.remote_addr or "").passes:
        return _page({"": _("提交太频繁，请过一分钟再试。")}), 429
    body: dict[str, Any] = {"text": request.form.get("text", "").strip()}
    try:
        body["files"] = uploaded_files("files")
        absences.explain(case_id(), Act(key=form_key(), body=body))
    except Refused as refused:
        wrong = {each.field: each.detail for each in refused.fields}
        return _page(wrong or {"": refused.detail or refused.title}), refused.status
    flash(_("已收到您说明的理由，对方看不到。"))
    return redirect(url_for("absence.page"), 303)


def _page(wrong: dict[str, str]) -> str:
    found = mediation.case(case_id())["absences"]
    side = COMPLAINANT if g.principal.has(COMPLAINANT) else RESPONDENT
    own = [each for each in found if side in each["absent"] and not each["undone_at"]]
    return render_template(
        "public/absence.html",
        absence=own[-1] if own else None,
        said=own[-1]["reasons"].get(side) if own else None,
        typed=request.form,
        kept=kept_before(),
        messages=wrong,
        errors=[{"text": text, "href": f"#{name}" if name else ""} for name, text in wrong.items()],
        has_errors=bool(wrong),
    )

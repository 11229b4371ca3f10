"""Putting the recommended mediators in the order of one's wish."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway.clients import mediation
from gateway.clients.calling import Act, Refused
from gateway.code_lists import label
from gateway.pages.form_key import form_key
from gateway.pages.public.citizen_door import with_matter
from gateway.pages.public.matter import case_id

blueprint = Blueprint("mediators", __name__, url_prefix="/my/case/mediators")


@blueprint.get("")
@with_matter
def page() -> Any:
    """The recommended, and the order that one gave."""
    return _page("")


@blueprint.post("")
@with_matter
def rank() -> Any:
    """Give an order: for each place at most one person."""
    places = [request.form.get(f"place-{n}", "") for n in range(1, 6)]
    body = {"ranked": [each for each in places if each]}
    if not body["ranked"]:
        return _page(_("请至少选择一位")), 422
    try:
        mediation.rank(case_id(), Act(key=form_key(), body=body))
    except Refused as refused:
        wrong = [each.detail for each in refused.fields] or [refused.detail]
        return _page(wrong[0]), refused.status
    flash(_("已记下您的意愿，对方看不到。"))
    return redirect(url_for("matter.page"), 303)


def _page(error: str) -> str:
    found = mediation.recommended(case_id())
    return render_template(
        "public/mediators.html",
        found=found,
        chosen=[request.form.get(f"place-{n}", "") for n in range(1, 6)]
        if request.form
        else _own(found),
        label=label,
        errors=[{"text": error, "href": "#place-1"}] if error else [],
        has_errors=bool(error),
    )


def _own(found: Any) -> list[str]:
    own = [str(each) for each in found["ranked"]]
    return own + [""] * (5 - len(own))

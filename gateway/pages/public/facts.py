"""Signing what neither side contests."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from chassis.errors import Throttled
from gateway.clients import mediation
from gateway.clients.calling import Act, Refused
from gateway.pages.form_key import form_key
from gateway.pages.public.citizen_door import with_matter
from gateway.pages.public.matter import case_id, page_with
from gateway.presentation import clock_time

blueprint = Blueprint("facts", __name__, url_prefix="/my/case/facts")


@blueprint.post("")
@with_matter
def sign() -> Any:
    """Sign with the code that came by mail."""
    code = "".join(request.form.get("facts-code", "").split())
    if not code:
        return page_with({"facts-code": _("请输入 6 位签署码")}), 422
    try:
        mediation.sign_facts(case_id(), Act(key=form_key(), body={"code": code}))
    except Refused as refused:
        wrong = [each.detail for each in refused.fields] or [refused.detail]
        return page_with({"facts-code": wrong[0]}), refused.status
    except Throttled as error:
        at = clock_time(error.retry_at)
        return page_with({"facts-code": _("尝试次数过多，请于 %(time)s 后再试", time=at)}), 429
    flash(_("您已签署无争议事实记载。"))
    return redirect(url_for("matter.page"), 303)

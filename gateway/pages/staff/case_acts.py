"""Acts of officer and mediator on the page of a mediation case that are not steps of the case itself."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from gateway.clients import mediation
from gateway.pages.staff import acting
from gateway.pages.staff.cases import act_on
from gateway.pages.staff.room import room


@room.post("/cases/<case_id>/appraisals")
def appraise(case_id: str) -> Any:
    """Both sides commissioned an appraisal."""
    body = acting.typed("subject", "body", "document") | {
        "agreed_by_both": request.form.get("agreed_by_both") == "yes"
    }
    return act_on(case_id, mediation.appraise, body, _("鉴定已记录，所需时间不计入调解期限"))


@room.post("/cases/<case_id>/appraisal-conclusions")
def conclude_appraisal(case_id: str) -> Any:
    """The result of an appraisal is there."""
    body = acting.typed("conclusion")
    return act_on(case_id, mediation.conclude_appraisal, body, _("鉴定已结束，继续计算调解期限"))


@room.post("/cases/<case_id>/agreed-facts")
def present_facts(case_id: str) -> Any:
    """Put to both sides what neither contests, one fact on each line."""
    typed = request.form.get("lines", "").splitlines()
    body = {"lines": [line.strip() for line in typed if line.strip()]}
    return act_on(case_id, mediation.present_facts, body, _("无争议事实已发给双方签署"))

"""Who handles a matter, and what is known of each officer for that."""

from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _

from gateway.clients import assigning
from gateway.code_lists import label, options
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import officer_accounts, room
from gateway.pages.staff.submissions import show_submission


@room.post("/submissions/<receipt_no>/assignment")
def matter_assignment(receipt_no: str) -> Any:
    """Give it to somebody, or to whom the rules name."""
    chosen = request.form.get("assignment-assignee", "")[:80]
    by_rule = request.form.get("way") == "by_rule"
    return acting.do(
        lambda act: assigning.assign(receipt_no, act),
        {"assignee": None if by_rule else chosen},
        done=_("已分派") if by_rule or chosen else _("已退回待分派"),
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: show_submission(receipt_no, errors),
    )


@room.post("/submissions/<receipt_no>/recusal")
def matter_recusal(receipt_no: str) -> Any:
    """回避."""
    return acting.do(
        lambda act: assigning.recuse(receipt_no, act),
        {"reason": request.form.get("recusal-reason", "").strip()},
        done=_("已记录回避，您不再经办此事"),
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: show_submission(receipt_no, errors),
    )


@room.post("/submissions/<receipt_no>/return")
def matter_return(receipt_no: str) -> Any:
    """退单."""
    names = ("ground", "reason", "proposed")
    return acting.do(
        lambda act: assigning.give_back(receipt_no, act),
        {name: request.form.get(f"return-{name}", "").strip() for name in names},
        done=_("已退单，办理期限照常计算"),
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: show_submission(receipt_no, errors),
    )


@room.post("/submissions/<receipt_no>/ruling")
def matter_ruling(receipt_no: str) -> Any:
    """裁定由谁办理."""
    names = ("assignee", "reason")
    return acting.do(
        lambda act: assigning.rule(receipt_no, act),
        {name: request.form.get(f"ruling-{name}", "").strip() for name in names},
        done=_("已裁定，并通知经办人"),
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: show_submission(receipt_no, errors),
    )


@room.get("/officers")
def officers() -> str:
    """All officers with what they have in hand, and what assigning knows of them."""
    known = {each["account"]: each for each in assigning.officers()}
    people = [{**_person(each), **known.get(each.account, {})} for each in officer_accounts()]
    return render_template(
        "staff/officers.html",
        people=people,
        names=_names(),
        label=label,
        rulings=assigning.rulings(),
    )


@room.get("/officers/<account>")
def officer(account: str) -> str:
    """What assigning knows of one."""
    return _show(account, [])


@room.post("/officers/<account>")
def officer_said(account: str) -> Any:
    """Say what assigning is to know of an officer."""
    form = request.form
    body = {
        "skills": form.getlist("skills"),
        "most_open": form.get("most_open", "").strip(),
        "away_until": form.get("away_until", "").strip() or None,
        "deputy": form.get("deputy", ""),
        "is_chief": acting.ticked("is_chief"),
        "keeps_away_from": [
            each for line in form.get("keeps_away_from", "").splitlines() if (each := line.strip())
        ],
    }
    return acting.do(
        lambda act: assigning.describe(account, act),
        body,
        done=_("已保存"),
        onward=url_for("staff.officers"),
        show=lambda errors: _show(account, errors),
    )


def _show(account: str, errors: Errors) -> str:
    person = next((each for each in officer_accounts() if each.account == account), None)
    if person is None:
        abort(404)
    return render_template(
        "staff/officer.html",
        person=person,
        known=assigning.officer(account),
        others=[each for each in officer_accounts() if each.account != account],
        right_types=options("right_types"),
        typed=request.form,
        errors=errors,
        has_errors=bool(errors),
    )


def _person(account: Any) -> dict[str, Any]:
    return {"account": account.account, "name": account.name}


def _names() -> dict[str, str]:
    return {each.account: each.name for each in officer_accounts()}

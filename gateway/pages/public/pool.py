"""The public list of experts, applying for it, and draws that anybody can check."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from chassis.errors import NotFound, Throttled
from gateway.clients import pool
from gateway.clients.calling import Act, Refused
from gateway.code_lists import label, options
from gateway.context import gateway
from gateway.pages.errors import too_often
from gateway.pool_words import IPC, LANGUAGES, ROLES, choices

blueprint = Blueprint("pool", __name__)
_CHECKED = ("roles", "fields", "ipc", "languages")
_QUALIFICATIONS = range(1, 4)
_LABELS = {
    "name": _l("姓名"),
    "email": _l("邮箱"),
    "phone": _l("电话"),
    "roles": _l("想担任的角色"),
    "fields": _l("熟悉的权利种类"),
    "languages": _l("工作语言"),
    "nice": _l("尼斯分类的类别号"),
    "employer": _l("现在的工作单位"),
    "statement": _l("补充说明"),
}


@blueprint.get("/experts")
def experts() -> str:
    """Members who agreed to be listed."""
    return render_template("public/experts.html", experts=pool.listed(), label=label)


@blueprint.get("/experts/apply")
def form() -> Any:
    """The application form."""
    return _form({})


@blueprint.post("/experts/apply")
def apply() -> Any:
    """Apply, or see the form again with what is wrong."""
    body = _body()
    classes = _numbers(request.form.get("nice", ""))
    if classes is None:
        return _form({"nice": _("请填 1 到 45 之间的类别号，用逗号分开")}), 422
    body["profile"]["nice"] = classes
    try:
        pool.apply(Act(key=request.form.get("form_key", ""), body=body))
    except Refused as refusal:
        return _form({_name(each.pointer): each.detail for each in refusal.fields}), 422
    except Throttled:
        return too_often()
    return redirect(url_for("pool.applied"), 303)


@blueprint.get("/experts/applied")
def applied() -> str:
    """It has arrived."""
    return render_template("public/pool_applied.html")


@blueprint.get("/experts/supply/<token>")
def supply(token: str) -> Any:
    """What the centre asked an applicant for, by the link in the mail."""
    return _supply(token, "")


@blueprint.post("/experts/supply/<token>")
def send_supply(token: str) -> Any:
    """Add it."""
    act = Act(key=request.form.get("form_key", ""), body={"text": request.form.get("text", "")})
    try:
        pool.supply(token, act)
    except Refused as refusal:
        wrong = [each.detail for each in refusal.fields] or [refusal.detail or refusal.title]
        return _supply(token, wrong[0]), refusal.status
    except Throttled:
        return too_often()
    flash(_("已收到您补充的内容，审核结果会用邮件告诉您。"))
    return redirect(url_for("pool.supply", token=token), 303)


@blueprint.get("/draws/<draw_id>")
def draw(draw_id: str) -> Any:
    """A draw in words, with everything that is needed to compute it again."""
    verdict = gateway().limits.take("check", request.remote_addr or "")
    if not verdict.passes:
        return too_often()
    _bytes, found = pool.proof(draw_id)
    names = {each["expert_id"]: each["name"] for each in pool.listed()}
    return render_template("public/draw.html", draw=found, names=names)


@blueprint.get("/draws/<draw_id>/proof.json")
def proof(draw_id: str) -> Response:
    """The proof as ``huhang draw verify`` reads it."""
    found, draw = pool.proof(draw_id)
    if "chosen" not in draw:
        raise NotFound()
    name = f"draw-{draw_id}.json"
    return Response(
        found,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _supply(token: str, error: str) -> str:
    return render_template(
        "public/pool_supply.html",
        asked=pool.asked(token),
        typed=request.form,
        errors=[{"text": error, "href": "#text"}] if error else [],
        error=error,
        has_errors=bool(error),
    )


def _body() -> dict[str, Any]:
    form = request.form
    given = {name: form.get(name, "").strip() for name in ("name", "email", "phone", "statement")}
    return given | {
        "fields": form.getlist("fields"),
        "may_be_listed": form.get("may_be_listed") == "yes",
        "profile": {
            "roles": form.getlist("roles"),
            "ipc": form.getlist("ipc"),
            "languages": form.getlist("languages"),
            "regions": _words("regions"),
            "employer": form.get("employer", "").strip(),
            "past_agencies": _words("past_agencies"),
            "qualifications": [each for n in _QUALIFICATIONS if (each := _qualification(n))],
        },
    }


def _qualification(n: int) -> dict[str, Any]:
    form = request.form
    name = form.get(f"qualification-{n}", "").strip()
    until = form.get(f"valid-{n}", "").strip()
    number = form.get(f"number-{n}", "").strip()
    return {"name": name, "number": number, "valid_until": until or None} if name else {}


def _words(field: str) -> list[str]:
    text = request.form.get(field, "")
    for mark in ("，", "、", ",", "；", ";"):
        text = text.replace(mark, "\n")
    return [line.strip() for line in text.splitlines() if line.strip()]


def _numbers(text: str) -> list[int] | None:
    parts = text.replace("，", ",").replace("、", ",").split(",")
    digits = [part.strip() for part in parts if part.strip()]
    if not all(part.isdecimal() and 1 <= int(part) <= 45 for part in digits):
        return None
    return [int(part) for part in digits]


def _name(pointer: str) -> str:
    """The field of the form that a pointer of the API means."""
    parts = [part for part in pointer.strip("/").split("/") if part != "profile"]
    if parts[0] == "qualifications" and len(parts) > 2:
        field = {"name": "qualification", "number": "number"}.get(parts[2], "valid")
        return f"{field}-{int(parts[1]) + 1}"
    return parts[0]


def _named(name: str, text: str) -> str:
    """A message for the summary, where the field that it is about does not stand beside it."""
    field = _LABELS.get(name)
    return _("%(field)s：%(problem)s", field=field, problem=text) if field else text


def _form(errors: dict[str, str]) -> str:
    typed = request.form
    return render_template(
        "public/pool_apply.html",
        typed=typed,
        chosen={name: typed.getlist(name) for name in _CHECKED},
        roles=choices(ROLES),
        languages=choices(LANGUAGES),
        ipc=choices(IPC),
        rights=options("right_types"),
        rows=_QUALIFICATIONS,
        errors=[{"text": _named(name, text), "href": f"#{name}"} for name, text in errors.items()],
        messages=errors,
        has_errors=bool(errors),
    )

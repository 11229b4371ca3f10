"""The directory of bodies: who takes what we hand over, and where they are reached."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gateway.clients import referral
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room

KINDS = {
    "court": _l("人民法院"),
    "police": _l("公安机关"),
    "market": _l("市场监督管理部门"),
    "copyright": _l("版权主管部门"),
    "agriculture": _l("农业农村部门"),
    "patent": _l("专利管理部门"),
    "national": _l("国家知识产权局"),
    "customs": _l("海关"),
    "cyberspace": _l("网信部门"),
    "platform": _l("平台"),
    "arbitration": _l("仲裁机构"),
    "notary": _l("公证机构"),
    "reconsideration": _l("行政复议机关"),
    "procuratorate": _l("人民检察院"),
}
_FIELDS = ("name", "email", "phone", "address", "competence", "forms")
_NUMBERS = ("chases", "chase_days", "most_mb")
LEVELS = {
    "basic": _l("基层人民法院"),
    "intermediate": _l("中级人民法院"),
    "designated": _l("知识产权法院或者指定的中级人民法院"),
}
FIELD_NAMES = {
    "name": _l("单位名称"),
    "email": _l("邮箱"),
    "phone": _l("电话"),
    "address": _l("地址"),
    "competence": _l("职权和依据"),
    "forms": _l("能接收的文件"),
    "chases": _l("自动催办次数"),
    "chase_days": _l("催办间隔（工作日）"),
    "most_mb": _l("材料包上限（MB）"),
    "level": _l("法院级别"),
}


@room.get("/bodies")
def bodies() -> str:
    """All bodies, and the form for another."""
    return _list([])


@room.post("/bodies")
def add_body() -> Any:
    """Add one."""
    return acting.do(
        referral.add_desk,
        acting.typed("code", "kind") | _entry(),
        done=_("已加入名录"),
        onward=url_for("staff.bodies"),
        show=_list,
    )


@room.get("/bodies/<desk_code>")
def body(desk_code: str) -> str:
    """One body."""
    return _one(desk_code, [])


@room.post("/bodies/<desk_code>")
def revise_body(desk_code: str) -> Any:
    """Change it."""
    return _act(desk_code, referral.revise_desk, _entry(), _("已更新，原内容保留在变更记录中"))


@room.post("/bodies/<desk_code>/confirmation")
def confirm_body(desk_code: str) -> Any:
    """Say that it is still right."""
    return _act(desk_code, referral.confirm_desk, {}, _("已核实"))


def _entry() -> dict[str, Any]:
    """The fields of an entry; a number that was left empty is the usual one, one that is none is refused."""
    numbers = acting.typed(*_NUMBERS, "level")
    return acting.typed(*_FIELDS) | {name: text for name, text in numbers.items() if text}


def _act(desk_code: str, verb: Any, body_: dict[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: verb(desk_code, act),
        body_,
        done=done,
        onward=url_for("staff.body", desk_code=desk_code),
        show=lambda errors: _one(desk_code, errors),
    )


def _list(errors: Errors) -> str:
    return render_template(
        "staff/bodies.html",
        bodies=referral.desks(),
        kinds=KINDS,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )


def _one(desk_code: str, errors: Errors) -> str:
    found = referral.desk(desk_code)
    return render_template(
        "staff/body.html",
        item=found,
        kinds=KINDS,
        field_names=FIELD_NAMES,
        levels=LEVELS,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )

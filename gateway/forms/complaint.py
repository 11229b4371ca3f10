"""The pages of a complaint (投诉). Which words are acceptable is intake's business, not ours."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from gateway.clients.calling import FieldProblem

Form = MultiDict[str, str]
Answers = dict[str, Any]
EVIDENCE = "evidence"
OTHER = "other"
COMMON_RIGHTS = (
    "trademark",
    "patent_invention",
    "patent_utility_model",
    "patent_design",
    "copyright",
    "software",
    "trade_secret",
    "geographical_indication",
    "confusion",
)
"""Right types that are offered one by one; the others stand in a list behind 其他."""


@dataclass(frozen=True)
class Step:
    """One page: its place in the address, its title, the fields that it asks for."""

    name: str
    title: Any
    fields: tuple[str, ...]
    read: Callable[[Form], Answers]


def _texts(*names: str) -> Callable[[Form], Answers]:
    return lambda form: {name: form.get(name, "") for name in names}


def _about_right(form: Form) -> Answers:
    chosen = form.get("right_type", "")
    if chosen == OTHER:
        chosen = form.get("right_type_other", "")
    return {"right_type": chosen, "right_number": form.get("right_number", "")}


def _respondent(form: Form) -> Answers:
    names = ("name", "address", "platform", "url", "email")
    answers: Answers = {f"respondent_{each}": form.get(f"respondent_{each}", "") for each in names}
    return answers | {"respondent_unknown": form.get("respondent_unknown") == "yes"}


def _facts(form: Form) -> Answers:
    return {
        "happened_on": join_date(
            form.get("happened_on-year", ""),
            form.get("happened_on-month", ""),
            form.get("happened_on-day", ""),
        ),
        "place": form.get("place", ""),
        "facts": form.get("facts", ""),
    }


def _request(form: Form) -> Answers:
    return {
        "requests": form.getlist("requests"),
        "agrees_to_mediation": form.get("agrees_to_mediation") == "yes",
    }


def _contact(form: Form) -> Answers:
    texts = _texts("contact_name", "contact_phone", "contact_email")(form)
    return texts | {"notify_by": form.getlist("notify_by")}


_HOLDER = (
    "holder_role",
    "holder_name",
    "holder_uscc",
    "mandate",
    "agent_id_number",
    "co_filers",
    "representatives",
)
STEPS: tuple[Step, ...] = (
    Step("about-right", _l("您的权利"), ("right_type", "right_number"), _about_right),
    Step(
        "holder",
        _l("权利人"),
        _HOLDER,
        _texts(*_HOLDER),
    ),
    Step(
        "respondent",
        _l("被投诉人"),
        (
            "respondent_name",
            "respondent_unknown",
            "respondent_address",
            "respondent_platform",
            "respondent_url",
            "respondent_email",
        ),
        _respondent,
    ),
    Step("facts", _l("事情经过"), ("happened_on", "place", "facts"), _facts),
    Step(EVIDENCE, _l("证据材料"), ("evidence",), lambda _form: {}),
    Step("request", _l("您的请求"), ("requests", "agrees_to_mediation"), _request),
    Step(
        "contact",
        _l("联系方式"),
        ("contact_name", "contact_phone", "contact_email", "notify_by"),
        _contact,
    ),
)
STEP_OF: Mapping[str, Step] = {step.name: step for step in STEPS}

LABELS: Mapping[str, Any] = {
    "right_type": _l("权利类型"),
    "right_number": _l("注册号或专利号"),
    "holder_role": _l("您是"),
    "holder_name": _l("权利人名称"),
    "holder_uscc": _l("统一社会信用代码"),
    "mandate": _l("委托事项、权限和期限"),
    "agent_id_number": _l("代理人身份证号"),
    "co_filers": _l("共同投诉人"),
    "representatives": _l("推选的两名代表人"),
    "respondent_name": _l("被投诉人名称或店铺名"),
    "respondent_unknown": _l("不清楚对方是谁"),
    "respondent_address": _l("对方地址"),
    "respondent_platform": _l("所在平台"),
    "respondent_url": _l("网址或店铺链接"),
    "respondent_email": _l("对方邮箱"),
    "happened_on": _l("什么时候发现的"),
    "place": _l("在哪里或哪个平台"),
    "facts": _l("经过"),
    "evidence": _l("证据材料"),
    "requests": _l("希望怎样处理"),
    "agrees_to_mediation": _l("同意调解"),
    "contact_name": _l("姓名"),
    "contact_phone": _l("电话"),
    "contact_email": _l("邮箱"),
    "notify_by": _l("通知方式"),
    "identity": _l("怎样举报"),
    "flags": _l("绿色通道"),
}
_WHEN_EMPTY: Mapping[str, Any] = {
    "right_type": _l("请选择权利类型"),
    "holder_role": _l("请选择您与权利人的关系"),
    "holder_name": _l("请输入权利人名称（与证书一致）"),
    "place": _l("请输入在哪里或哪个平台发现的"),
    "facts": _l("请说明情况，至少 10 个字"),
    "requests": _l("请至少选择一项"),
    "contact_name": _l("请输入您的姓名"),
    "identity": _l("请选择怎样举报"),
}
_NAMELESS = ("too_", "invalid", "required", "null")
_ANCHORS: Mapping[str, str] = {"happened_on": "happened_on-year"}


def join_date(year: str, month: str, day: str) -> str:
    """``2026``, ``2026-11`` or ``2026-11-20``; gaps stay visible, so that intake can refuse them."""
    parts = [each.strip() for each in (year, month, day)]
    while parts and not parts[-1]:
        parts.pop()
    return "-".join([*parts[:1], *(each.zfill(2) for each in parts[1:])])


def split_date(text: str) -> tuple[str, str, str]:
    """Year, month and day as they were typed; missing ones empty."""
    year, month, day = (*text.split("-"), "", "", "")[:3]
    return year, month, day


@dataclass(frozen=True)
class Shown:
    """A problem as a page shows it: beside its field and, linked, in the summary."""

    field: str
    text: str
    href: str


def shown(
    problems: Sequence[FieldProblem], answers: Mapping[str, Any], fields: Sequence[str]
) -> list[Shown]:
    """The problems in the order of the page's fields, each field once."""
    first: dict[str, Shown] = {}
    for problem in problems:
        name = problem.field
        text = sentence(problem, answers.get(name))
        first.setdefault(name, Shown(name, text, f"#{_ANCHORS.get(name, name)}"))
    order = {name: place for place, name in enumerate(fields)}
    return sorted(first.values(), key=lambda each: order.get(each.field, len(order)))


def sentence(problem: FieldProblem, typed: Any) -> str:
    """Intake's sentence; one that does not name its field gets the field's name in front."""
    if not typed and problem.field in _WHEN_EMPTY:
        return str(_WHEN_EMPTY[problem.field])
    detail = problem.detail.rstrip("。.")
    if problem.code.startswith(_NAMELESS) and problem.field in LABELS:
        return _("%(field)s：%(problem)s", field=LABELS[problem.field], problem=detail)
    return detail


def body(answers: Mapping[str, Any], language: str, steps: Sequence[Step] = STEPS) -> Answers:
    """The answers of some pages as intake takes them; ``answers`` says which kind it is."""
    empty: Answers = {"requests": [], "notify_by": [], "evidence": []}
    asked = {name for step in steps for name in step.fields}
    for name in asked:
        empty.setdefault(name, False if name in _YES_OR_NO else [] if name == "flags" else "")
    evidence = [
        {"id": each["id"], "description": each["description"]}
        for each in answers.get("evidence", ())
    ]
    return {
        **empty,
        **{name: value for name, value in answers.items() if name in asked},
        "evidence": evidence,
        "kind": answers.get("kind", "complaint"),
        "channel": answers.get("channel", "web"),
        "language": language,
    }


_YES_OR_NO = frozenset({"respondent_unknown", "agrees_to_mediation"})

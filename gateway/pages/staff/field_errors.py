"""What a service says about a field, as the staff reads it: the field's name and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gateway.clients.calling import FieldProblem
from gateway.forms.changes import CORRECTABLE, WAS
from gateway.forms.complaint import LABELS


@dataclass(frozen=True)
class Field:
    """A field of a form. ``name``: its name and anchor on the page; ``chosen``: picked, not typed."""

    name: str
    label: Any
    chosen: bool = False


_SLOT = Field("slot", _l("会议时段"), chosen=True)
_FIELDS = {
    "/one": Field("one", _l("人或者单位")),
    "/other": Field("other", _l("另一方")),
    "/pick_until": Field("pick_until", _l("选定的最后一天")),
    "/because": Field("because", _l("撤销的理由")),
    "/officers": Field("officers", _l("办案人员")),
    "/offence": Field("offence", _l("涉嫌罪名"), chosen=True),
    "/summary": Field("summary", _l("书面报告")),
    "/room_id": _SLOT,
    "/starts_at": _SLOT,
    "/outcome": Field("outcome", _l("结果"), chosen=True),
    "/held_earlier": Field("held-earlier", _l("会议时间"), chosen=True),
    "/count": Field("count", _l("一共几次")),
    "/every_days": Field("every_days", _l("隔几天一次")),
    "/valid_until": Field("valid_until", _l("有效期至")),
    "/score": Field("score", _l("评分"), chosen=True),
    "/minutes_text": Field("minutes_text", _l("笔录")),
    "/agreement": Field("agreement", _l("协议内容")),
    "/agreement/terms": Field("terms", _l("协议内容")),
    "/agreement/instalments": Field("instalments", _l("分期付款")),
    "/agreement/pay_by": Field("pay_by", _l("付款期限")),
    "/decision": Field("decision", _l("结果"), chosen=True),
    "/case_no": Field("case_no", _l("立案文号")),
    "/ruling_no": Field("ruling_no", _l("裁定书文号")),
    "/reasons": Field("reasons", _l("理由")),
    "/reason": Field("reason", _l("理由")),
    "/ground": Field("ground", _l("法定理由"), chosen=True),
    "/explanation": Field("explanation", _l("说明")),
    "/route": Field("route", _l("转往"), chosen=True),
    "/result": Field("result", _l("办理结果"), chosen=True),
    "/statement": Field("statement", _l("声明")),
    "/code": Field("code", _l("种类"), chosen=True),
    "/title": Field("title", _l("标题")),
    "/text": Field("text", _l("正文")),
    "/wanted": Field("wanted", _l("缺少的材料")),
    "/note": Field("note", _l("说明")),
    "/day": Field("day", _l("日期")),
    "/question": Field("question", _l("请求或者问题")),
    "/account": Field("account", _l("账号")),
    "/term_until": Field("term_until", _l("聘期至")),
    "/public_word": Field("public_word", _l("公开词")),
    "/desk": Field("desk", _l("接收单位"), chosen=True),
    "/name": Field("name", _l("单位名称")),
    "/kind": Field("kind", _l("种类"), chosen=True),
    "/answer": Field("answer", _l("结论"), chosen=True),
    "/flow": Field("flow", _l("办理哪一种事项"), chosen=True),
    "/chases": Field("chases", _l("自动催办次数")),
    "/chase_days": Field("chase_days", _l("催办间隔（工作日）")),
    "/forms": Field("forms", _l("能接收的文件")),
    "/most_mb": Field("most_mb", _l("材料包上限（MB）")),
    "/receipt_no": Field("receipt_no", _l("受理号")),
    "/purpose": Field("purpose", _l("事由")),
    "/number": Field("number", _l("文号")),
    "/value": Field("links", _l("链接")),
    "/values": Field("links", _l("链接")),
    "/nth": Field("items", _l("链接"), chosen=True),
    "/act": Field("act", _l("结果"), chosen=True),
}
# What a form of its own calls a field that other forms call otherwise.
_ON_FORMS = {
    "staff.add_body": {"/code": Field("code", _l("代码"))},
    "staff.desk_add_text": {
        "/code": Field("code", _l("代码")),
        "/words": Field("words", _l("内容")),
    },
    "staff.note_link": {
        "/to": Field("to", _l("另一件的受理号")),
        "/kind": Field("kind", _l("关联方式"), chosen=True),
    },
    "staff.note_shop_item": {
        "/platform": Field("platform", _l("平台")),
        "/shop": Field("shop", _l("店铺名称或编号")),
        "/url": Field("url", _l("商品链接")),
        "/price_fen": Field("price", _l("价格（元）")),
        "/sold": Field("sold", _l("销量")),
        "/captured_at": Field("captured_at", _l("取证时间"), chosen=True),
        "/method": Field("method", _l("取证方式"), chosen=True),
    },
    "staff.note_mandate": {"/scope": Field("scope", _l("代理权限"), chosen=True)},
    "staff.note_agreement": {
        "/who": Field("who", _l("同意的人"), chosen=True),
        "/note": Field("note", _l("怎样同意的")),
    },
    "staff.add_sample": {
        "/name": Field("name", _l("样品名称")),
        "/quantity": Field("quantity", _l("数量")),
        "/giver": Field("giver", _l("提交人")),
    },
    "staff.move_sample": {
        "/photo": Field("photo", _l("封存照片"), chosen=True),
        "/seal_no": Field("seal_no", _l("封条编号")),
        "/place": Field("place", _l("库位")),
        "/giver": Field("giver", _l("移交人")),
        "/taker": Field("taker", _l("接收人")),
        "/note": Field("note", _l("说明")),
    },
    "staff.take_statement": {
        "/speaker": Field("speaker", _l("陈述人")),
        "/words": Field("words", _l("文字")),
        "/recording": Field("recording", _l("录音文件"), chosen=True),
        "/source": Field("source", _l("来源"), chosen=True),
    },
    "staff.go_on_with_statement": {
        "/seconds": Field("seconds", _l("时间")),
        "/name": Field("name", _l("对应的项目"), chosen=True),
        "/words": Field("words", _l("文字")),
        "/note": Field("note", _l("核对情况")),
    },
    "staff.matter_return": {
        "/ground": Field("ground", _l("退单依据"), chosen=True),
        "/proposed": Field("proposed", _l("建议由谁办理")),
    },
    "staff.matter_ruling": {"/assignee": Field("assignee", _l("由谁办理"), chosen=True)},
    "staff.matter_correction": {f"/{each}": Field(each, LABELS[each]) for each in CORRECTABLE},
    "staff.make_guest_link": {
        "/person": Field("person", _l("给谁")),
        "/days": Field("days", _l("有效天数")),
    },
    "staff.correct_agreement": {"/reason": Field("correction_reason", _l("更正理由"))},
    "staff.step": {
        "/amount_fen": Field("amount", _l("金额")),
        "/document": Field("document", _l("文件名称、编号和日期")),
        "/person": Field("person", _l("决定人或者经手人")),
        "/ticked": Field("ticked", _l("核对事项")),
        "/seat": Field("seat", _l("对象"), chosen=True),
        "/size": Field("size", _l("人数或者分数"), chosen=True),
        "/expert_id": Field("expert_id", _l("专家库成员"), chosen=True),
        "/files": Field("files", _l("文件")),
    },
    "staff.open_referral": {"/desk": Field("desk", _l("对方单位"), chosen=True)},
}
_FREE_TEXTS = frozenset(
    {
        "summary",
        "minutes_text",
        "terms",
        "reasons",
        "reason",
        "explanation",
        "statement",
        "text",
        "wanted",
        "asked_for",
        "words",
    }
)


def field_errors(problems: Iterable[FieldProblem]) -> list[dict[str, str]]:
    """One line for each field, leading to it."""
    fields = _FIELDS | _ON_FORMS.get(request.endpoint or "", {})
    found: dict[str, dict[str, str]] = {}
    for each in problems:
        field = fields.get(each.pointer) or fields.get(f"/{each.field}")
        href = f"#{_sent_as(field.name if field else each.field)}"
        found.setdefault(href, {"text": _sentence(each, field), "href": href})
    return list(found.values())


def _sent_as(name: str) -> str:
    """The name that the form gives a field: forms that share a page put their own name before it."""
    own = [each for each in request.form if each.endswith(f"-{name}") and not each.startswith(WAS)]
    return name if name in request.form or not own else own[0]


def _sentence(problem: FieldProblem, field: Field | None) -> str:
    if field is None:
        return problem.detail
    if field.chosen:
        return _("请选择%(field)s", field=field.label)
    if problem.code in {"required", "null"} or not request.form.get(field.name, "-").strip():
        return _("请填写%(field)s", field=field.label)
    return _("%(field)s：%(problem)s", field=field.label, problem=problem.detail)


def typed_texts() -> list[str]:
    """What the person has written, to show it where the form that took it is gone."""
    return [
        text
        for name, typed in request.form.items()
        if name.rpartition("-")[2] in _FREE_TEXTS
        and not name.startswith(WAS)
        and (text := typed.strip())
    ]

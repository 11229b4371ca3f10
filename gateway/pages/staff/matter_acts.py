"""What an officer does with a matter beside the main decision: one small form for each."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gateway.clients import intake, intake_dialogue, roots
from gateway.clients.calling import Act, Refused
from gateway.forms.changes import CORRECTABLE, changed
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.editing import PREFIX
from gateway.pages.staff.room import room
from gateway.pages.staff.submissions import show_submission
from gateway.pages.staff.uploading import uploaded

_ACTS: Mapping[str, tuple[tuple[str, ...], Any]] = {
    "answer": (("text",), _l("已答复，当事人凭受理号和查询码查看")),
    "supplement-request": (("purpose", "asked_for"), _l("已要求补充")),
    "tracks": (("kind", "reason"), _l("已分案，新案单独计算期限")),
    "hand-over": (("receiver", "reason"), _l("已移交")),
    "merger": (("into", "reason"), _l("已并案，24小时内可以撤销")),
    "merger/undoing": ((), _l("已撤销并案")),
    "messages": (("text",), _l("留言已发送")),
    "rating": (("score", "words"), _l("回访结果已记录")),
    "extension": (("reason",), _l("已批准延长")),
}

CUSTODY = {
    "received": _l("收到上传"),
    "cleaned": _l("去除作者和地点信息"),
    "filed": _l("随事项提交"),
    "copied": _l("分案时复制"),
    "taken": _l("打包下载"),
    "quarantined": _l("等待安全检查"),
    "released": _l("通过安全检查"),
    "viewed": _l("查看下载"),
    "redacted": _l("制作遮盖副本"),
    "denied": _l("要求查看，未获准"),
    "exposed": _l("规定查阅范围"),
}


def _posting(verb: str) -> Callable[[str], Any]:
    names, done = _ACTS[verb]

    def post(receipt_no: str) -> Any:
        prefix = verb.replace("/", "-")
        body = {name: request.form.get(f"{prefix}-{name}", "").strip() for name in names}
        return _act(receipt_no, verb, body, str(done))

    return post


for _verb in _ACTS:
    room.add_url_rule(
        f"/submissions/<receipt_no>/{_verb}",
        f"matter_{_verb.replace('/', '_').replace('-', '_')}",
        _posting(_verb),
        methods=["POST"],
    )


@room.post("/submissions/<receipt_no>/triage")
def matter_triage(receipt_no: str) -> Any:
    """繁简分流."""
    body = {
        "lane": request.form.get("lane", ""),
        "flags": request.form.getlist("flags"),
        "reason": request.form.get("triage-reason", "").strip(),
    }
    return _act(receipt_no, "triage", body, _("已分流"))


@room.post("/submissions/<receipt_no>/correction")
def matter_correction(receipt_no: str) -> Any:
    """更正: only what was changed, so that nobody puts back what somebody else has put right."""
    changes = changed(CORRECTABLE, PREFIX)
    done = _("已更正，原来的内容留存") if changes else _("没有改动")
    return _act(receipt_no, "correction", {"fields": changes}, done)


@room.post("/submissions/<receipt_no>/identity")
def matter_identity(receipt_no: str) -> Any:
    """Who reported in confidence: shown once, on a page of its own; that somebody looked is recorded."""
    form = request.form
    act = Act(key=form.get("form_key", ""), etag=form.get("etag", ""), body={})
    person = intake_dialogue.do(receipt_no, "identity", act)
    return render_template("staff/matter/identity.html", number=receipt_no, person=person)


@room.post("/submissions/<receipt_no>/evidence/<evidence_id>/redaction")
def matter_redaction(receipt_no: str, evidence_id: str) -> Any:
    """遮盖副本: the uploaded copy stands beside the original."""

    def upload_and_bind(act: Act) -> None:
        body = {**act.body, "copy": uploaded("file")}
        verb = f"evidence/{evidence_id}/redactions"
        intake_dialogue.do(receipt_no, verb, Act(key=act.key, etag=act.etag, body=body))

    return acting.do(
        upload_and_bind,
        {"reason": request.form.get("redaction-reason", "").strip()},
        done=_("已添加遮盖副本，原件不变"),
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: show_submission(receipt_no, errors),
    )


@room.get("/submissions/<receipt_no>/evidence-bundle")
def evidence_bundle(receipt_no: str) -> Response:
    """All evidence in one archive."""
    return passed_on(intake_dialogue.bundle(receipt_no))


@room.get("/submissions/<receipt_no>/custody")
def evidence_custody(receipt_no: str) -> str:
    """Who had which file when."""
    files = {
        each["id"]: each["name"] for each in intake.submission(receipt_no)["fields"]["evidence"]
    }
    return render_template(
        "staff/matter/custody.html",
        number=receipt_no,
        names=files,
        links=intake_dialogue.custody(receipt_no),
        acts=CUSTODY,
    )


@room.get("/submissions/<receipt_no>/proof.json")
def inclusion_proof(receipt_no: str) -> Any:
    """That receipt and files stand under a published root, for a court or the police."""
    try:
        return passed_on(roots.proof(receipt_no), f"proof-{receipt_no}.json")
    except Refused as early:
        flash(early.detail)
        return redirect(url_for("staff.submission", receipt_no=receipt_no), 303)


def _act(receipt_no: str, verb: str, body: Mapping[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: intake_dialogue.do(receipt_no, verb, act),
        body,
        done=done,
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: show_submission(receipt_no, errors),
    )

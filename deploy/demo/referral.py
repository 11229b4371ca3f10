"""Steps 4 and 5: judicial confirmation by the court, transfer to the police."""

from hashlib import sha256

from deploy.demo import matters
from deploy.demo.client import until
from deploy.demo.stage import CONFIRMATIONS, TRANSFERS, Matter, Stage, check, clock_of


def court_confirms(stage: Stage, matter: Matter) -> None:
    clerk = stage.staff("zhaomin")
    confirmation = until(
        lambda: stage.listed(clerk, CONFIRMATIONS, matter, "confirmation_id"),
        "the application on the court's desk",
    )
    prepared = clerk.get(confirmation).json()
    clock = clock_of(prepared, "med.judicial_confirmation")
    stage.tell("4 司法确认", "双方共同申请书已备齐，送达法院收件箱", clock)
    clerk.act(confirmation, "receipt", {})
    ruling = {"decision": "confirmed", "ruling_no": "（2026）豫0402民特123号", "reasons": ""}
    decided = clerk.act(confirmation, "decision", ruling).json()
    check(decided["status"] == "confirmed", f"the court {decided['status']}")
    citizen = stage.complainant(matter)
    until(
        lambda: citizen.get(matter.path).json()["status"] == "closed",
        "the citizen's page to show the matter closed",
    )
    stage.tell(
        "4 办结", "法院签收并裁定确认，投诉人页面显示已办结", clock_of(decided, "med.court_accept")
    )


def goes_to_police(stage: Stage, matter: Matter) -> None:
    stage.officer.act(matter.path, "routing", {"route": "police", "reason": "数额达到追诉标准"})
    transfer = until(
        lambda: stage.listed(stage.officer, TRANSFERS, matter, "transfer_id"), "the transfer"
    )
    stage.officer.act(
        transfer, "report", matters.police_report(["zhangwei", "zhangwei"]), expect=422
    )
    proposed = stage.officer.act(transfer, "report", matters.police_report(["zhangwei", "lina"]))
    clock = clock_of(proposed.json(), "trf.approve")
    stage.tell("5 提出移送", "两名办案人员书面报告，非法经营数额达到追诉标准", clock)
    stage.staff("lina").act(transfer, "cosignature", {})
    chief = stage.staff("wangqiang")
    approved = chief.act(transfer, "approval", {"approves": True, "reason": "同意移送"}).json()
    stage.tell("5 批准", "负责人批准移送", clock_of(approved, "trf.send"))
    _sends_papers(stage, matter, transfer)
    _police_refuse(stage, transfer)


def _sends_papers(stage: Stage, matter: Matter, transfer: str) -> None:
    refused = stage.officer.act(transfer, "dispatch", {}, expect=409).json()
    check(refused["code"] == "documents_missing", f"dispatch was refused for {refused}")
    missing = "、".join(each["name"] for each in refused["missing"])
    stage.tell("5 清单不齐", f"不能发出，还缺：{missing}", None)
    for code, title in matters.TRANSFER_DOCUMENTS:
        paper = {"code": code, "title": title, "text": f"{title}(正文从略)"}
        stage.officer.act(transfer, "documents", paper, expect=201)
    [photo] = stage.officer.get(matter.path).json()["fields"]["evidence"]
    paper = {"code": "other_material", "title": "投诉人提交的照片", "evidence_id": photo["id"]}
    stage.officer.act(transfer, "documents", paper, expect=201)
    sent = stage.officer.act(transfer, "dispatch", {}).json()
    stage.tell("5 发出", "材料齐全，已送达公安收件箱", clock_of(sent, "trf.send"))


def _police_refuse(stage: Stage, transfer: str) -> None:
    liaison = stage.staff("sunlei")
    receipted = liaison.act(transfer, "receipt", {}).json()
    file = next(each["file"] for each in receipted["documents"] if each["file"])
    photo = liaison.get(f"{transfer}/documents/other_material").content
    check(sha256(photo).hexdigest() == file["sha256"], "the photo is not the one of the receipt")
    stage.tell(
        "5 回执",
        "公安联络员签收回执，证据照片与收件时的SHA-256一致",
        clock_of(receipted, "trf.police_decide"),
    )
    refusal = {"decision": "not_filed", "case_no": "", "reasons": "现有证据不足以证明主观明知。"}
    liaison.act(transfer, "decision", refusal)
    refused = stage.officer.get(transfer).json()
    clock = clock_of(refused, "trf.reconsider_request")
    check(clock["state"] == "running", "refusal opened no reconsideration clock")
    stage.tell("5 不予立案", "公安不予立案，提请复议期限开始", clock)

"""Steps 1, 2 and 6: somebody files, an officer accepts, everybody can read what happened."""

import io
from collections.abc import Callable
from typing import Any

import segno

from deploy.demo import matters
from deploy.demo.client import until
from deploy.demo.stage import SUBMISSIONS, Matter, Stage, check, clock_of


def files(stage: Stage, words: Callable[[str], dict[str, Any]], step: str) -> Matter:
    photo = io.BytesIO()
    segno.make("红星五金商行货架").save(photo, kind="png", scale=8)
    stored = stage.visitor.upload(
        "/api/v1/evidence", "货架照片.png", photo.getvalue(), "image/png"
    ).json()
    filed = stage.visitor.post(SUBMISSIONS, words(stored["id"]), expect=201).json()
    check(len(filed["receipt_no"]) == 13, f"no receipt number: {filed}")
    check(filed["answer_clock"]["article"], "the date of the answer names no article")
    stage.tell(step, f"已收到，受理号 {filed['receipt_no']}", filed["answer_clock"])
    return Matter(filed["receipt_no"], filed["query_code"])


def sees_first_in_list(stage: Stage, matter: Matter) -> None:
    rows = stage.officer.get(f"{SUBMISSIONS}?status=received&limit=200").json()["items"]
    dues = [row["next_clock"]["due_at"] for row in rows]
    check(dues == sorted(dues), "the list is not ordered by deadline")
    ours = next(row for row in rows if row["receipt_no"] == matter.receipt_no)
    check(ours["next_clock"]["due_at"] == dues[0], "another matter is due before ours")
    stage.tell("2 列表", "经办人员在按期限排序的列表首位看到此件", ours["next_clock"])


def accepts(stage: Stage, matter: Matter, step: str) -> None:
    accepted = stage.officer.act(matter.path, "acceptance", {}).json()
    check(accepted["status"] == "accepted", f"not accepted: {accepted['status']}")
    bearers = {
        clock["bearer"]
        for clock in accepted["clocks"]
        if clock["rule_id"] == "cmp.mediation_period" and clock["state"] == "running"
    }
    check({"complainant", "respondent"} <= bearers, f"clocks run only for {bearers}")
    stage.mail(matters.COMPLAINANT_EMAIL, matter, "已受理")
    clock = clock_of(accepted, "cmp.mediation_period")
    stage.tell(step, "已受理，双方期限开始，受理通知邮件已到达投诉人", clock)


def reads_timeline(stage: Stage, matter: Matter) -> None:
    wanted = {"filed", "accepted", "routed", "notice.sent"}

    def look() -> list[dict[str, Any]] | None:
        entries = stage.officer.get(f"{matter.path}/timeline").json()["items"]
        seen = {word for word in wanted for entry in entries if f"{word}.v1" in entry["type"]}
        return entries if seen == wanted else None

    entries = until(look, "the whole timeline")
    ids = [entry["event_id"] for entry in entries]
    check(len(set(ids)) == len(ids), "an event stands twice on the timeline")
    stage.tell("6 全过程", f"受理号 {matter.receipt_no} 的时间线共 {len(entries)} 条", None)
    for entry in entries:
        who = f"{entry['actor']['role']} {entry['actor']['id']}"
        stage.tell("", f"{entry['at']}  {who}  {entry['text']}  [{entry['type']}]", None)

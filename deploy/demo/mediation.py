"""Steps 3 and 4: invitation, consent, mediator, session, agreement."""

from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from typing import Any, cast

import icalendar

from deploy.demo import filing, matters
from deploy.demo.client import ApiClient, Reply, until
from deploy.demo.stage import CASES, SIGNING_CODE, Matter, Stage, check, clock_of


def goes_to_mediation(stage: Stage, matter: Matter) -> tuple[str, ApiClient]:
    stage.officer.act(matter.path, "routing", {"route": "mediation", "reason": "双方可能和解"})
    case = until(
        lambda: stage.listed(stage.officer, CASES, matter, "case_id"), "the mediation case"
    )
    stage.tell("3 调解立案", "转入调解，调解服务经消息总线立案", None)
    respondent = stage.respondent(matters.RESPONDENT_EMAIL, matter)
    respondent.post(f"{case}/consents", {"agrees": True})
    invited = stage.officer.get(case).json()
    stage.tell("3 同意", "被投诉人打开邀请链接并同意调解", clock_of(invited, "med.online_contact"))
    return case, _appointed_mediator(stage, case)


def _appointed_mediator(stage: Stage, case: str) -> ApiClient:
    candidates = stage.officer.get(f"{case}/candidates").json()["items"]
    by_name = {each["name"]: each for each in candidates}
    conflicted = by_name["刘洋"]
    check(not conflicted["eligible"] and conflicted["conflicts"], "刘洋 has a conflict")
    stage.officer.act(case, "proposal", {"expert_id": conflicted["expert_id"]}, expect=409)
    proposed = stage.officer.act(case, "proposal", {"expert_id": by_name["陈静"]["expert_id"]})
    stage.tell(
        "3 推荐",
        f"刘洋须回避（{conflicted['conflicts'][0]['text']}），推荐陈静",
        clock_of(proposed.json(), "med.online_accept"),
    )
    mediator = stage.staff("chenjing")
    answer = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系。"}
    mediator.act(case, "proposal/answer", answer)
    stage.tell("3 选定", "陈静声明无利害关系并接受，已选定", None)
    return mediator


def schedules(stage: Stage, case: str) -> None:
    rival, _mediator = _rival_case(stage)
    slot = stage.officer.get(f"{case}/free-slots?days=14").json()["items"][0]
    wish = {"room_id": slot["room_id"], "starts_at": slot["starts_at"], "minutes": 60}
    with ThreadPoolExecutor(2) as both:
        race = [
            both.submit(stage.officer.post, f"{each}/sessions", wish, expect=0)
            for each in (case, rival)
        ]
    replies = [each.result() for each in race]
    statuses = sorted(reply.status for reply in replies)
    check(statuses == [201, 409], f"two racing bookings were answered {statuses}")
    refused = next(reply for reply in replies if reply.status == 409).json()
    check(refused["code"] == "slot_taken" and refused["alternatives"], f"refusal: {refused}")
    loser = case if replies[0].status == 409 else rival
    _takes_another_slot(stage, loser, refused["alternatives"][0])
    _invitation_mail(stage)
    stage.tell(
        "3 排期", "两个请求抢同一时段，只有一个成功，另一个得到备选时段；日程邀请已发出", None
    )


def _rival_case(stage: Stage) -> tuple[str, ApiClient]:
    """A third matter with the same mediator, so that two cases want the same slot."""
    matter = filing.files(stage, matters.complaint, "3 另一件")
    filing.accepts(stage, matter, "3 另一件受理")
    return goes_to_mediation(stage, matter)


def _takes_another_slot(stage: Stage, case: str, slot: dict[str, Any]) -> Reply:
    wish = {"room_id": slot["room_id"], "starts_at": slot["starts_at"], "minutes": 60}
    return stage.officer.post(f"{case}/sessions", wish, expect=201)


def _invitation_mail(stage: Stage) -> None:
    def look() -> EmailMessage | None:
        mails = stage.mailbox.to(matters.RESPONDENT_EMAIL)
        return next((mail for mail in mails if _calendar_of(mail)), None)

    calendar = _calendar_of(until(look, "the calendar invitation"))
    check(calendar and calendar["METHOD"] == "REQUEST", "the invitation is no REQUEST")


def settles(stage: Stage, case: str, mediator: ApiClient, matter: Matter) -> None:
    session = mediator.get(case).json()["sessions"][-1]["session_id"]
    outcome = {
        "outcome": "agreed",
        "held_earlier": True,
        "minutes_text": "双方到场。被投诉人承认销售，双方就赔偿数额达成一致。",
        "agreement": matters.AGREEMENT,
    }
    mediator.post(f"/api/v1/sessions/{session}/outcome", outcome)
    sides = {
        matters.COMPLAINANT_EMAIL: stage.complainant(matter),
        matters.RESPONDENT_EMAIL: stage.respondent(matters.RESPONDENT_EMAIL, matter),
    }
    for address, person in sides.items():
        code = stage.mail(address, matter, "签署", SIGNING_CODE)
        person.post(f"{case}/agreement/signatures", {"code": code})
    agreed = mediator.get(case).json()
    check(agreed["status"] == "agreed", f"the case is {agreed['status']}")
    stage.tell("4 协议", "调解员记录结果，双方凭短码签署调解协议", None)


def _calendar_of(mail: EmailMessage) -> icalendar.Calendar | None:
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            content = cast(bytes, part.get_payload(decode=True))
            return icalendar.Calendar.from_ical(content)
    return None

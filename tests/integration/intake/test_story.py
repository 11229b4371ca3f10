"""The whole story of a matter can be read in one place, once, by those who may."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chassis.catalogue import LANGUAGES
from contracts import mediation, notification, referral
from services.intake.messaging.subscriptions import SUBSCRIPTIONS
from tests.support.intake_office import SUBMISSIONS, IntakeOffice

TUESDAY_TEN = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)
CASE = "01JCASE00000000000000000000"[:26]


def sent(receipt_no: str, audience: str) -> notification.NoticeSentV1:
    return notification.NoticeSentV1(
        receipt_no=receipt_no,
        notice_id="n1",
        audience=audience,
        template="accepted",
        channel="email",
    )


def decided(receipt_no: str, decision: str) -> referral.TransferDecidedV1:
    return referral.TransferDecidedV1(
        receipt_no=receipt_no,
        transfer_id="t1",
        desk="police:economic",
        decision=decision,
        case_no="平公（经）立字〔2026〕12号",
        reconsider_by=None,
    )


def ended(receipt_no: str) -> mediation.CaseEndedV1:
    return mediation.CaseEndedV1(
        receipt_no=receipt_no, case_id=CASE, ground="T3", ended_at=TUESDAY_TEN
    )


def test_the_story_names_each_step_when_it_was_and_who_took_it(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    office.routes(receipt_no, "mediation")

    office.hears(
        mediation.SessionScheduledV1(
            receipt_no=receipt_no,
            case_id=CASE,
            session_id="s1",
            expert_id="chenjing",
            room_id="1",
            starts_at=TUESDAY_TEN,
            ends_at=TUESDAY_TEN,
            sequence=0,
        ),
        by="mediator",
    )

    story = office.story(receipt_no)
    assert [(each["actor"]["role"], each["text"]) for each in story] == [
        ("visitor", "收到投诉，将在 2026年12月1日 前告知结果"),
        ("officer", "已受理，调解期限至 2027年1月19日"),
        ("officer", "转往调解办理"),
        ("mediator", "调解会议已排定：2026年12月8日 10:00"),
    ]
    assert story[1]["actor"]["id"] == "staff:zhangwei"
    assert story[0]["at"] == "2026-11-20T01:00:00Z"


def test_an_event_told_three_times_stands_there_once(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]

    office.hears(sent(receipt_no, "complainant"), times=3)

    texts = [each["text"] for each in office.story(receipt_no)]
    assert texts.count("已向投诉人发送受理通知") == 1


def test_a_citizen_reads_roles_without_persons_and_nothing_of_the_police(
    office: IntakeOffice,
) -> None:
    receipt_no = office.files()["receipt_no"]
    office.routes(receipt_no, "mediation", "police")
    office.hears(referral.TransferOpenedV1(receipt_no=receipt_no, transfer_id="t1"))
    office.hears(sent(receipt_no, "police_desk"))
    office.hears(sent(receipt_no, "complainant"))

    seen = office.story(receipt_no, office.citizen(receipt_no))

    assert [each["text"] for each in seen] == [
        "收到投诉，将在 2026年12月1日 前告知结果",
        "已受理，调解期限至 2027年1月19日",
        "转往调解办理",
        "已向投诉人发送受理通知",
    ]
    assert {each["actor"]["id"] for each in seen} == {""}
    assert len(office.story(receipt_no)) == 7


def test_another_citizen_reads_nothing(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    stranger = office.citizen(office.files()["receipt_no"])

    answer = stranger.get("intake", f"{SUBMISSIONS}/{receipt_no}/timeline")

    assert answer.status_code == 404


def test_a_refusal_is_told_with_its_ground(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    office.decides(receipt_no, "refusal", {"ground": "C6", "explanation": "无法核验身份"})

    citizen = office.citizen(receipt_no)
    text = office.story(receipt_no, citizen)[-1]["text"]
    english = office.story(receipt_no, citizen, **{"Accept-Language": "en"})[-1]["text"]

    assert text == "不予受理：冒用他人名义或拒不配合核验身份"
    assert english == "Not accepted: impersonation, or refuses identity check"


@pytest.mark.parametrize("subscription", SUBSCRIPTIONS, ids=lambda each: each.name)
def test_every_event_that_is_heard_has_a_sentence(subscription: Any) -> None:
    from chassis.catalogue import CHASSIS_MESSAGES, Catalogue
    from services.intake.bootstrap import ROOM

    catalogue = Catalogue(CHASSIS_MESSAGES, ROOM / "web" / "messages.yaml")

    code = f"timeline.{subscription.type}"
    texts = {catalogue.text(code, language) for language in LANGUAGES}

    assert code not in texts
    assert len(texts) == 2


def test_the_courts_ruling_closes_the_matter_once(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    office.routes(receipt_no, "mediation")

    office.hears(
        referral.ConfirmationDecidedV1(
            receipt_no=receipt_no,
            confirmation_id="c1",
            desk="court:xinhua",
            decision="confirmed",
            ruling_no="（2026）豫0402民特1号",
            decided_at=TUESDAY_TEN,
        ),
        times=2,
    )

    matter = office.read(receipt_no)
    assert (matter["status"], matter["result"]) == ("closed", "confirmed")
    assert {clock["state"] for clock in matter["clocks"]} == {"met", "cancelled"}
    texts = [each["text"] for each in office.story(receipt_no)]
    assert texts[-2:] == ["法院裁定确认：（2026）豫0402民特1号", "已办结：调解协议经法院确认"]


def test_an_agreement_on_its_way_to_court_leaves_the_matter_open(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    office.routes(receipt_no, "mediation")
    reached = {
        "receipt_no": receipt_no,
        "case_id": CASE,
        "agreement_id": "a1",
        "text_sha256": "0" * 64,
        "effective_at": TUESDAY_TEN,
    }

    office.hears(mediation.AgreementReachedV1(**reached, joint_confirmation=True))
    open_still = office.read(receipt_no)["status"]
    office.hears(mediation.AgreementReachedV1(**reached, joint_confirmation=False))

    assert open_still == "in_progress"
    assert office.read(receipt_no)["result"] == "agreed"


def test_a_matter_on_two_ways_is_closed_by_the_end_of_the_second(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    office.routes(receipt_no, "mediation", "police")

    office.hears(ended(receipt_no))
    after_mediation = office.read(receipt_no)
    office.hears(decided(receipt_no, "filed"))

    period = [c for c in after_mediation["clocks"] if c["rule_id"] == "cmp.mediation_period"]
    assert after_mediation["status"] == "in_progress"
    assert {clock["state"] for clock in period} == {"met"}
    assert office.read(receipt_no)["result"] == "filed_by_police"


def test_a_transfer_that_is_not_approved_does_not_leave_the_matter_hanging(
    office: IntakeOffice,
) -> None:
    receipt_no = office.files()["receipt_no"]
    office.routes(receipt_no, "police")

    office.hears(referral.TransferDisapprovedV1(receipt_no=receipt_no, transfer_id="t1"))

    assert office.read(receipt_no)["result"] == "transfer_disapproved"


def test_an_officer_closes_what_the_police_refused_for_good(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    office.routes(receipt_no, "police")
    office.hears(decided(receipt_no, "not_filed"))

    closed = office.decides(
        receipt_no, "closing", {"result": "not_filed", "explanation": "复议维持原决定"}
    )

    assert closed.get_json()["status"] == "closed"
    assert closed.get_json()["closing_explanation"] == "复议维持原决定"


def test_a_matter_in_mediation_is_not_closed_from_the_desk(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    office.routes(receipt_no, "mediation")

    answer = office.decides(receipt_no, "closing", {"result": "settled", "explanation": "据称和解"})

    assert (answer.status_code, answer.get_json()["code"]) == (409, "mediation_open")


def test_news_of_an_unknown_matter_is_put_aside_and_holds_up_nobody(office: IntakeOffice) -> None:
    receipt_no = office.files()["receipt_no"]
    office.routes(receipt_no, "mediation")

    office.hears(ended("2611209999990"))
    office.hears(ended(receipt_no))

    assert office.read(receipt_no)["status"] == "closed"


def test_alarms_speak_once_and_only_while_the_clock_runs(office: IntakeOffice) -> None:
    waiting, answered = office.files()["receipt_no"], office.files()["receipt_no"]
    office.decides(answered, "acceptance")

    office.clock.set(datetime(2026, 12, 1, 2, 0, tzinfo=UTC))  # the last day of the answer
    office.works()
    office.works()

    alarms = [each["text"] for each in office.story(waiting) if "clock" in each["type"]]
    assert len(alarms) == 3
    assert all("cmp.accept" not in text for text in alarms)
    assert alarms[-1].endswith("今天到期")
    assert [each for each in office.story(answered) if "clock" in each["type"]] == []
    assert office.story(waiting, office.citizen(waiting))[-1]["type"].endswith("filed.v1")


def test_an_overdue_answer_is_said_and_stays_first_in_the_list(office: IntakeOffice) -> None:
    late = office.files()["receipt_no"]
    office.clock.set(datetime(2026, 12, 2, 2, 0, tzinfo=UTC))
    fresh = office.files()["receipt_no"]
    office.works()

    rows = office.officer.get("intake", SUBMISSIONS).get_json()["items"]

    assert [row["receipt_no"] for row in rows] == [late, fresh]
    assert rows[0]["next_clock"]["state"] == "overdue"
    assert rows[0]["next_clock"]["due_on"] == date(2026, 12, 1).isoformat()
    assert office.story(late)[-1]["text"].endswith("已逾期")

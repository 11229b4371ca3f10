"""A mediator is drawn in public, keeps the own time, and a session is planned, moved and seen by rooms."""

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, Page

from chassis.clock import SHANGHAI
from deploy.demo.matters import RESPONDENT_EMAIL
from services.mediation.domain.draw import verify
from services.notification.application.returned_mail import CalendarAnswer, read_returned
from tests.browser.conftest import Eye
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import follow, page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser
CASES = "/api/v1/mediation-cases"
WHOLE_DAY = {"width": 1280, "height": 2200}
"""Nothing scrolls while a session is dragged."""
ACCOUNTS = {"陈静": "chenjing", "刘洋": "liuyang", "赵磊": "zhaolei"}


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


@pytest.fixture
def case_id(sqlite_town: Town) -> str:
    """A matter in which both sides agreed to mediation."""
    town = sqlite_town
    receipt_no = town.files()["receipt_no"]
    town.accepts(receipt_no)
    town.routes(receipt_no, "mediation")
    town.closes_days()
    [row] = town.officer.get("mediation", CASES).get_json()["items"]
    case = f"{CASES}/{row['case_id']}"
    agreed = town.citizen(receipt_no, "respondent").post(
        "mediation", f"{case}/consents", {"agrees": True}
    )
    assert agreed.status_code == 200
    return str(row["case_id"])


def test_from_the_draw_to_a_moved_session(
    browser: Browser, url: str, case_id: str, sqlite_town: Town, eye: Eye
) -> None:
    with page_of(browser, url) as office, page_of(browser, url) as visitor:
        officer = StaffNavigator(office, "zhangwei")
        name = _draws(officer, case_id, visitor, eye)
        with page_of(browser, url) as own:
            _keeps_time_and_accepts(StaffNavigator(own, ACCOUNTS[name]), case_id, eye)
        _plans_and_moves(officer, case_id, eye, sqlite_town)
        _calendar_answers(officer, case_id, sqlite_town)

    session = sqlite_town.officer.get("mediation", f"{CASES}/{case_id}").get_json()["sessions"]
    assert [each["is_live"] for each in session] == [True]


def _draws(officer: StaffNavigator, case_id: str, visitor: Page, eye: Eye) -> str:
    page = officer.page
    page.goto(f"/staff/cases/{case_id}")
    officer.presses("公布名单，准备抽取")
    proof = page.get_by_role("link", name="公示页").get_attribute("href")
    visitor.goto(str(proof))
    assert visitor.get_by_text("还没有抽取").is_visible()
    officer.fills(公开词="3 0 7")
    officer.presses("抽取")
    eye.on(page, "case-drawn")
    visitor.goto(str(proof))
    eye.on(visitor, "draw")
    with visitor.expect_download() as file:
        visitor.get_by_role("link", name="下载验证文件").click()
    assert verify(file.value.path().read_bytes())["public_word"] == "3 0 7"
    return str(visitor.locator("p.govuk-body-l strong").text_content())


def _keeps_time_and_accepts(mediator: StaffNavigator, case_id: str, eye: Eye) -> None:
    page = mediator.page
    page.goto("/staff/availability")
    page.locator("#from-0-1").select_option("10:00")
    page.locator("#until-0-1").select_option("12:00")
    page.locator("#away-from-1").fill("2026-12-24")
    mediator.presses("保存")
    eye.on(page, "availability")
    assert page.locator("#away-from-1").input_value() == "2026-12-24"
    page.goto(f"/staff/cases/{case_id}")
    mediator.picks("无")  # two taps: the declaration, and the answer
    mediator.presses("接受")


def _plans_and_moves(officer: StaffNavigator, case_id: str, eye: Eye, town: Town) -> None:
    page = officer.page
    page.goto(f"/staff/cases/{case_id}")
    eye.on(page, "slots")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")  # by keyboard alone
    page.get_by_role("button", name="排定会议").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    town.settle()
    page.get_by_text("改期", exact=True).click()
    page.get_by_role("group", name="新的时段").get_by_role("radio").nth(3).check()
    officer.presses("改到这个时段")
    assert officer.sees("会议已改期")
    eye.on(page, "moved")
    follow(page.get_by_role("link", name="调解室", exact=True).first)
    eye.on(page, "rooms")


def _calendar_answers(officer: StaffNavigator, case_id: str, town: Town) -> None:
    """The respondent's calendar was told twice of one session, and says that its owner comes."""
    town.settle()
    booked, moved = (_calendar(each) for each in _invitations(town, RESPONDENT_EMAIL))
    [first], [last] = booked.walk("VEVENT"), moved.walk("VEVENT")
    assert (str(booked["METHOD"]), str(moved["METHOD"])) == ("REQUEST", "REQUEST")
    assert (first["UID"], first["SEQUENCE"], last["SEQUENCE"]) == (last["UID"], 0, 1)
    assert first.decoded("DTSTART") != last.decoded("DTSTART")
    case = town.officer.get("mediation", f"{CASES}/{case_id}").get_json()
    assert not any(
        name in str(last["SUMMARY"]) for name in (case["complainant"], case["respondent"])
    )

    answer = read_returned(_reply(moved))
    assert isinstance(answer, CalendarAnswer)
    said = {"answer": answer.answer, "sequence": answer.sequence}
    taken = town.visitor.post("mediation", f"/api/v1/attendance/{answer.token}", said)

    assert taken.status_code == 200
    officer.page.goto(f"/staff/cases/{case_id}")
    row = officer.page.locator(".govuk-summary-list__row").filter(has_text="被投诉人")
    assert row.get_by_text("参加", exact=True).is_visible()


def _invitations(town: Town, address: str) -> list[EmailMessage]:
    return [mail for mail in town.mailbox.to(address) if _parts(mail)]


def _parts(mail: EmailMessage) -> list[Any]:
    return [part for part in mail.walk() if part.get_content_type() == "text/calendar"]


def _calendar(mail: EmailMessage) -> icalendar.Component:
    [part] = _parts(mail)
    return icalendar.Calendar.from_ical(part.get_payload(decode=True))


def _reply(invited: icalendar.Component) -> bytes:
    """What a calendar program sends back when its owner accepts (RFC 5546, 3.2.3)."""
    [event] = invited.walk("VEVENT")
    reply, answered = icalendar.Calendar(), icalendar.Event()
    for name in ("uid", "sequence", "dtstart", "dtend", "organizer"):
        answered[name] = event[name]
    event["ATTENDEE"].params["PARTSTAT"] = "ACCEPTED"
    answered["attendee"] = event["ATTENDEE"]
    reply.add("version", "2.0")
    reply.add("method", "REPLY")
    reply.add_component(answered)
    mail = EmailMessage()
    mail["From"], mail["Subject"] = RESPONDENT_EMAIL, "Accepted"
    mail.set_content(reply.to_ical().decode(), subtype="calendar")
    return mail.as_bytes()


def test_a_dropped_session_moves_after_a_question_one_of_two_wins_and_it_is_undone(
    browser: Browser, url: str, sqlite_town: Town, eye: Eye
) -> None:
    one, other = (_with_session(sqlite_town, nth) for nth in (0, 1))
    path, was = f"{CASES}/{one}", _stands(sqlite_town, one)
    day = was[1][:10]
    room_id = was[0]
    starts_at = max(_times(sqlite_town, one, day) & _times(sqlite_town, other, day))

    with page_of(browser, url, viewport=WHOLE_DAY) as mine, page_of(browser, url) as yours:
        first, second = StaffNavigator(mine, "zhangwei"), StaffNavigator(yours, "zhangwei")
        mine.goto(f"/staff/rooms?on={day}")
        place = mine.locator(f"[data-slot='{room_id}|{_local(starts_at)}']")
        mine.locator(f"[data-move*='{one}']").first.drag_to(place)
        mine.get_by_role("heading", name="改期").wait_for()
        yours.goto(f"/staff/rooms?on={day}&move={other}")
        eye.on(yours, "moving")
        first.presses("确认改期")
        yours.locator(f"button[value='{room_id}|{_local(starts_at)}']").focus()
        with yours.expect_navigation():
            yours.keyboard.press("Enter")
        assert second.sees("房间已被占用")
        assert _stands(sqlite_town, one) == (room_id, starts_at)
        mine.get_by_role("button", name="撤销改期").click()
        mine.get_by_text("会议已改期").wait_for()

    assert _stands(sqlite_town, one) == was
    assert sqlite_town.officer.get("mediation", path).get_json()["status"] == "scheduled"


def _with_session(town: Town, nth: int) -> str:
    """A case with a mediator of its own and a session; returns its id."""
    people = {"contact_email": f"c{nth}@red.example", "respondent_email": f"r{nth}@eagle.example"}
    receipt_no = town.files(**people)["receipt_no"]
    town.accepts(receipt_no)
    town.routes(receipt_no, "mediation")
    [row] = town.officer.get("mediation", f"{CASES}?receipt_no={receipt_no}").get_json()["items"]
    case = f"{CASES}/{row['case_id']}"
    town.citizen(receipt_no, "respondent").post("mediation", f"{case}/consents", {"agrees": True})
    found = town.officer.get("mediation", f"{case}/candidates").get_json()["items"]
    chosen = [each for each in found if each["eligible"]][nth]
    town.officer.act("mediation", case, "proposal", {"expert_id": chosen["expert_id"]})
    answer = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系"}
    mediator = town.staff(ACCOUNTS[chosen["name"]], "mediator")
    assert mediator.act("mediation", case, "proposal/answer", answer).status_code == 200
    room_id, starts_at = _free(town, row["case_id"])[nth]
    wish = {"room_id": room_id, "starts_at": starts_at, "minutes": 60}
    assert town.officer.post("mediation", f"{case}/sessions", wish).status_code == 201
    return str(row["case_id"])


def _free(town: Town, case_id: str, day: str = "") -> list[tuple[str, str]]:
    asked = f"{CASES}/{case_id}/free-slots" + (f"?from={day}&days=1" if day else "")
    items = town.officer.get("mediation", asked).get_json()["items"]
    return [(each["room_id"], each["starts_at"]) for each in items]


def _times(town: Town, case_id: str, day: str) -> set[str]:
    return {starts_at for _room, starts_at in _free(town, case_id, day)}


def _stands(town: Town, case_id: str) -> tuple[str, str]:
    session = town.officer.get("mediation", f"{CASES}/{case_id}").get_json()["sessions"][-1]
    return session["room_id"], session["starts_at"]


def _local(starts_at: str) -> str:
    """An instant as the table of rooms writes it."""
    return datetime.fromisoformat(starts_at).astimezone(SHANGHAI).isoformat()

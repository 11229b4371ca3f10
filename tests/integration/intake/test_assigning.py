"""A matter is given by rule with its reasons, goes on when nothing is done, and leaves whoever has ties."""

from typing import Any

from chassis.principal import Principal
from contracts.intake import SubmissionReturnedV1
from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.town import Person

OFFICERS = "/api/v1/officers"


def staff(office: IntakeOffice, account: str, role: str = "officer") -> Person:
    return office.person(Principal(subject=f"staff:{account}", roles=frozenset({role})))


def employs(office: IntakeOffice, account: str, **said: Any) -> None:
    """The supervisor says what assigning is to know of an officer."""
    supervisor, one = staff(office, "wangqiang", "supervisor"), f"{OFFICERS}/{account}"
    read = supervisor.get("intake", one).headers["ETag"]
    assert supervisor.post("intake", one, said, **{"If-Match": read}).status_code == 200


def given(office: IntakeOffice, number: str) -> tuple[str, str]:
    read = office.read(number)
    return read["assignee"], read["assignment"]["way"]


def test_a_matter_is_given_by_rule_with_the_reasons_kept(office: IntakeOffice) -> None:
    employs(office, "lina", skills=["trademark"])
    employs(office, "zhangwei", keeps_away_from=["红星五金商行"])
    number = office.files(respondent_name="红星五金店")["receipt_no"]

    preview = office.officer.get("intake", f"{SUBMISSIONS}/{number}/assignment").get_json()
    office.decides(number, "assignment", {})
    refused = office.decides(number, "assignment", {"assignee": "zhangwei"})

    read = office.read(number)
    wanted = [
        {"account": "lina", "reason": "fits", "open_matters": 0},
        {"account": "zhangwei", "reason": "ties", "open_matters": 0},
    ]
    assert preview["items"] == wanted
    assert (read["assignee"], read["assignment"]["considered"]) == ("lina", wanted)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "assignee_not_free")
    assert office.story(number)[-1]["text"] == "经办人：lina（按规则分派）"
    assert "lina" not in str(office.story(number, office.citizen(number)))


def test_what_an_officer_leaves_lying_goes_to_the_deputy_and_on_to_the_chief(
    office: IntakeOffice,
) -> None:
    employs(office, "lina", deputy="zhangwei")
    employs(office, "zhangwei")
    employs(office, "chenhua", is_chief=True)
    left, worked = (office.files()["receipt_no"] for _ in range(2))
    for number in (left, worked):
        office.decides(number, "assignment", {"assignee": "lina"})
    office.passes(hours=1)
    staff(office, "lina").act("intake", f"{SUBMISSIONS}/{worked}", "triage", {"lane": "fast"})

    office.passes(days=3)  # Friday morning to Monday morning: two working days are not over
    on_monday = given(office, left)
    office.passes(days=2)
    on_wednesday = given(office, left)
    office.passes(days=3)
    on_saturday = given(office, left)

    assert on_monday == ("lina", "by_hand")
    assert on_wednesday == ("zhangwei", "to_deputy")
    assert on_saturday == ("chenhua", "to_chief")
    assert given(office, worked) == ("lina", "by_hand")


def test_who_withdraws_gives_the_matter_to_the_next_who_fits(office: IntakeOffice) -> None:
    employs(office, "lina")
    employs(office, "zhangwei")
    number = office.files()["receipt_no"]
    office.decides(number, "assignment", {"assignee": "lina"})

    withdrawn = staff(office, "lina").act(
        "intake", f"{SUBMISSIONS}/{number}", "recusal", {"reason": "投诉人是我的亲属"}
    )

    assert withdrawn.get_json()["recusals"][0]["account"] == "lina"
    assert given(office, number) == ("zhangwei", "after_recusal")


def test_two_who_describe_one_officer_do_not_overwrite_each_other(office: IntakeOffice) -> None:
    supervisor = staff(office, "wangqiang", "supervisor")
    first = supervisor.get("intake", f"{OFFICERS}/lina").headers["ETag"]
    employs(office, "lina", most_open=5)

    late = supervisor.post("intake", f"{OFFICERS}/lina", {"most_open": 9}, **{"If-Match": first})

    assert late.status_code == 412
    assert supervisor.get("intake", OFFICERS).get_json()["items"][0]["most_open"] == 5


def gives_back(office: IntakeOffice, account: str, number: str) -> Any:
    body = {"ground": "no_authority", "reason": "不属于本岗位职责", "proposed": "专利科"}
    return staff(office, account).act("intake", f"{SUBMISSIONS}/{number}", "return", body)


def test_what_is_given_back_twice_waits_for_a_ruling_while_the_clock_runs(
    office: IntakeOffice,
) -> None:
    employs(office, "lina")
    employs(office, "zhangwei")
    number = office.files()["receipt_no"]
    due = office.read(number)["clocks"][0]["due_on"]
    office.decides(number, "assignment", {"assignee": "lina"})
    supervisor = staff(office, "wangqiang", "supervisor")

    not_theirs = gives_back(office, "zhangwei", number)
    gives_back(office, "lina", number)
    after_first = given(office, number)
    gives_back(office, "zhangwei", number)
    by_hand = office.decides(number, "assignment", {"assignee": "lina"})
    waiting = supervisor.get("intake", "/api/v1/rulings").get_json()["items"]
    ruled = supervisor.act(
        "intake", f"{SUBMISSIONS}/{number}", "ruling", {"assignee": "lina", "reason": "首办责任"}
    )
    again = gives_back(office, "lina", number)

    assert (not_theirs.status_code, not_theirs.get_json()["code"]) == (409, "not_in_your_hands")
    assert after_first == ("zhangwei", "after_return")
    assert by_hand.get_json()["code"] == "awaits_ruling"
    assert [(each["receipt_no"], len(each["returns"])) for each in waiting] == [(number, 2)]
    assert ruled.status_code == 200
    assert given(office, number) == ("lina", "by_ruling")
    assert again.get_json()["code"] == "ruled_already"
    read = office.read(number)
    assert (read["clocks"][0]["state"], read["clocks"][0]["due_on"]) == ("running", due)
    assert supervisor.get("intake", "/api/v1/rulings").get_json()["items"] == []
    assert [each.needs_ruling for each in office.said(SubmissionReturnedV1)] == [False, True]

"""Two officers have one matter open: who saves second sees what the first has changed, and chooses."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.ready import PASSWORD, copy_databases
from tests.support.town import Town
from tests.support.web_pages import Visitor, hidden, words

API = "/api/v1/submissions"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    copy_databases(folder)
    with Town(folder, f"sqlite:///{folder}/{{service}}.db") as town:
        yield town


@pytest.fixture
def officers(town: Town) -> tuple[Visitor, Visitor]:
    app = town.gateway()
    found = Visitor(app), Visitor(app)
    for visitor, account in zip(found, ("zhangwei", "lina"), strict=True):
        visitor.fill("/staff/sign-in", {"account": account, "password": PASSWORD})
    return found


def section(page: TestResponse, name: str) -> str:
    """The part of a page from an anchor to the end of its form."""
    return page.text.partition(f'id="{name}"')[2].partition("</form>")[0]


def as_shown(form: str) -> dict[str, Any]:
    """What a browser sends of a form that nobody touches."""
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if found.get("type") not in {"radio", "checkbox"} or "checked" in tag:
            sent.setdefault(found["name"], []).append(unescape(found.get("value", "")))
    return sent


def test_of_two_corrections_each_field_is_kept_or_chosen(
    town: Town, officers: tuple[Visitor, Visitor]
) -> None:
    number = town.files(respondent_name="红星五金店", respondent_address="建设路1号")["receipt_no"]
    path = f"/staff/submissions/{number}"
    first, second = officers
    forms = [as_shown(section(each.get(path), "correction")) for each in officers]
    done = first.post(
        f"{path}/correction",
        forms[0]
        | {
            "correction-respondent_name": "红星五金商行",
            "correction-respondent_platform": "淘宝网",
        },
    )

    refused = second.post(
        f"{path}/correction",
        forms[1]
        | {
            "correction-respondent_name": "新红星五金店",
            "correction-respondent_address": "建设路2号",
        },
    )

    compared = section(refused, "comparison")
    told = words(refused)
    assert (done.status_code, refused.status_code) == (303, 412)
    assert "您填写的： 新红星五金店 现在保存的： 红星五金商行 张伟" in told
    assert "对方地址 建设路2号 您改的，会保存" in told
    assert "所在平台 淘宝网 别人改的，会保留" in told
    assert "您打开页面以后" in told
    assert "更正了填报内容" in told

    saved = second.post(f"{path}/correction", as_shown(compared))

    fields = town.officer.get("intake", f"{API}/{number}").get_json()["fields"]
    assert saved.status_code == 303
    assert fields["respondent_name"] == "新红星五金店"
    assert fields["respondent_address"] == "建设路2号"
    assert fields["respondent_platform"] == "淘宝网"


def test_a_correction_that_waited_for_a_new_sign_in_is_compared_as_well(
    town: Town, officers: tuple[Visitor, Visitor]
) -> None:
    number = town.files(respondent_name="红星五金店", respondent_url="")["receipt_no"]
    path, late = f"/staff/submissions/{number}", Visitor(town.gateway())
    late.fill("/staff/sign-in", {"account": "lina", "password": PASSWORD})
    form = as_shown(section(late.get(path), "correction"))
    body = {"fields": {"respondent_name": "红星五金商行"}}
    town.officer.act("intake", f"{API}/{number}", "correction", body)
    town.clock.advance(timedelta(minutes=16))

    led = late.post(
        f"{path}/correction",
        form
        | {
            "correction-respondent_name": "新红星五金店",
            "correction-respondent_url": "https://shop.example.cn/1",
        },
    ).location
    onward = re.findall(r'name="next" value="([^"]*)"', late.get(led).text)[-1]
    sent = {"account": "lina", "password": PASSWORD, "next": unescape(onward)}
    page = late.get(late.post("/staff/sign-in", sent).location)
    saved = late.post(f"{path}/correction", as_shown(section(page, "comparison")))

    fields = town.officer.get("intake", f"{API}/{number}").get_json()["fields"]
    assert "您填写的： 新红星五金店 现在保存的： 红星五金商行" in words(page)
    assert saved.status_code == 303
    assert fields["respondent_name"] == "新红星五金店"
    assert fields["respondent_url"] == "https://shop.example.cn/1"


def test_of_two_who_sort_a_matter_the_marks_of_both_stay_and_the_lane_is_chosen(
    town: Town, officers: tuple[Visitor, Visitor]
) -> None:
    number = town.files(flags=["foreign"])["receipt_no"]
    path = f"/staff/submissions/{number}"
    first, second = officers
    opened = [each.get(path) for each in officers]
    keys = [{name: hidden(each, name) for name in ("etag", "seen", "form_key")} for each in opened]
    was = {"was-lane": "complex", "was-flags": "foreign", "was-triage-reason": ""}
    first.post(f"{path}/triage", keys[0] | was | {"lane": "fast", "flags": ["foreign", "expo"]})

    refused = second.post(f"{path}/triage", keys[1] | was | {"lane": "normal", "flags": ["mass"]})
    saved = second.post(
        f"{path}/triage", as_shown(section(refused, "comparison")) | {"lane": "fast"}
    )

    seen = town.officer.get("intake", f"{API}/{number}").get_json()
    assert "您填写的： 普通 现在保存的： 快办" in words(refused)
    assert "展会、群体侵权 两人的改动都保留" in words(refused)
    assert saved.status_code == 303
    assert (seen["triage"]["lane"], seen["flags"]) == ("fast", ["expo", "mass"])


def test_a_program_that_comes_second_is_told_what_stands_there_now(town: Town) -> None:
    number = town.files(kind="report", identity="confidential", contact_phone="13803750002")[
        "receipt_no"
    ]
    thing = f"{API}/{number}"
    body = {"fields": {"respondent_name": "鼎盛电器店"}}
    town.officer.act("intake", thing, "correction", body)

    late = town.officer.post("intake", f"{thing}/correction", body, **{"If-Match": '"v1"'})
    unnamed = town.officer.post("intake", f"{thing}/correction", body)
    about_person = town.officer.act(
        "intake", thing, "correction", {"fields": {"contact_phone": "13803750003"}}
    )

    problem = late.get_json()
    assert (late.status_code, problem["code"], problem["etag"]) == (412, "stale", '"v2"')
    assert problem["current"]["fields"]["respondent_name"] == "鼎盛电器店"
    assert "13803750002" not in late.text
    assert unnamed.status_code == 428
    assert about_person.status_code == 422


def test_what_was_written_for_a_decision_that_is_gone_can_be_copied(
    town: Town, officers: tuple[Visitor, Visitor]
) -> None:
    number = town.files(kind="consultation")["receipt_no"]
    path = f"/staff/submissions/{number}"
    first, second = officers
    opened = [each.get(path) for each in officers]
    keys = [{name: hidden(each, name) for name in ("etag", "seen", "form_key")} for each in opened]
    first.post(f"{path}/answer", keys[0] | {"answer-text": "可以提出异议。"})

    refused = second.post(f"{path}/answer", keys[1] | {"answer-text": "请向商标局提出。"})

    assert refused.status_code == 412
    assert "您刚才填写的内容没有保存，可以从这里复制 请向商标局提出。" in words(refused)


def test_a_citizen_who_corrects_one_thing_does_not_put_back_what_an_officer_has_put_right(
    town: Town,
) -> None:
    receipt = town.files(respondent_name="红星五金店")
    number = receipt["receipt_no"]
    citizen = Visitor(town.gateway())
    citizen.fill("/track", {name: receipt[name] for name in ("receipt_no", "query_code")})
    opened = as_shown(citizen.get("/my/case/talk").text.partition("/my/case/talk/correction")[2])
    name = {"fields": {"respondent_name": "红星五金商行"}}
    town.officer.act("intake", f"{API}/{number}", "correction", name)

    citizen.post("/my/case/talk/correction", opened | {"contact_phone": "13803750077"})

    fields = town.officer.get("intake", f"{API}/{number}").get_json()["fields"]
    assert fields["respondent_name"] == "红星五金商行"
    assert fields["contact_phone"].endswith("13803750077")


def test_the_page_says_who_fits_gives_the_matter_and_names_people_not_accounts(
    town: Town, officers: tuple[Visitor, Visitor]
) -> None:
    supervisor = Visitor(town.gateway())
    supervisor.fill("/staff/sign-in", {"account": "wangqiang", "password": PASSWORD})
    for account, tie in (("zhangwei", "红星五金商行"), ("lina", "")):
        page = supervisor.get(f"/staff/officers/{account}")
        said = {"most_open": "30", "keeps_away_from": tie, "etag": hidden(page, "etag")}
        supervisor.post(f"/staff/officers/{account}", said | {"form_key": hidden(page, "form_key")})
    number = town.files(respondent_name="红星五金店")["receipt_no"]
    path = f"/staff/submissions/{number}"
    page = officers[0].get(path)
    sent = {name: hidden(page, name) for name in ("etag", "seen", "form_key")}

    officers[0].post(f"{path}/assignment", sent | {"way": "by_rule"})

    told = words(officers[0].get(path))
    assert "张伟 与当事人有利害关系 手上 0 件" in words(page)
    assert "经办人 李娜 按规则分派" in told
    assert "办案人员 张伟 经办人：李娜（按规则分派）" in told
    assert "李娜 1 / 30" in words(supervisor.get("/staff/officers"))

"""A form of the staff that was refused: each field is named, and nothing that was written is lost."""

from typing import Any

import pytest

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.transfer_page import API, PAGE, REPORT, offer_transfer
from tests.support.web_pages import Visitor, beside_field, summary, words


@pytest.fixture
def officer(portal: Portal, services: dict[str, FakeTransport]) -> Visitor:
    offer_transfer(services)
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})
    return visitor


def _refuses(services: dict[str, FakeTransport], status: int, **problem: Any) -> None:
    services["referral"].answer("POST", f"{API}/report", problem, status=status)


def test_every_wrong_field_is_named_in_the_summary_and_at_the_field(
    officer: Visitor, services: dict[str, FakeTransport]
) -> None:
    officer.get(PAGE)
    wrong = [
        {"pointer": "/officers/1", "code": "required", "detail": "请填写此项。"},
        {"pointer": "/offence", "code": "invalid_choice", "detail": "请选择：213, 214"},
        {"pointer": "/summary", "code": "too_short", "detail": "至少 2 个字。"},
    ]
    _refuses(services, 422, code="invalid_input", errors=wrong)

    page = officer.post(f"{PAGE}/report", REPORT | {"summary": "经"})

    assert page.status_code == 422
    assert summary(page) == {
        "#officers": "请填写办案人员",
        "#offence": "请选择涉嫌罪名",
        "#summary": "书面报告：至少 2 个字。",
    }
    assert beside_field(page, "summary") == "书面报告：至少 2 个字。"


def test_an_empty_field_is_asked_for_by_its_name(
    officer: Visitor, services: dict[str, FakeTransport]
) -> None:
    officer.get(PAGE)
    wrong = [{"pointer": "/summary", "code": "too_short", "detail": "至少 2 个字。"}]
    _refuses(services, 422, code="invalid_input", errors=wrong)

    page = officer.post(f"{PAGE}/report", REPORT | {"summary": " "})

    assert summary(page) == {"#summary": "请填写书面报告"}


@pytest.mark.parametrize(("status", "code"), [(412, "stale"), (409, "wrong_state")])
def test_what_was_written_can_be_copied_when_the_form_is_gone(
    officer: Visitor, services: dict[str, FakeTransport], status: int, code: str
) -> None:
    officer.get(PAGE)
    _refuses(services, status, code=code, detail="现在不能这样做。")
    offer_transfer(services, status="proposed", possible_now=[])
    _refuses(services, status, code=code, detail="现在不能这样做。")

    page = officer.post(f"{PAGE}/report", REPORT)

    assert page.status_code == status
    assert "您刚才填写的内容没有保存，可以从这里复制 " + REPORT["summary"] in words(page)
    told = "下面是最新内容，请核对后再操作" if status == 412 else "现在不能这样做"
    assert told in words(page)


def test_a_form_that_calls_a_field_otherwise_asks_for_it_by_its_own_name(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    services["referral"].answer("GET", "/api/v1/referral-flows", {"items": []})
    services["referral"].answer("GET", "/api/v1/desks", {"items": []})
    wrong = [{"pointer": f"/{name}", "code": "required"} for name in ("flow", "desk")]
    problem = {
        "code": "invalid_input",
        "errors": [each | {"detail": "请填写此项。"} for each in wrong],
    }
    services["referral"].answer("POST", "/api/v1/referrals", problem, status=422)
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})

    page = visitor.fill("/staff/referrals/new", {"flow": "", "desk": ""})

    assert summary(page) == {"#flow": "请选择办理哪一种事项", "#desk": "请选择对方单位"}
    assert beside_field(page, "flow") == "请选择办理哪一种事项"
    assert beside_field(page, "desk") == "请选择对方单位"

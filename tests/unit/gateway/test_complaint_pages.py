"""Filing a complaint without scripts, against the real intake service."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.errors import Unavailable
from chassis.service_client import Answer, Call
from deploy.wsgi_transport import WsgiTransport
from services.intake.storage.tables import submissions
from tests.support.portal import Portal
from tests.support.web_pages import Visitor, beside_field, summary, title, words

APPLY = "/apply/complaint"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
ANSWERS: dict[str, dict[str, Any]] = {
    "about-right": {"right_type": "trademark", "right_number": "12345678"},
    "holder": {"holder_role": "self", "holder_name": "鹰城五金工具有限公司"},
    "respondent": {"respondent_name": "红星五金商行"},
    "facts": {
        "happened_on-year": "2026",
        "happened_on-month": "10",
        "place": "新华区建设路门店",
        "facts": "该店销售假冒“鹰城”商标的扳手,价格不到一半。",
    },
    "request": {"requests": ["stop", "compensation"], "agrees_to_mediation": "yes"},
    "contact": {"contact_name": "周明", "contact_phone": "138 0375 0001"},
}


class Flaky:
    """A transport that loses the next answer to a filing, after the service has done its work."""

    def __init__(self, inner: WsgiTransport) -> None:
        self._inner = inner
        self.loses = False
        self.is_away = False

    def send(self, call: Call) -> Answer:
        if self.is_away:
            raise Unavailable()
        answer = self._inner.send(call)
        if self.loses and call.method == "POST" and call.path == "/api/v1/submissions":
            raise Unavailable()
        return answer


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    portal = Portal(tmp_path)
    portal.flaky = Flaky(portal.clients["intake"]._transport)  # type: ignore[attr-defined]
    portal.clients["intake"]._transport = portal.flaky  # type: ignore[attr-defined]
    yield portal
    portal.close()


@pytest.fixture
def visitor(portal: Portal) -> Visitor:
    visitor = Visitor(portal.app)
    assert visitor.fill(APPLY).location == f"{APPLY}/tasks"
    return visitor


def _answer_all(visitor: Visitor) -> None:
    for step, data in ANSWERS.items():
        assert visitor.fill(f"{APPLY}/{step}", data).status_code == 303, step


def _filed(portal: Portal) -> int:
    with portal.services["intake"].engine.connect() as connection:
        return int(
            connection.execute(sa.select(sa.func.count()).select_from(submissions)).scalar_one()
        )


def test_from_start_to_receipt_and_on_to_the_case(portal: Portal, visitor: Visitor) -> None:
    _answer_all(visitor)
    visitor.get(f"{APPLY}/evidence")
    visitor.post(
        f"{APPLY}/evidence", {"file": (io.BytesIO(PNG), "货架.png"), "description": "店内货架"}
    )
    checked = visitor.get(f"{APPLY}/check")

    done = visitor.post(f"{APPLY}/check")
    receipt = visitor.get(f"{APPLY}/done")

    assert "货架.png（店内货架）" in words(checked)
    assert "商标" in words(checked)
    assert done.location == f"{APPLY}/done"
    assert "2026年12月1日（星期二）" in words(receipt)
    assert "第15条" in words(receipt)
    number, code = _numbers(receipt)
    assert visitor.fill("/track", {"receipt_no": number, "query_code": code}).location == "/my/case"
    case = words(visitor.get("/my/case"))
    assert "正在审查是否受理" in case
    assert "红星五金商行" in case
    assert _filed(portal) == 1


def _numbers(page: Any) -> list[str]:

    return re.findall(r'class="hh-number">([^<]+)', page.text)


ERRORS = [
    ("about-right", {}, {"#right_type": ("请选择权利类型", "Select the type of right")}),
    (
        "about-right",
        {"right_type": "patent_invention", "right_number": "ZL123"},
        {"#right_number": ("专利号应为 ZL 加 12 位", "A patent number is ZL")},
    ),
    (
        "about-right",
        {"right_type": "trademark", "right_number": "abc#"},
        {"#right_number": ("商标注册号应为数字", "registration number is digits")},
    ),
    (
        "holder",
        {},
        {
            "#holder_role": ("请选择您与权利人的关系", "how you are related"),
            "#holder_name": ("请输入权利人名称", "Enter the right holder's name"),
        },
    ),
    (
        "holder",
        {"holder_role": "self", "holder_name": "甲" * 101},
        {"#holder_name": ("权利人名称：不能超过 100 个字", "at most 100 characters")},
    ),
    (
        "holder",
        {"holder_role": "self", "holder_name": "甲", "holder_uscc": "9141000000000000X"},
        {"#holder_uscc": ("统一社会信用代码应为 18 位", "has 18 characters")},
    ),
    ("respondent", {}, {"#respondent_name": ("请填写被投诉人", "Enter the respondent")}),
    (
        "respondent",
        {"respondent_name": "乙", "respondent_email": "no-address"},
        {"#respondent_email": ("邮箱格式应如", "like name@example.cn")},
    ),
    (
        "facts",
        {},
        {
            "#place": ("请输入在哪里", "Enter where"),
            "#facts": ("请说明情况", "Say more about it"),
        },
    ),
    (
        "facts",
        {"place": "店", "facts": "太短"},
        {"#facts": ("经过：至少 10 个字", "at least 10 characters")},
    ),
    (
        "facts",
        {"place": "店", "facts": "字" * 2001},
        {"#facts": ("不能超过 2000 个字", "at most 2000 characters")},
    ),
    (
        "facts",
        {"place": "店", "facts": "一二三四五六七八九十", "happened_on-year": "2027"},
        {"#happened_on-year": ("日期不能晚于今天", "cannot be in the future")},
    ),
    (
        "facts",
        {"place": "店", "facts": "一二三四五六七八九十", "happened_on-month": "13"},
        {"#happened_on-year": ("日期应如", "Enter a date like")},
    ),
    ("request", {}, {"#requests": ("请至少选择一项", "Select at least one")}),
    (
        "contact",
        {},
        {
            "#contact_name": ("请输入您的姓名", "Enter your name"),
            "#contact_phone": ("请至少留下一种联系方式", "at least one way"),
        },
    ),
    (
        "contact",
        {"contact_name": "周明", "contact_phone": "123"},
        {"#contact_phone": ("请填写能拨通的电话号码", "telephone number that can be called")},
    ),
    (
        "contact",
        {"contact_name": "周明", "contact_email": "周明@"},
        {"#contact_email": ("邮箱格式应如", "like name@example.cn")},
    ),
]


@pytest.mark.parametrize(("language", "prefix"), [(0, ""), (1, "/en")])
@pytest.mark.parametrize(("step", "typed", "expected"), ERRORS)
def test_every_mistake_is_named_at_its_field_and_nothing_typed_is_lost(
    portal: Portal,
    language: int,
    prefix: str,
    step: str,
    typed: dict[str, str],
    expected: dict[str, tuple[str, str]],
) -> None:
    visitor = Visitor(portal.app, prefix)
    visitor.fill(APPLY)

    page = visitor.fill(f"{APPLY}/{step}", typed)

    assert page.status_code == 422
    assert title(page).startswith(("错误：", "Error:")[language])
    shown = summary(page)
    assert list(shown) == list(expected)
    for href, sentences in expected.items():
        assert sentences[language] in shown[href]
        field = href.lstrip("#").removesuffix("-year")
        assert beside_field(page, field) == shown[href]
    for value in typed.values():
        assert value in page.text


def test_what_was_typed_wrong_is_still_there_when_one_comes_back(visitor: Visitor) -> None:
    visitor.fill(f"{APPLY}/contact", {"contact_name": "周明", "contact_phone": "123"})

    page = visitor.get(f"{APPLY}/contact")

    assert 'value="123"' in page.text
    assert "未完成" in words(visitor.get(f"{APPLY}/tasks"))


def test_the_gaps_are_listed_before_filing_and_lead_to_their_pages(
    portal: Portal, visitor: Visitor
) -> None:
    page = visitor.fill(f"{APPLY}/check")

    assert page.status_code == 422
    assert f"{APPLY}/contact?next=check#contact_name" in summary(page)
    assert _filed(portal) == 0


def test_pressing_twice_going_back_and_reloading_file_one_complaint(
    portal: Portal, visitor: Visitor
) -> None:
    _answer_all(visitor)
    visitor.get(f"{APPLY}/check")
    first = visitor.post(f"{APPLY}/check")
    shown = words(visitor.get(f"{APPLY}/done"))

    again = visitor.post(f"{APPLY}/check")
    back = visitor.get(f"{APPLY}/contact")
    reloaded = words(visitor.get(f"{APPLY}/done"))

    assert first.location == again.location == back.location == f"{APPLY}/done"
    assert reloaded == shown
    assert _filed(portal) == 1


def test_when_the_answer_is_lost_pressing_again_gives_the_receipt_and_files_nothing_twice(
    portal: Portal, visitor: Visitor
) -> None:
    _answer_all(visitor)
    portal.flaky.loses = True  # type: ignore[attr-defined]
    uncertain = visitor.fill(f"{APPLY}/check")
    edited = visitor.fill(f"{APPLY}/contact", {"contact_name": "别人", "contact_phone": "110"})
    portal.flaky.loses = False  # type: ignore[attr-defined]

    settled = visitor.fill(f"{APPLY}/check")

    assert uncertain.status_code == 503
    assert "不会重复受理" in words(uncertain)
    assert edited.location == f"{APPLY}/check"
    assert settled.location == f"{APPLY}/done"
    assert _filed(portal) == 1


def test_when_intake_is_away_the_page_says_that_everything_is_saved(
    portal: Portal, visitor: Visitor
) -> None:
    visitor.get(f"{APPLY}/contact")
    portal.flaky.is_away = True  # type: ignore[attr-defined]

    page = visitor.post(f"{APPLY}/contact", ANSWERS["contact"])

    assert page.status_code == 503
    assert "已保存" in words(page)
    assert 'value="周明"' in page.text


def test_files_come_and_go_one_by_one(visitor: Visitor) -> None:
    path = f"{APPLY}/evidence"
    visitor.get(path)
    wrong = visitor.post(path, {"file": (io.BytesIO(b"MZ\x90" + bytes(99)), "x.exe")})
    none = visitor.post(path, {})
    visitor.post(path, {"file": (io.BytesIO(PNG), "a.png"), "form_key": "same"})
    visitor.post(path, {"file": (io.BytesIO(PNG), "a.png"), "form_key": "same"})
    page = visitor.get(path)
    file_id = page.text.split('name="id" value="')[1].split('"')[0]

    visitor.post(f"{path}/remove", {"id": file_id})

    assert (wrong.status_code, none.status_code) == (422, 422)
    assert "x.exe" in summary(wrong)["#file"]
    assert summary(none) == {"#file": "请先选择一个文件"}
    assert "已上传 1 个文件" in words(page)
    assert "还没有文件" in words(visitor.get(path))


def test_without_a_draft_one_is_led_to_the_start(portal: Portal) -> None:
    page = Visitor(portal.app).get(f"{APPLY}/contact")

    assert page.status_code == 404
    assert f'href="{APPLY}"' in page.text


def test_on_a_shared_computer_everything_can_be_removed(visitor: Visitor) -> None:
    _answer_all(visitor)
    visitor.get(f"{APPLY}/tasks")

    visitor.post(f"{APPLY}/forget")

    assert visitor.get(f"{APPLY}/tasks").status_code == 404


def test_the_receipt_with_its_code_is_gone_after_a_day(portal: Portal, visitor: Visitor) -> None:
    _answer_all(visitor)
    visitor.fill(f"{APPLY}/check")
    portal.clock.advance(timedelta(hours=23))
    shown = visitor.get(f"{APPLY}/done").status_code

    portal.clock.advance(timedelta(hours=2))

    assert (shown, visitor.get(f"{APPLY}/done").status_code) == (200, 404)


def test_right_types_that_are_rare_are_chosen_from_the_list(visitor: Visitor) -> None:
    typed = {"right_type": "other", "right_type_other": "plant_variety"}

    assert visitor.fill(f"{APPLY}/about-right", typed).status_code == 303

    assert "植物新品种" in words(visitor.get(f"{APPLY}/check"))

"""After filing: the code is noted, and who files the same again in the same browser is told, nobody else."""

import hashlib
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.support.portal import Portal
from tests.support.web_pages import Visitor, beside_field, words
from tests.unit.gateway.test_complaint_pages import ANSWERS, APPLY, _answer_all, _filed


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    portal = Portal(tmp_path)
    yield portal
    portal.close()


@pytest.fixture
def visitor(portal: Portal) -> Visitor:
    visitor = Visitor(portal.app)
    visitor.fill(APPLY)
    return visitor


def test_who_files_the_same_again_is_led_to_the_first_and_may_still_go_on(
    portal: Portal, visitor: Visitor
) -> None:
    _answer_all(visitor)
    visitor.fill(f"{APPLY}/check")
    visitor.fill(APPLY)
    first = visitor.fill(f"{APPLY}/about-right", ANSWERS["about-right"])

    again = visitor.fill(f"{APPLY}/respondent", {"respondent_name": "红星五金商行（建设路店）"})
    warned = visitor.fill(f"{APPLY}/respondent", {"respondent_name": "红星五金 商行"})
    page = words(visitor.get(f"{APPLY}/earlier"))
    visitor.post(f"{APPLY}/earlier")
    after = visitor.fill(f"{APPLY}/respondent", ANSWERS["respondent"])

    assert first.location == f"{APPLY}/holder"
    assert again.location == f"{APPLY}/facts"
    assert warned.location == f"{APPLY}/earlier"
    assert "您可能已经提交过" in page
    assert "已收到" in page
    assert after.location == f"{APPLY}/facts"
    assert _filed(portal) == 1


def test_another_browser_learns_nothing_of_what_was_filed(portal: Portal, visitor: Visitor) -> None:
    _answer_all(visitor)
    visitor.fill(f"{APPLY}/check")
    stranger = Visitor(portal.app)
    stranger.fill(APPLY)
    stranger.fill(f"{APPLY}/about-right", ANSWERS["about-right"])
    stranger.fill(f"{APPLY}/contact", ANSWERS["contact"])

    answer = stranger.fill(f"{APPLY}/respondent", ANSWERS["respondent"])

    assert answer.location == f"{APPLY}/facts"
    assert stranger.get(f"{APPLY}/earlier").location == f"{APPLY}/tasks"


def test_who_types_the_last_digits_has_written_the_code_down(visitor: Visitor) -> None:
    _answer_all(visitor)
    visitor.fill(f"{APPLY}/check")
    digits = re.findall(r'<dd class="hh-number">([0-9 ]+)</dd>', visitor.get(f"{APPLY}/done").text)
    code = "".join(digits[1].split())
    other = str((int(code[-4:]) + 1) % 10_000).zfill(4)

    wrong = visitor.post(f"{APPLY}/done", {"last_digits": other})
    right = visitor.post(f"{APPLY}/done", {"last_digits": f" {code[-4:]} "})
    page = visitor.get(f"{APPLY}/done")

    assert wrong.status_code == 422
    assert "与查询码的最后 4 位不一致" in beside_field(wrong, "last_digits")
    assert right.location == f"{APPLY}/done"
    assert "您已记下查询码" in words(page)
    assert digits[1] in page.text


def test_who_files_without_a_script_waits_where_many_do_and_who_did_the_sum_does_not(
    tmp_path: Path,
) -> None:
    portal = Portal(tmp_path, environ={"HUHANG_RATE_UNPROVEN": "0/600", **ONE_EACH_TEN_MINUTES})
    first, second = Visitor(portal.app), Visitor(portal.app)
    for each in (first, second):
        each.fill(APPLY)
        _answer_all(each)
    first.fill(f"{APPLY}/check")

    refused = second.fill(f"{APPLY}/check")
    kept = words(second.get(f"{APPLY}/check"))
    asked = re.findall(r'data-puzzle="([^"]+)"', second.get(f"{APPLY}/check").text)[0]
    done = second.fill(f"{APPLY}/check", {"puzzle": asked, "proof": _sum(asked)})
    portal.close()

    assert refused.status_code == 429
    assert "请 10 分钟后再点“提交”，内容已保存" in words(refused)
    assert "红星五金商行" in kept
    assert done.location == f"{APPLY}/done"


ONE_EACH_TEN_MINUTES = {"HUHANG_RATE_UNPROVEN_TARGET": "1/600"}


def _sum(asked: str) -> str:
    digests = ((n, hashlib.sha256(f"{asked}.{n}".encode()).digest()) for n in count())
    return str(next(n for n, each in digests if int.from_bytes(each[:4], "big") >> 20 == 0))

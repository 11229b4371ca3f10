"""Around the public pages: headers, cookies, forged forms, languages, errors, the invitation."""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.test import Client

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.web_pages import Visitor, hidden, summary, title, words

PAGES = ("/", "/start", "/advice", "/privacy", "/accessibility", "/apply/complaint", "/track")
NUMBER = "2611210219942"


@pytest.mark.parametrize("path", [*PAGES, "/nope", "/invitations/abc", "/staff/sign-in"])
def test_every_page_is_closed_to_foreign_scripts_frames_and_caches(
    client: Client, path: str
) -> None:
    page = client.get(path)

    policy = page.headers["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert nonce is not None
    assert set(re.findall(r'nonce="([^"]+)"', page.text)) == {nonce[1]}
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert " style=" not in page.text
    assert not re.search(r"\son\w+=", page.text)


def test_two_answers_have_two_nonces(client: Client) -> None:
    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(2)}

    assert len(policies) == 2


def test_reading_pages_sets_no_cookie(client: Client) -> None:
    for path in ("/", "/advice", "/privacy", "/accessibility", "/nope", "/healthz"):
        assert "Set-Cookie" not in client.get(path).headers


def test_over_tls_cookies_are_secure_and_bound_to_this_host(
    tmp_path: Path, services: dict[str, FakeTransport]
) -> None:
    portal = Portal(tmp_path, {"HUHANG_PUBLIC_URL": "https://ip.example.cn"}, transports=services)
    visitor = Visitor(portal.app)

    visitor.client.get("/start", base_url="https://ip.example.cn")
    page = visitor.client.get("/apply/complaint", base_url="https://ip.example.cn")
    begun = visitor.client.post(
        "/apply/complaint",
        base_url="https://ip.example.cn",
        data={"csrf_token": hidden(page, "csrf_token")},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    cookie = begun.headers["Set-Cookie"]
    assert cookie.startswith("__Host-huhang_draft=")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "max-age" in begun.headers["Strict-Transport-Security"]
    portal.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ],
)
def test_a_form_from_another_site_is_refused(portal: Portal, headers: dict[str, str]) -> None:
    visitor = Visitor(portal.app)
    page = visitor.get("/apply/complaint")

    answer = visitor.client.post(
        "/apply/complaint", data={"csrf_token": hidden(page, "csrf_token")}, headers=headers
    )

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_form_without_its_token_is_refused(portal: Portal, token: str) -> None:
    visitor = Visitor(portal.app)
    visitor.get("/apply/complaint")

    answer = visitor.client.post("/apply/complaint", data={"csrf_token": token})

    assert answer.status_code == 403
    assert "刷新后再提交" in words(answer)


def test_the_token_of_one_visitor_is_worth_nothing_to_another(portal: Portal) -> None:
    theirs = hidden(Visitor(portal.app).get("/apply/complaint"), "csrf_token")
    mine = Visitor(portal.app)
    mine.get("/apply/complaint")

    assert mine.client.post("/apply/complaint", data={"csrf_token": theirs}).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_english_lives_under_en_and_every_link_stays_there(client: Client, path: str) -> None:
    page = client.get("/en" + (path if path != "/" else ""))

    links = re.findall(r'<a [^>]*href="(/[^"]*)"', page.text)
    chinese = [link for link in links if not link.startswith(("/en", "/static"))]
    assert page.status_code == 200
    assert 'lang="en"' in page.text
    assert chinese == [path]


def test_english_pages_have_no_chinese_but_what_is_marked(client: Client) -> None:
    for path in PAGES:
        page = client.get("/en" + path)
        unmarked = re.sub(r'<(\w+)[^>]*lang="zh-CN".*?</\1>', "", page.text, flags=re.S)
        unmarked = re.sub(r'<span class="hh-header__owner".*?</span>', "", unmarked, flags=re.S)
        assert re.findall("[\u4e00-\u9fff]+", unmarked) == [], path


def test_the_large_view_is_remembered_and_leads_back(client: Client) -> None:
    answer = client.post("/preferences", data={"view": "elder", "next": "/en/track"})

    assert answer.location == "/en/track"
    assert 'class="govuk-template hh-elder"' in client.get("/track").text


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away_from_this_site(client: Client, wanted: str) -> None:
    assert client.post("/preferences", data={"view": "elder", "next": wanted}).location == "/"


@pytest.mark.parametrize(
    ("path", "status", "word"), [("/nope", 404, "没有找到"), ("/en/nope", 404, "Page not found")]
)
def test_an_error_page_says_what_to_do_and_gives_a_number_to_quote(
    client: Client, path: str, status: int, word: str
) -> None:
    page = client.get(path)

    assert page.status_code == status
    assert word in words(page)
    assert "12330" in words(page)
    assert page.headers["X-Request-Id"] in words(page)


def test_a_wrong_method_says_which_are_right(client: Client) -> None:
    page = client.put("/track", headers={"Sec-Fetch-Site": "same-origin"})

    assert page.status_code in {403, 405}


def test_choosing_a_door_needs_a_choice(portal: Portal) -> None:
    visitor = Visitor(portal.app)

    nothing = visitor.fill("/start")
    mine = visitor.fill("/start", {"door": "mine"})

    assert nothing.status_code == 422
    assert title(nothing).startswith("错误：")
    assert summary(nothing) == {"#door": "请选择一项"}
    assert mine.location == "/apply/complaint"


def test_wrong_number_and_wrong_code_get_one_and_the_same_answer(
    portal: Portal, intake: FakeTransport
) -> None:
    visitor = Visitor(portal.app)

    answers = [
        visitor.fill("/track", {"receipt_no": number, "query_code": "11111111"})
        for number in (NUMBER, "2611210000000")
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert summary(answers[0]) == summary(answers[1])
    assert "没有找到匹配的记录" in summary(answers[0])["#receipt_no"]


def test_after_too_many_tries_the_page_names_the_time(
    portal: Portal, intake: FakeTransport
) -> None:
    problem = {"code": "track_locked", "retry_at": "2026-11-21T02:15:00+00:00"}
    intake.answer("POST", "/api/v1/submissions/track", problem, status=429)

    page = Visitor(portal.app).fill("/track", {"receipt_no": NUMBER, "query_code": "1"})

    assert page.status_code == 429
    assert "请于 10:15 后再试" in words(page)


def test_the_session_of_a_citizen_ends_after_half_an_hour(
    portal: Portal, intake: FakeTransport
) -> None:
    intake.answer("POST", "/api/v1/submissions/track", {"receipt_no": NUMBER})
    visitor = Visitor(portal.app)
    visitor.fill("/track", {"receipt_no": NUMBER, "query_code": "61470823"})

    portal.clock.advance(timedelta(minutes=30))

    assert visitor.get("/my/case").location == "/track?ended=1"


def test_opening_the_link_of_an_invitation_asks_no_service_anything(
    client: Client, services: dict[str, FakeTransport]
) -> None:
    page = client.get("/invitations/some-token")

    assert page.status_code == 200
    assert "什么是调解" in words(page)
    assert services["mediation"].calls == []


def test_going_on_from_the_invitation_opens_the_case_under_a_clean_address(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    found = {"receipt_no": NUMBER, "case_id": "01CASE"}
    services["mediation"].answer("POST", "/api/v1/invitations/open", found)

    answer = Visitor(portal.app).fill("/invitations/some-token")

    assert answer.location == "/my/case"
    assert b"some-token" in services["mediation"].bodies[-1]


def test_an_invitation_that_opens_nothing_says_what_to_try(portal: Portal) -> None:
    page = Visitor(portal.app).fill("/invitations/some-token")

    assert page.status_code == 404
    assert "邀请无法打开" in words(page)


def test_built_files_are_packed_kept_for_ever_and_cannot_be_misread(
    client: Client, portal: Portal
) -> None:
    url = portal.gateway.assets.url("public.css")

    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})

    assert plain.content_type.startswith("text/css")
    assert "immutable" in plain.headers["Cache-Control"]
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < 20_000


def test_what_a_first_visit_loads_stays_small(client: Client, portal: Portal) -> None:
    """Budget of a public page: 60 KB packed."""
    loaded = [gzip.compress(client.get("/").data)]
    for name in ("public.css", "public.js"):
        url = portal.gateway.assets.url(name)
        loaded.append(client.get(url, headers={"Accept-Encoding": "gzip"}).data)

    assert sum(map(len, loaded)) < 60_000


def test_search_engines_stay_out_of_what_is_personal(client: Client) -> None:
    assert "Disallow: /my/" in client.get("/robots.txt").text


def test_when_even_the_error_page_breaks_there_are_plain_words(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> str:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("gateway.pages.public.home.render_template", broken)
    monkeypatch.setattr("gateway.pages.errors.render_template", broken)

    page = client.get("/")

    assert page.status_code == 500
    assert "12330" in page.text
    assert "secret detail" not in page.text

"""The page of a matter: what each side can do now, and what is still shown when a service is away."""

from typing import Any

import pytest

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.web_pages import Visitor, beside_field, words

NUMBER, CASE = "2611210219942", "01CASE"
ONE = f"/api/v1/submissions/{NUMBER}"
CASE_PATH = f"/api/v1/mediation-cases/{CASE}"
CLOCK = {
    "rule_id": "cmp.accept",
    "name": "投诉受理/不予受理决定",
    "bearer": "centre",
    "state": "running",
    "due_at": "2026-12-01T15:59:59Z",
    "due_on": "2026-12-01",
    "working_days_left": 7,
    "article": "《市场监督管理投诉举报处理办法》第15条",
    "verified": True,
    "flags": [],
    "explanation": [{"on": "2026-11-21", "until_on": None, "text": "起算事件当日不计入"}],
}
SUBMISSION: dict[str, Any] = {
    "receipt_no": NUMBER,
    "status": "in_progress",
    "result": "",
    "filed_at": "2026-11-20T01:00:00Z",
    "closed_at": None,
    "refusal": None,
    "fields": {
        "right_type": "trademark",
        "right_number": "",
        "respondent_name": "红星<script>alert(1)</script>",
        "facts": "经过",
        "evidence": [{"id": "01FILE", "name": "货架.png", "description": ""}],
    },
    "clocks": [CLOCK],
}
AGREEMENT = {
    "agreement_id": "1",
    "text": "双方同意。",
    "joint_confirmation": True,
    "signatures": {},
    "on_paper": [],
    "standing": {"complainant": "asked", "respondent": "asked"},
}


def _standing(of_respondent: str, **signed: str) -> dict[str, Any]:
    return AGREEMENT | {
        "signatures": signed,
        "standing": {"complainant": "asked", "respondent": of_respondent},
    }


def _case(status: str, **changes: Any) -> dict[str, Any]:
    acts = {"awaiting_consent": ["consent", "end"], "awaiting_signatures": ["sign", "end"]}
    return {
        "case_id": CASE,
        "receipt_no": NUMBER,
        "status": status,
        "complainant": "鹰城",
        "respondent": "红星",
        "consents": {},
        "mediator": None,
        "sessions": [],
        "agreement": None,
        "clocks": [],
        "possible_now": acts.get(status, []),
    } | changes


@pytest.fixture
def mediation(services: dict[str, FakeTransport]) -> FakeTransport:
    fake = services["mediation"]
    found = {"receipt_no": NUMBER, "case_id": CASE}
    fake.answer("POST", "/api/v1/invitations/open", found)
    fake.answer("GET", "/api/v1/mediation-cases", {"items": [found], "next": None})
    return fake


@pytest.fixture
def complainant(portal: Portal, intake: FakeTransport, mediation: FakeTransport) -> Visitor:
    codes = {"right_types": [{"code": "trademark", "zh": "商标", "en": "Trademark"}]}
    intake.answer("GET", "/api/v1/codes", codes)
    intake.answer("POST", "/api/v1/submissions/track", {"receipt_no": NUMBER})
    intake.answer("GET", ONE, SUBMISSION)
    intake.answer("GET", f"{ONE}/timeline", {"items": []})
    visitor = Visitor(portal.app)
    visitor.fill("/track", {"receipt_no": NUMBER, "query_code": "61470823"})
    return visitor


@pytest.fixture
def respondent(portal: Portal, mediation: FakeTransport) -> Visitor:
    visitor = Visitor(portal.app)
    visitor.fill("/invitations/token")
    return visitor


def test_who_acts_until_when_and_why_is_told_with_the_article(
    complainant: Visitor, mediation: FakeTransport
) -> None:
    mediation.answer("GET", CASE_PATH, _case("scheduling"))

    page = words(complainant.get("/my/case"))

    for told in ("由维权援助中心负责", "2026年12月1日（星期二）", "还有 7 个工作日", "第15条"):
        assert told in page
    assert "调解员已选定" in page


INACTION = CLOCK | {
    "rule_id": "gen.inaction",
    "bearer": "complainant",
    "due_on": "2027-01-20",
    "due_at": "2027-01-20T15:59:59Z",
}
PERIOD = INACTION | {"rule_id": "cmp.mediation_period", "name": "投诉调解期限"}
LIVE = {
    "is_live": True,
    "room_name": "第一调解室",
    "starts_at": "2026-11-25T01:00:00Z",
    "ends_at": "2026-11-25T02:00:00Z",
}


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (_case("awaiting_mediator"), ("没有利害关系的专家中选定调解员", "随时可以退出")),
        (_case("scheduled", sessions=[LIVE]), ("请于2026年11月25日（星期三）09:00–10:00", "回避")),
        (_case("agreed"), ("请按协议履行", "三十日内，双方可以共同向人民法院申请司法确认")),
        (_case("ended"), ("可以向人民法院起诉",)),
    ],
)
def test_what_comes_next_and_what_one_can_do_is_told_in_every_state(
    complainant: Visitor, mediation: FakeTransport, case: dict[str, Any], told: tuple[str, ...]
) -> None:
    mediation.answer("GET", CASE_PATH, case)

    page = words(complainant.get("/my/case"))

    assert all(each in page for each in ("您可以", "给经办人员留言", *told))


def test_the_day_that_opens_the_way_to_court_is_not_shown_as_the_complainants_duty(
    complainant: Visitor, intake: FakeTransport, mediation: FakeTransport
) -> None:
    mediation.answer("GET", CASE_PATH, _case("scheduling"))
    intake.answer("GET", ONE, SUBMISSION | {"clocks": [PERIOD, INACTION]})

    page = words(complainant.get("/my/case"))

    assert "过了2027年1月20日（星期三），行政机关仍不履行职责的，可以向人民法院起诉" in page
    assert "投诉人的期限" not in page
    assert "到期没有达成协议的，调解终止" in page


def test_who_waits_longer_than_the_law_says_is_told_whom_to_call(
    complainant: Visitor, intake: FakeTransport, mediation: FakeTransport
) -> None:
    mediation.answer("GET", "/api/v1/mediation-cases", {"items": [], "next": None})
    late = CLOCK | {"state": "overdue", "working_days_left": -2}
    intake.answer("GET", ONE, SUBMISSION | {"status": "received", "clocks": [late]})

    page = words(complainant.get("/my/case"))

    assert "已超期 2 个工作日" in page
    assert "已经超期：可以拨打 12330 催办" in page


def test_nobody_hears_of_a_mediation_period_without_mediation(
    complainant: Visitor, intake: FakeTransport, mediation: FakeTransport
) -> None:
    mediation.answer("GET", "/api/v1/mediation-cases", {"items": [], "next": None})
    intake.answer("GET", ONE, SUBMISSION | {"clocks": [PERIOD, INACTION]})

    page = words(complainant.get("/my/case"))

    assert "投诉调解期限" not in page
    assert "有关部门正在办理" in page


def test_what_people_typed_is_shown_and_never_run(
    complainant: Visitor, mediation: FakeTransport
) -> None:
    mediation.answer("GET", CASE_PATH, _case("scheduling"))

    page = complainant.get("/my/case")

    assert "<script>alert(1)" not in page.text
    assert "红星&lt;script&gt;" in page.text


def test_when_mediation_is_away_the_rest_is_still_there(
    complainant: Visitor, mediation: FakeTransport
) -> None:
    mediation.is_away = True

    page = complainant.get("/my/case")

    assert page.status_code == 200
    assert "调解信息暂时无法取得" in words(page)
    assert "货架.png" in words(page)


def test_when_intake_is_away_the_page_says_so_without_pretending(
    complainant: Visitor, intake: FakeTransport
) -> None:
    intake.is_away = True

    page = complainant.get("/my/case")

    assert page.status_code == 503
    assert page.headers["Retry-After"] == "30"
    assert "已保存" not in words(page)


@pytest.mark.parametrize(
    ("case", "act"),
    [
        (_case("awaiting_consent"), "您同意调解吗"),
        (_case("awaiting_consent", consents={"respondent": True}), ""),
        (_case("awaiting_signatures", agreement=AGREEMENT), "签署调解协议"),
        (
            _case(
                "awaiting_signatures",
                agreement=_standing("signed", respondent="2026-11-21T01:00:00Z"),
            ),
            "",
        ),
        (_case("awaiting_signatures", agreement=_standing("waits")), ""),
        (_case("awaiting_signatures", agreement=_standing("refused")), "签署调解协议"),
        (_case("ended"), ""),
    ],
)
def test_only_what_this_side_can_do_now_is_offered(
    respondent: Visitor, mediation: FakeTransport, case: dict[str, Any], act: str
) -> None:
    mediation.answer("GET", CASE_PATH, case)

    page = words(respondent.get("/my/case"))

    for offer in ("您同意调解吗", "签署调解协议"):
        assert (offer in page) == (offer == act)


def test_the_respondent_sees_no_submission_and_intake_is_asked_only_what_was_opened_to_them(
    respondent: Visitor, mediation: FakeTransport, intake: FakeTransport
) -> None:
    mediation.answer("GET", CASE_PATH, _case("awaiting_consent"))

    page = words(respondent.get("/my/case"))

    assert "您的投诉" not in page
    assert {each.path.rpartition("/")[2] for each in intake.calls} == {"shared-evidence"}


def test_sending_the_answer_twice_carries_the_same_key(
    respondent: Visitor, mediation: FakeTransport
) -> None:
    mediation.answer("GET", CASE_PATH, _case("awaiting_consent"))
    mediation.answer("POST", f"{CASE_PATH}/consents", _case("awaiting_mediator"))
    respondent.get("/my/case")
    for _ in range(2):
        respondent.post("/my/case/consent", {"agrees": "yes", "form_key": "key-of-the-form"})

    sent = [call for call in mediation.calls if call.path.endswith("/consents")]

    assert [call.headers["Idempotency-Key"] for call in sent] == ["key-of-the-form"] * 2


def test_a_wrong_signing_code_is_named_at_its_field(
    respondent: Visitor, mediation: FakeTransport
) -> None:
    mediation.answer("GET", CASE_PATH, _case("awaiting_signatures", agreement=AGREEMENT))
    wrong = {"code": "invalid_input", "errors": [{"pointer": "/code", "detail": "签署码不对"}]}
    mediation.answer("POST", f"{CASE_PATH}/agreement/signatures", wrong, status=422)

    page = respondent.fill("/my/case")
    page = respondent.post("/my/case/signature", {"code": "123 456"})

    assert page.status_code == 422
    assert beside_field(page, "code") == "签署码不对"
    assert b'{"code": "123456"}' in mediation.bodies


def test_who_does_not_sign_says_why(respondent: Visitor, mediation: FakeTransport) -> None:
    mediation.answer("GET", CASE_PATH, _case("awaiting_signatures", agreement=AGREEMENT))
    missing = {"code": "invalid_input", "errors": [{"pointer": "/reason", "detail": "请填写"}]}
    mediation.answer("POST", f"{CASE_PATH}/agreement/refusal", missing, status=422)
    respondent.fill("/my/case")

    page = respondent.post("/my/case/signature/refusal", {"refusal-reason": " "})

    assert page.status_code == 422
    assert beside_field(page, "refusal-reason") == "请填写"


def test_a_refusal_tells_the_reason_and_what_else_one_can_do(
    complainant: Visitor, intake: FakeTransport, mediation: FakeTransport
) -> None:
    refusal = {"ground": "C1", "explanation": "不属于本机关职责。"}
    ground = {"code": "C1", "zh": "不是知识产权纠纷", "en": "no dispute about a right"}
    intake.answer("GET", ONE, SUBMISSION | {"status": "refused", "refusal": refusal})
    intake.answer("GET", "/api/v1/codes", {"right_types": [], "refusal_grounds": [ground]})
    mediation.answer("GET", "/api/v1/mediation-cases", {"items": [], "next": None})

    page = words(complainant.get("/my/case"))

    assert "您的投诉没有受理" in page
    assert "原因 不是知识产权纠纷 不属于本机关职责" in page
    assert "on=2026-11-20" in {call.query for call in intake.calls}
    assert "向人民法院起诉" in page


def test_a_file_is_passed_on_as_a_download(complainant: Visitor, intake: FakeTransport) -> None:
    intake.answer(
        "GET",
        f"{ONE}/evidence/01FILE",
        "x",
        headers={"Content-Disposition": "attachment; filename=a.png", "Set-Cookie": "a=b"},
    )

    answer = complainant.get("/my/case/evidence/01FILE")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Set-Cookie" not in answer.headers


def test_an_address_cannot_ask_the_service_something_else(
    complainant: Visitor, intake: FakeTransport
) -> None:
    complainant.get("/my/case/evidence/01FILE%3Fas=officer")

    assert intake.last.path == f"{ONE}/evidence/01FILE%3Fas%3Dofficer"
    assert intake.last.query == ""


def test_leaving_closes_the_matter_on_this_computer(
    complainant: Visitor, mediation: FakeTransport
) -> None:
    mediation.answer("GET", CASE_PATH, _case("scheduling"))
    complainant.get("/my/case")

    complainant.post("/my/case/leave")

    assert complainant.get("/my/case").location == "/track?ended=1"

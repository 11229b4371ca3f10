"""Access tokens: staff by password, citizens by code or invitation, one way out."""

import pytest
from werkzeug.test import Client

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD

NUMBER = "2611210219942"


def _token(answer: object) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.json['access_token']}"}  # type: ignore[attr-defined]


def test_signing_in_says_who_one_is_and_until_when(client: Client, portal: Portal) -> None:

    answer = client.post("/api/v1/sign-in", json={"account": "zhaomin", "password": PASSWORD})

    assert answer.status_code == 200
    assert answer.json["roles"] == ["court_clerk"]
    assert answer.json["organisation"] == "court:xinhua"
    assert answer.json["expires_at"].startswith("2026-11-21T10:00:00")
    me = client.get("/api/v1/me", headers=_token(answer)).json
    assert (me["subject"], me["name"]) == ("staff:zhaomin", "赵敏")


@pytest.mark.parametrize(("language", "words"), [("zh", "账号、密码"), ("en", "not right")])
def test_a_wrong_password_is_401_in_the_callers_language(
    client: Client, portal: Portal, language: str, words: str
) -> None:

    answer = client.post(
        "/api/v1/sign-in",
        json={"account": "zhaomin", "password": "wrong"},
        headers={"Accept-Language": language},
    )

    assert answer.status_code == 401
    assert answer.json["code"] == "sign_in_failed"
    assert words in answer.json["detail"]


def test_missing_words_are_named(client: Client) -> None:
    answer = client.post("/api/v1/sign-in", json={"account": "zhaomin", "passwort": "x"})

    assert answer.status_code == 422
    pointers = {each["pointer"]: each["code"] for each in answer.json["errors"]}
    assert pointers == {"/password": "required", "/passwort": "unknown_field"}


def test_the_sixth_wrong_password_is_told_to_wait(client: Client, portal: Portal) -> None:
    wrong = {"account": "zhaomin", "password": "wrong"}

    answers = [client.post("/api/v1/sign-in", json=wrong).status_code for _ in range(6)]

    assert answers == [401] * 5 + [429]


def test_signing_out_ends_the_token(client: Client, portal: Portal) -> None:
    token = _token(
        client.post("/api/v1/sign-in", json={"account": "zhaomin", "password": PASSWORD})
    )

    assert client.post("/api/v1/sign-out", headers=token).status_code == 204

    assert client.get("/api/v1/me", headers=token).status_code == 401


def test_nobody_in_particular_has_no_me(client: Client) -> None:
    assert client.get("/api/v1/me").status_code == 401


def test_a_query_code_opens_one_matter(client: Client, intake: FakeTransport) -> None:
    intake.answer("POST", "/api/v1/submissions/track", {"receipt_no": NUMBER})

    answer = client.post(
        "/api/v1/citizen-sessions",
        json={"receipt_no": "2611 2102 1994 2", "query_code": "61470823"},
    )

    assert answer.json["receipt_no"] == NUMBER
    me = client.get("/api/v1/me", headers=_token(answer)).json
    assert (me["roles"], me["receipt_no"]) == (["complainant"], NUMBER)


def test_what_intake_refuses_comes_back_as_intake_says_it(
    client: Client, intake: FakeTransport
) -> None:
    problem = {"code": "no_match", "status": 404, "detail": "没有找到匹配的记录。"}
    intake.answer(
        "POST",
        "/api/v1/submissions/track",
        problem,
        status=404,
        headers={"Content-Type": "application/problem+json"},
    )

    answer = client.post(
        "/api/v1/citizen-sessions", json={"receipt_no": NUMBER, "query_code": "00000000"}
    )

    assert answer.status_code == 404
    assert answer.json == problem


def test_an_invitation_opens_the_case_for_the_respondent(
    client: Client, services: dict[str, FakeTransport]
) -> None:
    found = {"receipt_no": NUMBER, "case_id": "01CASE"}
    services["mediation"].answer("POST", "/api/v1/invitations/open", found)

    answer = client.post("/api/v1/citizen-sessions", json={"invitation_token": "abc"})

    assert answer.json["case_id"] == "01CASE"
    me = client.get("/api/v1/me", headers=_token(answer)).json
    assert me["roles"] == ["respondent"]


@pytest.mark.parametrize(
    "proof",
    [
        {},
        {"receipt_no": NUMBER},
        {"query_code": "61470823"},
        {"receipt_no": NUMBER, "query_code": "61470823", "invitation_token": "abc"},
    ],
)
def test_half_a_proof_or_two_are_refused(client: Client, proof: dict[str, str]) -> None:
    assert client.post("/api/v1/citizen-sessions", json=proof).status_code == 422


def test_a_cookie_of_the_staff_door_is_no_access_token(client: Client, portal: Portal) -> None:
    account = portal.gateway.accounts.find("zhaomin")
    assert account is not None
    cookie = portal.gateway.sessions.open_for_account("staff", account)

    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {cookie}"})

    assert answer.status_code == 401

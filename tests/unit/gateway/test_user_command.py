"""An administrator adds people at the command line, changes their passwords and bars them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from werkzeug.test import Client

from deploy.cli import huhang
from gateway.storage.account_rows import AccountRows
from gateway.storage.audit_rows import Asked
from tests.support.portal import Portal

Command = Callable[..., Result]
LI = ["add", "lixiaohong", "--name", "李晓红", "--role", "officer"]


@pytest.fixture
def command(portal: Portal, tmp_path: Path) -> Command:
    def run(*words: str, typed: str = "") -> Result:
        environment = {"HUHANG_DATA": str(tmp_path)}
        return CliRunner().invoke(huhang, ["user", *words], input=typed, env=environment)

    return run


def signs_in(client: Client, account: str, password: str) -> int:
    return client.post(
        "/api/v1/sign-in", json={"account": account, "password": password}
    ).status_code


def password_in(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output.removeprefix("password: ").strip()


def test_somebody_new_signs_in_with_the_first_password(command: Command, client: Client) -> None:
    first = password_in(command(*LI))

    assert signs_in(client, "lixiaohong", first) == 200
    assert "lixiaohong  李晓红  officer" in command("list").output


def test_a_name_is_given_once(command: Command, client: Client) -> None:
    first = password_in(command(*LI))

    again = command(*LI)

    assert again.exit_code == 1
    assert "exists already" in again.output
    assert signs_in(client, "lixiaohong", first) == 200


def test_a_role_that_nobody_has_is_refused(command: Command) -> None:
    refused = command("add", "someone", "--name", "某人", "--role", "king")

    assert refused.exit_code == 2
    assert "king" in refused.output


def test_a_password_of_ones_own_choice_must_be_strong(command: Command, client: Client) -> None:
    weak = command(*LI, "--password-stdin", typed="lixiaohong1\n")
    strong = command(*LI, "--password-stdin", typed="三把旧钥匙挂在北门外的槐树上\n")

    assert (weak.exit_code, strong.exit_code) == (1, 0)
    assert signs_in(client, "lixiaohong", "三把旧钥匙挂在北门外的槐树上") == 200


def test_a_new_password_ends_the_old_one_and_all_sessions(command: Command, client: Client) -> None:
    old = password_in(command(*LI))
    credentials = {"account": "lixiaohong", "password": old}
    token = client.post("/api/v1/sign-in", json=credentials).get_json()["access_token"]

    new = password_in(command("password", "lixiaohong"))

    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert signs_in(client, "lixiaohong", old) == 401
    assert signs_in(client, "lixiaohong", new) == 200


def test_a_barred_account_stays_out_until_it_is_admitted(command: Command, client: Client) -> None:
    password = password_in(command(*LI))

    command("bar", "lixiaohong")
    barred = signs_in(client, "lixiaohong", password)
    command("admit", "lixiaohong")

    assert (barred, signs_in(client, "lixiaohong", password)) == (401, 200)


def test_a_lost_telephone_is_forgotten(command: Command, portal: Portal) -> None:
    command(*LI)
    AccountRows(portal.engine).set_totp("lixiaohong", "sealed")
    assert "one-time code" in command("list").output

    command("forget-code", "lixiaohong")

    assert "one-time code" not in command("list").output


@pytest.mark.parametrize("act", ["password", "bar", "admit", "forget-code"])
def test_nobody_is_nobody(command: Command, act: str) -> None:
    result = command(act, "nobody")

    assert result.exit_code == 1
    assert "no account" in result.output


def test_who_may_come_in_is_written_into_the_audit_log(command: Command, portal: Portal) -> None:
    command(*LI)
    command(*LI)
    command("bar", "lixiaohong")

    entries = portal.gateway.audit.newest(Asked(subject="staff:lixiaohong"))

    assert [(entry.subject, entry.act) for entry in entries] == [
        ("command", "huhang user bar"),
        ("command", "huhang user add"),
    ]
    assert "李晓红" not in str(entries)

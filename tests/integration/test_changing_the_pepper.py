"""The secret behind codes and links is changed while matters go on; nobody's code stops to work."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from chassis.database import open_engine
from chassis.identity import Keyring
from chassis.ids import RandomIds
from deploy.cli import huhang
from deploy.pepper_uses import first_id_of
from gateway.accounts import seal_key
from gateway.sealing import seal, unseal
from gateway.storage.account_rows import AccountRows
from services.intake.storage.tables import submissions
from services.mediation.application.invitations import invitation_link
from services.notification.storage.unit_of_work import opened
from tests.support.ready import copy_databases
from tests.support.town import Town
from tests.support.web_pages import Visitor

READER = "complainant:2611201234567"
TRACK, CASES = "/api/v1/submissions/track", "/api/v1/mediation-cases"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_databases(tmp_path)
    monkeypatch.setenv("HUHANG_DATA", str(tmp_path))
    monkeypatch.delenv("HUHANG_DATABASE_URL", raising=False)
    return tmp_path


def restarted(folder: Path) -> Town:
    """All processes, with the peppers that lie there now."""
    return Town(folder, f"sqlite:///{folder}/{{service}}.db")


def pepper(*words: str) -> Result:
    return CliRunner().invoke(huhang, ["pepper", *words])


def marks(town: Town) -> list[str]:
    with town.services["intake"].engine.connect() as connection:
        return list(connection.scalars(sa.select(submissions.c.code_pepper).distinct()))


def test_codes_and_links_of_before_lead_in_until_nothing_hangs_on_them(folder: Path) -> None:
    with restarted(folder) as town:
        receipt = town.files()
        number = receipt["receipt_no"]
        town.accepts(number)
        town.routes(number, "mediation")
        [case] = town.officer.get("mediation", CASES).get_json()["items"]
        link = invitation_link("", case["case_id"], town.keyring)
        before = marks(town)
    assert pepper("next").exit_code == 0
    assert pepper("switch").exit_code == 0

    with restarted(folder) as town:
        waiting = pepper("status")
        proof = {"receipt_no": number, "query_code": receipt["query_code"]}
        found = town.visitor.post("intake", TRACK, proof)
        opened = town.visitor.post(
            "mediation", "/api/v1/invitations/open", {"token": link.rsplit("/", 1)[1]}
        )
        renewed = marks(town)

    assert (waiting.exit_code, "1  query codes of matters that go on" in waiting.stdout) == (
        1,
        True,
    )
    assert (found.status_code, opened.status_code) == (200, 200)
    assert before != renewed
    left = pepper("status")
    assert ("query codes" in left.stdout, "1  mediations with links" in left.stdout) == (
        False,
        True,
    )
    assert pepper("retire").exit_code == 1
    assert pepper("retire", "--give-up").exit_code == 0
    with restarted(folder) as town:
        assert town.visitor.post("intake", TRACK, proof).status_code == 200
        dead = town.visitor.post(
            "mediation", "/api/v1/invitations/open", {"token": link.rsplit("/", 1)[1]}
        )
        assert dead.status_code == 404


def test_a_form_that_was_open_when_the_pepper_changed_is_taken(folder: Path) -> None:
    with restarted(folder) as town:
        visitor = Visitor(town.gateway())
        visitor.get("/track")
    assert [pepper(each).exit_code for each in ("next", "switch")] == [0, 0]

    with restarted(folder) as town:
        visitor.client.application = town.gateway()
        sent = visitor.post("/track", {"receipt_no": "2611200000000", "query_code": "12345678"})

    assert "没有找到匹配的记录" in sent.text


def test_entries_of_before_need_the_retired_pepper_to_be_verified(folder: Path) -> None:
    for words in (["next"], ["switch"], ["reseal"], ["retire", "--give-up"]):
        told = pepper(*words)
        assert told.exit_code == 0, told.output
    [retired] = (folder / "keys").glob("pepper.retired-*")

    bare = CliRunner().invoke(huhang, ["audit", "verify"])
    helped = CliRunner().invoke(huhang, ["audit", "verify", "--pepper", str(retired)])

    assert (bare.exit_code, "its seal does not fit" in bare.stderr) == (1, True)
    assert (helped.exit_code, helped.stdout.startswith("sound: 4 entries")) == (0, True)


def test_what_is_sealed_is_sealed_anew_and_needs_the_old_pepper_no_more(folder: Path) -> None:
    with restarted(folder) as town:
        keyring, notification = town.keyring, opened(town.services["notification"])
        secret = seal(seal_key(keyring, "wangqiang"), b"one-time codes")
        with notification as uow:
            sealed = keyring.seal("wechat-binding", READER, b"openid")
            uow.preferences.choose(READER, {"wechat_id": sealed})
            uow.commit()
    rows = AccountRows(open_engine(f"sqlite:///{folder}/gateway.db"))
    rows.set_totp("wangqiang", secret)
    assert [pepper(each).exit_code for each in ("next", "switch")] == [0, 0]

    waiting, done, left = pepper("status"), pepper("reseal"), pepper("status")

    assert "2  sealed secrets" in waiting.stdout
    assert (done.stdout, left.exit_code) == ("2 sealed anew\n", 0)
    assert pepper("retire").exit_code == 0
    fresh, kept = Keyring.load(folder / "keys"), rows.find("wangqiang")
    assert kept is not None
    assert unseal(seal_key(fresh, "wangqiang"), kept.totp_sealed) == b"one-time codes"


def test_a_change_is_not_begun_twice_and_has_its_order(folder: Path) -> None:
    early = [pepper("switch").exit_code, pepper("retire").exit_code]

    first, second = pepper("next").exit_code, pepper("next").exit_code

    assert (early, first, second) == ([1, 1], 0, 1)


def test_ids_of_before_and_after_an_instant_are_told_apart() -> None:
    made = RandomIds().new()

    assert first_id_of(datetime(2020, 1, 1, tzinfo=UTC)) < made
    assert made < first_id_of(datetime(2120, 1, 1, tzinfo=UTC))

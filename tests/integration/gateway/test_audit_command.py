"""``huhang audit`` as an operator and an auditor use it."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from chassis.clock import FixedClock
from chassis.database import open_engine
from chassis.identity import Keyring
from contracts.merkle import leaf_hash, proves_inclusion
from deploy.cli import huhang
from gateway.audit.entries import Deed
from gateway.audit.log import AuditLog
from gateway.storage.audit_rows import AuditRows
from tests.integration.gateway.conftest import SATURDAY
from tests.support.ready import copy_databases

NUMBER = "2611210219942"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose log has seven entries; the third is on a matter."""
    copy_databases(tmp_path)
    monkeypatch.setenv("HUHANG_DATA", str(tmp_path))
    monkeypatch.delenv("HUHANG_DATABASE_URL", raising=False)
    engine = open_engine(f"sqlite:///{tmp_path}/gateway.db")
    log = AuditLog(AuditRows(engine), Keyring.load(tmp_path / "keys"), FixedClock(SATURDAY))
    for number in range(1, 8):
        log.append(
            Deed(
                subject="staff:lina" if number == 3 else "staff:zhangwei",
                roles="officer",
                act="GET /staff/submissions/<receipt_no>",
                object=NUMBER if number == 3 else f"261121021{number:04}",
                matter=NUMBER if number == 3 else "",
                outcome=200,
                request_id=f"01REQUEST{number}",
            )
        )
    engine.dispose()
    return tmp_path


def _run(*words: str) -> Result:
    return CliRunner().invoke(huhang, ["audit", *words])


def _by_force(data: Path, statement: str) -> None:
    engine = open_engine(f"sqlite:///{data}/gateway.db")
    with engine.begin() as connection:
        for table in ("audit_entries", "audit_heads"):
            for act in ("UPDATE", "DELETE"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_stay_on_{act}")
        connection.execute(sa.text(statement))
    engine.dispose()


def test_a_sound_log_is_called_sound_and_fits_the_head_that_was_printed(data: Path) -> None:
    printed = _run("head")
    noted = printed.stdout.splitlines()[0]

    verified = _run("verify", "--head", noted)

    assert noted.startswith("7:")
    assert verified.exit_code == 0
    assert verified.stdout.splitlines() == [
        "sound: 7 entries, 2 signed heads, 1 remembered",
        noted,
    ]


def test_what_no_head_covers_yet_is_said(data: Path) -> None:
    assert "6 entries after the newest head" in _run("verify").stdout


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("UPDATE audit_entries SET subject='staff:lina' WHERE position=4", "entry 4 was changed"),
        ("DELETE FROM audit_entries WHERE position=2", "entry 2 is missing"),
        ("DELETE FROM audit_entries WHERE position>5", "entry 6 is missing"),
        ("UPDATE audit_heads SET size=2 WHERE size=1", "head 2 was changed"),
    ],
)
def test_a_flaw_is_named_and_the_status_is_1(data: Path, statement: str, flaw: str) -> None:
    _run("head")
    _by_force(data, statement)

    verified = _run("verify")

    assert verified.exit_code == 1
    assert flaw in verified.stderr


def test_a_remembered_head_that_does_not_fit_is_a_flaw(data: Path) -> None:
    verified = _run("verify", "--head", f"3:{'0' * 64}")

    assert verified.exit_code == 1
    assert "the remembered head 3 does not fit" in verified.stderr


@pytest.mark.parametrize("head", ["3", "x:y", f"-1:{'0' * 64}"])
def test_a_head_that_nobody_printed_is_asked_for_again(data: Path, head: str) -> None:
    assert _run("verify", "--head", head).exit_code == 2


def test_who_looked_at_a_matter_is_shown(data: Path) -> None:
    of_matter = _run("show", "--matter", "2611 2102 1994 2").stdout.splitlines()
    of_subject = _run("show", "--subject", "staff:zhangwei").stdout.splitlines()

    assert of_matter == [
        "3  2026-11-21 10:00:00  staff:lina  officer  "
        f"GET /staff/submissions/<receipt_no>  {NUMBER}  200"
    ]
    assert [line.split()[0] for line in of_subject] == ["1", "2", "4", "5", "6", "7"]


def test_one_entry_is_proved_to_somebody_who_sees_no_other(data: Path) -> None:
    shown = json.loads(_run("prove", "3").stdout)

    content = json.dumps(
        shown["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
    assert shown["entry"]["subject"] == "staff:lina"
    assert proves_inclusion(
        leaf_hash(content),
        shown["index"],
        shown["head"]["size"],
        [bytes.fromhex(each) for each in shown["path"]],
        root=bytes.fromhex(shown["head"]["root"]),
    )


def test_an_entry_that_is_not_there_cannot_be_proved(data: Path) -> None:
    assert _run("prove", "8").exit_code == 1

"""Somebody leaves the centre: no way in, and no morning mail about other people's matters."""

from pathlib import Path

from click.testing import CliRunner

from deploy.cli import huhang
from tests.support.town import Town

CHOICES = "/api/v1/message-preferences"


def test_who_is_barred_gets_no_digest_any_more(sqlite_town: Town, tmp_path: Path) -> None:
    officer = sqlite_town.staff("lixiaohong", "officer")
    wanted = {"digest": True, "address": "li@centre.example"}
    officer.post("notification", CHOICES, wanted)
    add = ["user", "add", "lixiaohong", "--name", "李晓红", "--role", "officer"]
    CliRunner().invoke(huhang, add, env={"HUHANG_DATA": str(tmp_path)})

    barred = CliRunner().invoke(
        huhang, ["user", "bar", "LiXiaohong"], env={"HUHANG_DATA": str(tmp_path)}
    )

    assert barred.exit_code == 0, barred.output
    assert officer.get("notification", CHOICES).get_json()["choices"]["digest"] is False

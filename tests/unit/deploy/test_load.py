"""A centre loads its own experts, rooms and desks at the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from deploy.cli import huhang
from deploy.demo_people import DEMO_DATA
from services.referral.storage.tables import desks
from tests.support.ready import copy_databases
from tests.support.town import Town


@pytest.fixture
def data(tmp_path: Path) -> Path:
    copy_databases(tmp_path)
    return tmp_path


def load(folder: Path, data: Path) -> Result:
    return CliRunner().invoke(huhang, ["load", str(folder)], env={"HUHANG_DATA": str(data)})


def desk_codes(data: Path) -> set[str]:
    with Town(data, f"sqlite:///{data}/{{service}}.db") as town:
        engine = town.services["referral"].engine
        with engine.connect() as connection:
            return set(connection.scalars(select(desks.c.code)))


def test_desks_of_ones_own_stand_beside_what_was_there(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    entry = (
        "{code: 'police:lushan', kind: police, name: 鲁山县公安局, email: lian@police.example.cn}"
    )
    (folder / "referral.yaml").write_text(f"desks: [{entry}]", encoding="utf-8")

    result = load(folder, data)

    assert result.output == "loaded: referral\n"
    assert {"police:lushan", "police:economic"} <= desk_codes(data)


def test_loading_twice_changes_nothing(data: Path) -> None:
    before = desk_codes(data)

    assert load(DEMO_DATA, data).exit_code == 0

    assert desk_codes(data) == before


@pytest.mark.parametrize(
    "text",
    [
        "desks: [{code: 'police:lushan', kind: police}]",
        "desk: []",
        "- police:lushan",
        "desks: [",
        "",
    ],
)
def test_a_file_that_does_not_fit_is_named_and_nothing_of_it_is_kept(
    data: Path, tmp_path: Path, text: str
) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "referral.yaml").write_text(text, encoding="utf-8")
    before = desk_codes(data)

    result = load(folder, data)

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {folder / 'referral.yaml'}")
    assert desk_codes(data) == before


def test_a_folder_with_nothing_in_it_is_an_error(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()

    result = load(folder, data)

    assert result.exit_code == 1
    assert "referral.yaml" in result.output

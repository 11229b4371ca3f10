"""``huhang draw verify``: says who was drawn, and refuses a file in which one bit is another."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.draws import draw as command
from services.mediation.domain.draw import Draw, PublishedRoot, canonical


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    held = Draw(
        id="draw-1",
        case_id="case-1",
        number=1,
        candidates=("expert-a", "expert-b", "expert-c"),
        places=1,
        secret="a secret of the centre",
        committed_at=datetime(2026, 11, 23, 1, tzinfo=UTC),
    )
    root = PublishedRoot(
        day=date(2026, 11, 22),
        root="5b" * 32,
        published_at=datetime(2026, 11, 22, 16, 10, tzinfo=UTC),
    )
    held.draw("4 0 7", root, datetime(2026, 11, 23, 2, tzinfo=UTC))
    file = tmp_path / "draw.json"
    file.write_bytes(canonical(held.proof()))
    return file


def test_a_proof_is_computed_anew_from_its_file_alone(proof: Path) -> None:
    told = CliRunner().invoke(command, ["verify", str(proof)])

    assert (told.exit_code, told.stdout.splitlines()[0].endswith("of 3")) == (0, True)


def test_a_changed_bit_ends_the_command_with_a_flaw(proof: Path) -> None:
    content = bytearray(proof.read_bytes())
    content[len(content) // 2] ^= 1
    proof.write_bytes(content)

    told = CliRunner().invoke(command, ["verify", str(proof)])

    assert told.exit_code == 1
    assert "not proven" in told.stderr


def test_the_root_must_be_the_published_one(proof: Path, tmp_path: Path) -> None:
    roots = tmp_path / "daily-roots.json"
    roots.write_text('{"items": [{"day": "2026-11-22", "root": "00"}]}')

    told = CliRunner().invoke(command, ["verify", str(proof), "--roots", str(roots)])

    assert (told.exit_code, "newest root" in told.stderr) == (1, True)

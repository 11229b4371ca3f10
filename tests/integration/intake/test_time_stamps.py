"""A daily root is stamped by an authority outside, and the stamp is checked offline."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.cli import huhang
from services.intake.application.publish_root import plan_publishing
from services.intake.messaging.time_stamps import NotStamped, stamped
from tests.integration.conftest import UrlOf
from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.time_stamps import TimeStampAuthority

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
SATURDAY_0010 = datetime(2026, 11, 20, 16, 10, tzinfo=UTC)


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[TimeStampAuthority]:
    folder = tmp_path / "tsa"
    folder.mkdir()
    with closing(TimeStampAuthority(folder)) as found:
        yield found


def test_a_root_is_stamped_and_the_command_names_the_instant(
    authority: TimeStampAuthority, sqlite_url_of: UrlOf, tmp_path: Path
) -> None:
    url = sqlite_url_of("intake")
    with closing(IntakeOffice(tmp_path, url, tsa_url=authority.url)) as office:
        office.within(plan_publishing)
        receipt_no = office.files()["receipt_no"]
        office.clock.set(SATURDAY_0010)
        office.works()
        path = f"{SUBMISSIONS}/{receipt_no}/inclusion-proof"
        proof = tmp_path / "proof.json"
        proof.write_bytes(office.citizen(receipt_no).get("intake", path).data)

    words = ["root", "verify", str(proof), "--tsa-ca", str(authority.certificate)]
    told = CliRunner().invoke(huhang, words)

    assert told.exit_code == 0, told.stderr
    assert "root of 2026-11-20 stamped at 20" in told.stdout


def test_a_stamp_of_another_root_is_not_believed(
    authority: TimeStampAuthority, sqlite_url_of: UrlOf, tmp_path: Path
) -> None:
    authority.is_strange = True

    with pytest.raises(NotStamped):
        stamped(authority.url, b"\x01" * 32)


def test_while_the_authority_is_away_the_root_is_published_all_the_same(
    sqlite_url_of: UrlOf, tmp_path: Path
) -> None:
    url = sqlite_url_of("intake")
    with closing(IntakeOffice(tmp_path, url, tsa_url="http://127.0.0.1:9/")) as office:
        office.within(plan_publishing)
        office.works()

        [root] = json.loads(office.visitor.get("intake", "/api/v1/daily-roots").data)["items"]

    assert (root["day"], root["timestamp_token"]) == ("2026-11-19", "")

"""A proof is checked by a page in one file, opened from the disk of a computer without a net."""

import hashlib
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.test import Client

from contracts.daily_root import Json, canonical
from tests.support.browser import violations
from tests.support.daily_proofs import FRIDAY, a_proof
from tests.support.portal import Portal

pytestmark = pytest.mark.browser
PICTURE = b"a picture"


def verdict(page: Page, folder: Path, proof: bytes, file: bytes) -> str:
    """What the page says of a proof and a file."""
    (folder / "proof.json").write_bytes(proof)
    (folder / "picture.png").write_bytes(file)
    page.get_by_label("存证证明", exact=True).set_input_files(folder / "proof.json")
    page.get_by_label("公布的存证根").set_input_files(folder / "daily-roots.json")
    page.get_by_label("证据文件").set_input_files(folder / "picture.png")
    page.evaluate("document.getElementById('result').textContent = ''")
    page.get_by_role("button", name="核对").click()
    result = page.locator("#result:not(:empty)")
    result.wait_for()
    return str(result.text_content())


def test_the_page_checks_without_the_net_and_finds_one_changed_byte(
    browser: Browser, tmp_path: Path
) -> None:
    portal = Portal(tmp_path / "portal", transports={})
    made: Json = a_proof(portal.keyring, hashlib.sha256(PICTURE).hexdigest())
    (tmp_path / "check.html").write_bytes(Client(portal.app).get("/roots/offline").data)
    (tmp_path / "daily-roots.json").write_text(json.dumps({"items": [made["roots"][FRIDAY]]}))
    portal.close()
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / "check.html").as_uri())
    forged = json.loads(canonical(made))
    forged["items"][1]["leaf"]["size"] = 10

    sound = verdict(page, tmp_path, canonical(made), PICTURE)
    changed = verdict(page, tmp_path, canonical(made), PICTURE + b"!")
    broken = verdict(page, tmp_path, canonical(forged), PICTURE)

    assert "逐字节相同" in sound
    assert "不在证明之内" in changed
    assert "不符" in broken
    assert violations(page) == []
    context.close()

"""The people of the demonstration. Light to import: the launcher needs it at every start."""

import os
import secrets
from pathlib import Path

import yaml

from chassis.settings import CoreSettings

DEMO_DATA = Path(__file__).parent / "demo_data"


def demo_password(settings: CoreSettings) -> str:
    """The password of all demo accounts: given, or made once and kept beside the data."""
    kept = settings.data / "demo-password"
    if given := os.environ.get("HUHANG_DEMO_PASSWORD"):
        return given
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(9))
    return kept.read_text()


def demo_people() -> list[str]:
    """One line for each demo account: name of the account, person, what they do."""
    people = yaml.load((DEMO_DATA / "accounts.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)[
        "accounts"
    ]
    return [f"{each['account']:<10} {each['name']}  {', '.join(each['roles'])}" for each in people]

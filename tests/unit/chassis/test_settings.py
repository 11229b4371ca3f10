"""Configuration is read once, and every mistake is told at once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from chassis.settings import ConfigurationError, CoreSettings, load_settings, setting


@dataclass(frozen=True, kw_only=True)
class MailSettings(CoreSettings):
    smtp_url: str = setting("where mail goes", secret=True)
    batch: int = setting("mails at once", default=10, parse=int)


def test_defaults_are_enough_to_run() -> None:
    settings = load_settings(CoreSettings, {})

    assert settings.database_of("intake") == "sqlite:///var/intake.db"
    assert settings.keys_folder == Path("var/keys")
    assert settings.bus == "feed"


def test_values_come_from_the_environment() -> None:
    settings = load_settings(
        MailSettings,
        {"HUHANG_SMTP_URL": "smtp://mail", "HUHANG_BATCH": "3", "HUHANG_DATA": "/srv/huhang"},
    )

    assert (settings.smtp_url, settings.batch) == ("smtp://mail", 3)
    assert settings.database_of("intake") == "sqlite:////srv/huhang/intake.db"


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "smtp"
    file.write_text("smtp://user:pass@mail\n")

    settings = load_settings(MailSettings, {"HUHANG_SMTP_URL_FILE": str(file)})

    assert settings.smtp_url == "smtp://user:pass@mail"


def test_every_mistake_is_named_at_once() -> None:
    environ = {"HUHANG_BATCH": "many", "HUHANG_BUS": "pigeon", "HUHANG_LOG_LEVEL": "LOUD"}

    with pytest.raises(ConfigurationError) as caught:
        load_settings(MailSettings, environ)

    named = {problem.split()[0] for problem in caught.value.problems}
    assert named == {"HUHANG_BATCH", "HUHANG_BUS", "HUHANG_LOG_LEVEL", "HUHANG_SMTP_URL"}


def test_a_sample_value_is_no_secret() -> None:
    with pytest.raises(ConfigurationError, match="sample value"):
        load_settings(MailSettings, {"HUHANG_SMTP_URL": "changeme"})


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="HUHANG_SMTP_URL"):
        load_settings(MailSettings, {"HUHANG_SMTP_URL_FILE": str(tmp_path / "none")})


def test_a_broker_needs_an_address() -> None:
    with pytest.raises(ConfigurationError, match="HUHANG_AMQP_URL"):
        load_settings(CoreSettings, {"HUHANG_BUS": "amqp"})


def test_peers_are_pairs_of_name_and_address() -> None:
    urls = "intake=http://127.0.0.1:8001/, mediation=http://127.0.0.1:8002"

    settings = load_settings(CoreSettings, {"HUHANG_SERVICE_URLS": urls})

    assert settings.peers == {
        "intake": "http://127.0.0.1:8001",
        "mediation": "http://127.0.0.1:8002",
    }

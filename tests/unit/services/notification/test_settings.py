"""Mistakes in the settings are told at the start, all at once."""

import pytest

from chassis.settings import ConfigurationError, load_settings
from services.notification.settings import SETTINGS


def test_every_mistake_is_named_at_once() -> None:
    wrong = {
        "HUHANG_SMTP_URL": "mail.example.cn:25",
        "HUHANG_SMTP_SECONDS": "60",
        "HUHANG_MAIL_FROM": "nobody",
        "HUHANG_MAIL_REPLY_TO": "nobody",
    }

    with pytest.raises(ConfigurationError) as refusal:
        load_settings(SETTINGS, wrong)

    assert [problem.split()[0] for problem in refusal.value.problems] == list(wrong)


def test_patience_is_a_number() -> None:
    with pytest.raises(ConfigurationError, match="HUHANG_SMTP_SECONDS"):
        load_settings(SETTINGS, {"HUHANG_SMTP_SECONDS": "long"})


def test_a_mail_is_done_with_before_the_lease_of_its_job_ends() -> None:
    from chassis.job_runner import LEASE_SECONDS
    from chassis.service_client import CONNECT_SECONDS, READ_SECONDS
    from services.notification.settings import LONGEST_SECONDS

    asking = 2 * (CONNECT_SECONDS + READ_SECONDS)

    assert asking + LONGEST_SECONDS < LEASE_SECONDS

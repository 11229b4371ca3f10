"""Reference data is loaded once; settings must make sense."""

import pytest

from chassis.settings import ConfigurationError, load_settings
from services.mediation.seed import seed
from services.mediation.settings import SETTINGS
from tests.support.mediation_office import Office


def test_reference_data_can_be_loaded_again_and_changes_nothing(office: Office) -> None:
    data = {
        "experts": [
            {
                "account": "chenjing",
                "name": "陈静(改名)",
                "email": "new@pool.example.cn",
                "fields": [],
                "hours": [["08:00", "09:00"]],
            }
        ],
        "rooms": ["第一调解室", "第三调解室"],
    }

    seed(office.service, data)

    assert office.within(lambda uow: uow.experts.by_account("chenjing").name) == "陈静"
    rooms = office.within(lambda uow: [room.name for room in uow.rooms.by_name()])
    assert sorted(rooms) == sorted(["第一调解室", "第三调解室", "第二调解室"])


def test_notice_can_be_set_and_must_make_sense() -> None:
    settings = load_settings(SETTINGS, {"HUHANG_SESSION_NOTICE_DAYS": "5"})

    assert settings.session_notice_days == 5
    with pytest.raises(ConfigurationError, match="HUHANG_SESSION_NOTICE_DAYS"):
        load_settings(SETTINGS, {"HUHANG_SESSION_NOTICE_DAYS": "-1"})
    with pytest.raises(ConfigurationError, match="HUHANG_SESSION_NOTICE_DAYS"):
        load_settings(SETTINGS, {"HUHANG_SESSION_NOTICE_DAYS": "three"})

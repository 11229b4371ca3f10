"""What each kind of receiver learns of persons: police, another body, the public."""

from typing import Any

import pytest

from services.referral.domain.flow import flows
from services.referral.domain.sanitising import BODY, POLICE, PUBLIC, masked, parties_text

PARTIES: dict[str, Any] = {
    "right_type": "trademark",
    "right_number": "1234567",
    "respondent_name": "鹰城五金工具有限公司",
    "respondent_address": "新华区建设路 1 号",
    "holder_name": "红星五金商行",
    "contact_name": "张三",
    "contact_phone": "0375-2022211",
}
SECRETS = ("红星五金商行", "张三", "0375-2022211")


def told(profile: str, *, releases_identity: bool = False) -> str:
    return parties_text(profile, PARTIES, releases_identity=releases_identity)


def test_another_body_learns_against_whom_and_not_who_complained() -> None:
    text = told(BODY)

    assert "鹰城五金工具有限公司" in text
    assert "新华区建设路 1 号" in text
    assert "投诉人：红***商行" in text
    assert not [each for each in SECRETS if each in text]


def test_the_police_learn_the_name_of_who_complained_but_no_telephone() -> None:
    text = told(POLICE)

    assert "投诉人：红星五金商行" in text
    assert "0375-2022211" not in text
    assert "张三" not in text


def test_where_identity_was_released_the_receiver_can_call() -> None:
    text = told(BODY, releases_identity=True)

    assert not [each for each in SECRETS if each not in text]


@pytest.mark.parametrize("releases_identity", [False, True])
def test_the_public_learns_no_name_whatever_was_released(releases_identity: bool) -> None:
    text = told(PUBLIC, releases_identity=releases_identity)

    assert "被投诉人：鹰*******公司" in text
    assert "新华区" not in text
    assert not [each for each in SECRETS if each in text]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张*"), ("欧阳小明", "欧***"), ("某", "*"), ("", "*"), ("红星五金商行", "红***商行")],
)
def test_a_name_keeps_its_first_character_and_a_bodys_its_kind(name: str, shown: str) -> None:
    assert masked(name) == shown


def test_only_the_police_and_the_procuratorate_get_the_profile_of_the_police() -> None:
    receivers = {kind for each in flows().values() if each.profile == POLICE for kind in each.to}

    assert receivers <= {"police", "procuratorate"}

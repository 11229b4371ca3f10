"""Processes die while the demonstration plays: nothing is lost, nothing happens twice."""

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.demo.mailbox import Mailbox
from deploy.demo.performance import PASSWORD
from deploy.demo.stage import Stage
from deploy.demo.story import play
from deploy.local_servers.postgres import PostgresCluster
from deploy.local_servers.rabbitmq import RabbitNode
from tests.support.conservation import settled
from tests.support.diligent_officer import diligent_officer
from tests.support.system import Nemesis, System

pytestmark = pytest.mark.fault
KILLS = 20
HALF_A_MINUTE = 30.0
SERVICES = ("gateway", "intake", "mediation", "referral", "notification", "documents")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    found = Mailbox().start()
    yield found
    found.stop()


@pytest.fixture
def production_urls(postgres: PostgresCluster, rabbitmq: RabbitNode) -> Iterator[dict[str, str]]:
    for service in SERVICES:
        postgres.create_database(f"fault_{service}")
    yield {
        "HUHANG_DATABASE_URL": postgres.url("fault_{service}"),
        "HUHANG_AMQP_URL": rabbitmq.url,
        "HUHANG_BUS": "amqp",
    }
    for service in SERVICES:
        postgres.drop_database(f"fault_{service}")


def test_killing_the_embedded_system_at_twenty_moments(tmp_path: Path, mailbox: Mailbox) -> None:
    with System(tmp_path, mailbox, "serve", {}) as system:
        kills = _play_under_fire(system, mailbox, seed=11, pause=(0.5, 3.0))
        found = settled(f"sqlite:///{tmp_path}/{{service}}.db")

    _nothing_lost_or_doubled(found, mailbox)
    assert kills >= KILLS


def test_killing_the_production_system_at_twenty_moments(
    tmp_path: Path, mailbox: Mailbox, production_urls: dict[str, str]
) -> None:
    with System(tmp_path, mailbox, "run-production", production_urls) as system:
        kills = _play_under_fire(system, mailbox, seed=12, pause=(2.0, 5.0))
        found = settled(production_urls["HUHANG_DATABASE_URL"])

    _nothing_lost_or_doubled(found, mailbox)
    assert kills >= KILLS


def test_losing_the_broker_for_half_a_minute_and_then_its_disk(
    tmp_path: Path, mailbox: Mailbox, production_urls: dict[str, str], rabbitmq: RabbitNode
) -> None:
    acted = []
    back = threading.Timer(HALF_A_MINUTE, rabbitmq.start)

    def tell(step: str, _text: str, _clock: object) -> None:
        if step == "3 同意" and not acted:
            acted.append("stopped")
            rabbitmq.kill()
            back.start()
        elif step == "4 协议" and acted == ["stopped"]:
            # The story goes on without a broker: it reaches this step before the half minute is over.
            back.join()
            acted.append("wiped")
            rabbitmq.kill()
            rabbitmq.wipe()
            rabbitmq.start()

    with System(tmp_path, mailbox, "run-production", production_urls) as system:
        play(Stage(system.url, PASSWORD, mailbox, tell))
        found = settled(production_urls["HUHANG_DATABASE_URL"])

    assert acted == ["stopped", "wiped"]
    _nothing_lost_or_doubled(found, mailbox)


def _play_under_fire(
    system: System, mailbox: Mailbox, *, seed: int, pause: tuple[float, float]
) -> int:
    nemesis = Nemesis(system, seed, KILLS, lambda dice: dice.uniform(*pause))
    nemesis.start()
    # A mail whose answer died with the worker is sent again by a person or not at all.
    with diligent_officer(system.url, PASSWORD):
        try:
            while nemesis.kills < KILLS:
                play(Stage(system.url, PASSWORD, mailbox, lambda *_: None))
        finally:
            nemesis.rest()
    return nemesis.kills


def _nothing_lost_or_doubled(found: dict[str, object], mailbox: Mailbox) -> None:
    assert found["unheard"] == []
    assert found["undone"] == 0
    assert found["parked"] == 0
    assert found["doubled"] == []
    assert found["said"]
    assert [what for what, times in _mails(mailbox).items() if times > 1] == []


def _mails(mailbox: Mailbox) -> Counter[tuple[str, str, str]]:
    """Mails by recipient, subject and cause; repeats with one Message-ID are one mail."""
    return Counter(
        (str(mail["To"]), str(mail["Subject"]), str(mail["List-Id"])) for mail in mailbox.all()
    )

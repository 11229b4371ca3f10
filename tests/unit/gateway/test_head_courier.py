"""Signed heads of the audit log are carried to intake, beside the requests."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

from chassis.identity import Keyring, TokenSigner
from chassis.service_client import Answer, Call, ServiceClient
from gateway.audit.courier import HeadCourier
from gateway.audit.heads import HeadSigner
from tests.support.fake_transport import FakeTransport

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


class ToldTransport(FakeTransport):
    """Intake, and a sign when something has come."""

    def __init__(self) -> None:
        super().__init__()
        self.has_come = threading.Event()

    def send(self, call: Call) -> Answer:
        try:
            return super().send(call)
        finally:
            self.has_come.set()


def test_a_head_comes_to_intake_also_after_one_that_found_it_away(tmp_path: Path) -> None:
    keyring, intake = Keyring.create(tmp_path, ["gateway"]), ToldTransport()
    courier = HeadCourier(ServiceClient("intake", intake, TokenSigner("gateway", keyring)))
    signer = HeadSigner(keyring)

    intake.is_away = True
    courier.take(signer.sign(3, "ab" * 32, AT))
    assert intake.has_come.wait(10)
    intake.is_away = False
    intake.has_come.clear()
    courier.take(signer.sign(4, "cd" * 32, AT))
    assert intake.has_come.wait(10)

    told = json.loads(intake.bodies[-1])
    assert (intake.last.path, told["size"], told["root"]) == (
        "/internal/audit-heads",
        4,
        "cd" * 32,
    )

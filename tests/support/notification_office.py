"""Notification alone before a real mail server; the other services are what the test says they are."""

import functools
import json
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from werkzeug.test import Client

from chassis.clock import FixedClock
from chassis.database import reading
from chassis.deliver import deliver, retrying
from chassis.errors import Unavailable
from chassis.identity import Keyring, TokenSigner
from chassis.job_runner import JobRunner
from chassis.messages import Actor, Envelope, converter
from chassis.outbox import give_positions
from chassis.principal import Principal
from chassis.service_client import Answer, Call
from chassis.waiting import Waiter
from contracts.mediation import SessionScheduledV1
from deploy import composition
from deploy.names import SERVICES
from services.notification.domain.notice import Notice
from tests.support.examples import example
from tests.support.feeds import envelopes
from tests.support.mail_server import MailServer

SATURDAY_MORNING = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
"""Saturday 21 November 2026, ten in the morning in Shanghai."""
RECEIPT_NO = "2611212345678"
EXPERT_ID = example(SessionScheduledV1).expert_id
_numbers = count(1)

SESSION = {
    "session_id": "01KSESSION0000000000000001",
    "starts_at": "2026-11-25T01:30:00Z",
    "ends_at": "2026-11-25T02:30:00Z",
    "room": "第一调解室",
    "sequence": 0,
}


class Neighbours:
    """Intake, mediation and referral, as far as notification asks them: who is an audience?"""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, Any] | None] = {}
        self.status = 200
        self.is_away = False
        self.answering: Any = None
        """Takes what is not a question for an audience."""

    def send(self, call: Call) -> Answer:
        if self.is_away:
            raise Unavailable()
        if call.path != "/internal/recipients":
            answer: Answer = self.answering.send(call)
            return answer
        asked = parse_qs(call.query)
        person = self.people[asked["audience"][0]]
        name = "person" if "person" in asked else "receipt_no"
        found = [] if person is None else [person | {name: n} for n in asked[name][0].split(",")]
        return Answer(self.status, {}, json.dumps({"items": found}).encode())


class NotificationOffice:
    """The service, its mail server, and a clock that stands still. ``url``: a migrated database."""

    def __init__(self, folder: Path, server: MailServer, url: str, **settings: str) -> None:
        self.server = server
        self.clock = FixedClock(SATURDAY_MORNING)
        self.neighbours = Neighbours()
        self.keyring = Keyring.create(folder / "keys", ["gateway", *SERVICES])
        environ = {
            "HUHANG_DATA": str(folder),
            "HUHANG_DATABASE_URL": url,
            "HUHANG_SMTP_URL": server.url,
            "HUHANG_SMTP_SECONDS": "5",
            "HUHANG_PUBLIC_URL": "https://portal.example.cn",
            **settings,
        }
        given = composition.settings_of("notification", environ)
        transports = dict.fromkeys(SERVICES, self.neighbours)
        self.service: Any = composition.build_service(
            "notification",
            composition.Clients("notification", self.keyring, transports, self.clock),
            settings=given,
            clock=self.clock,
        )

    @functools.cached_property
    def http(self) -> Client:
        return Client(composition.create_app(self.service))

    def knows(self, audience: str, address: str, **changes: Any) -> None:
        """Whom the other services will name for an audience."""
        facts = changes.pop("facts", {}) | {"expert_id": EXPERT_ID}
        person = {"name": "王芳", "email": address, "language": "zh", "facts": facts}
        self.neighbours.people[audience] = person | changes

    def hears(self, event: Any, *, times: int = 1) -> Envelope:
        """An event arrives, perhaps more than once."""
        envelope = Envelope(
            id=f"{next(_numbers):026d}",
            source="huhang/elsewhere",
            type=event.TYPE,
            subject="subject",
            subjectversion=1,
            time=self.clock.now(),
            actor=Actor("officer", "staff:zhangwei"),
            data=converter.unstructure(event),
            traceparent="",
        )
        for _ in range(times):
            deliver(self.service, [envelope])
        return envelope

    def works(self) -> None:
        """Do every job that is due."""
        runner = JobRunner(self.service, [*self.service.jobs, *retrying(self.service)], Waiter())
        while runner.run_next():
            """There may be another."""

    def passes(self, **time: float) -> None:
        """Time goes by, and what falls due is done."""
        self.clock.advance(timedelta(**time))
        self.works()

    def hears_and_works(self, event: Any) -> None:
        self.hears(event)
        self.works()

    def notices(self) -> list[Notice]:
        with self.service.uow() as uow:
            return list(uow.notices.of_matter(RECEIPT_NO))

    def said(self, kind: type[Any]) -> list[Any]:
        """The contract events of a kind that notification has published."""
        give_positions(self.service.engine)
        with reading(self.service.engine) as connection:
            feed = envelopes(connection, 0, 1_000)
        return [converter.structure(each.data, kind) for each in feed if each.type == kind.TYPE]

    def staff_reads(self, path: str, role: str, **who: str) -> Any:
        """What a member of staff sees at an address."""
        return self._ask("GET", path, _staff(role, **who), None)

    def staff_posts(
        self, path: str, role: str, body: Any, expect: int = 200, account: str = ""
    ) -> Any:
        return self._ask("POST", path, _staff(role, account), body, expect)

    def citizen_reads(self, path: str, side: str, matter: str = RECEIPT_NO) -> Any:
        """What a side of a matter sees at an address."""
        return self._ask("GET", path, _citizen(side, matter), None)

    def citizen_posts(self, path: str, side: str, body: Any, matter: str = RECEIPT_NO) -> Any:
        return self._ask("POST", path, _citizen(side, matter), body)

    def _ask(self, method: str, path: str, who: Principal, body: Any, expect: int = 200) -> Any:
        token = TokenSigner("gateway", self.keyring, self.clock).sign(who, "notification")
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"k{next(_numbers)}"}
        answer = self.http.open(path, method=method, json=body, headers=headers)
        assert answer.status_code == expect, answer.text
        return answer.get_json()

    def close(self) -> None:
        self.service.engine.dispose()


def _staff(role: str, account: str = "", organisation: str = "") -> Principal:
    return Principal(
        subject=f"staff:{account or role}", roles=frozenset({role}), organisation=organisation
    )


def _citizen(side: str, matter: str) -> Principal:
    return Principal(subject=f"citizen:{matter}", roles=frozenset({side}), matter=matter)

"""Carries signed heads of the log to intake, where they come under the daily root."""

import logging
import threading

from chassis.errors import Unavailable
from chassis.principal import VISITOR
from chassis.service_client import ServiceClient
from gateway.audit.heads import Head

_log = logging.getLogger("huhang.audit")


class HeadCourier:
    """One thread for all heads: nobody's request waits for intake, and of several the newest counts.

    A head that does not arrive is not sent again: the next one covers all that it covered.
    """

    def __init__(self, intake: ServiceClient) -> None:
        self._intake = intake
        self._newest: Head | None = None
        self._called = threading.Condition()
        self._thread: threading.Thread | None = None

    def take(self, head: Head) -> None:
        """Have a head carried; the thread begins with the first, in the process that needs it."""
        with self._called:
            self._newest = head
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="audit-heads", daemon=True)
                self._thread.start()
            self._called.notify()

    def _run(self) -> None:
        while True:
            with self._called:
                self._called.wait_for(lambda: self._newest is not None)
                head, self._newest = self._newest, None
            if head is not None:
                self._carry(head)

    def _carry(self, head: Head) -> None:
        told = vars(head) | {"at": head.at.isoformat()}
        try:
            answer = self._intake.request(
                "POST", "/internal/audit-heads", principal=VISITOR, json_body=told
            )
            arrived = answer.is_ok
        except Unavailable:
            arrived = False
        if not arrived:
            _log.warning("audit_head_not_carried", extra={"tree_size": head.size})

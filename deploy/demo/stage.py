"""Where the demonstration plays: the API, the people at it, and the mailbox in which mails arrive."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from deploy.demo.client import ApiClient, DemoFailure, until
from deploy.demo.mailbox import Mailbox, text_of

CASES, SUBMISSIONS = "/api/v1/mediation-cases", "/api/v1/submissions"
CONFIRMATIONS, TRANSFERS = "/api/v1/confirmations", "/api/v1/transfers"
INVITATION = re.compile(r"/invitations/([\w.~-]+)")
SIGNING_CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")

Tell = Callable[[str, str, dict[str, Any] | None], None]
"""``tell(step, text, clock)`` prints one line of the story."""


def check(holds: Any, what: str) -> None:
    """Raises: DemoFailure unless ``holds``."""
    if not holds:
        raise DemoFailure(what)


def clock_of(thing: dict[str, Any], rule_id: str) -> dict[str, Any]:
    """The newest clock of a rule. Raises: DemoFailure when there is none."""
    clocks = [clock for clock in thing["clocks"] if clock["rule_id"] == rule_id]
    check(clocks, f"no clock {rule_id} in {[c['rule_id'] for c in thing['clocks']]}")
    return dict(clocks[-1])


@dataclass(frozen=True)
class Matter:
    """A filed matter: its number and the code that opens it."""

    receipt_no: str
    query_code: str

    @property
    def path(self) -> str:
        return f"{SUBMISSIONS}/{self.receipt_no}"


class Stage:
    """The people of the demonstration and what they share."""

    def __init__(self, base_url: str, password: str, mailbox: Mailbox, tell: Tell) -> None:
        self.visitor = ApiClient(base_url)
        self.mailbox = mailbox
        self.tell = tell
        self._password = password
        self.officer = self.staff("zhangwei")

    def staff(self, account: str) -> ApiClient:
        """A signed-in member of staff or of a partner."""
        return self.visitor.signed_in(account, self._password)

    def complainant(self, matter: Matter) -> ApiClient:
        """The citizen who filed a matter, let in by number and code."""
        return self.visitor.citizen(receipt_no=matter.receipt_no, query_code=matter.query_code)

    def respondent(self, address: str, matter: Matter) -> ApiClient:
        """The other side, let in by the link of the invitation."""
        link = self.mail(address, matter, "邀请", INVITATION)
        return self.visitor.citizen(invitation_token=link)

    def listed(self, who: ApiClient, path: str, matter: Matter, key: str) -> str | None:
        """Path of the one thing that a list has about a matter; None while there is none."""
        rows = who.get(f"{path}?receipt_no={matter.receipt_no}").json()["items"]
        check(len(rows) < 2, f"{len(rows)} things at {path} for one matter")
        return f"{path}/{rows[0][key]}" if rows else None

    def mail(
        self, address: str, matter: Matter, word: str, pattern: re.Pattern[str] | None = None
    ) -> str:
        """What ``pattern`` finds in the mail about a matter whose subject has ``word``; waits for it."""
        return until(
            lambda: next(self._findings(address, matter, word, pattern), None),
            f"a mail to {address} about {word}",
        )

    def _findings(
        self, address: str, matter: Matter, word: str, pattern: re.Pattern[str] | None
    ) -> Iterator[str]:
        for mail in self.mailbox.to(address):
            subject = str(mail["Subject"])
            if word not in subject or matter.receipt_no not in re.sub(r"\s", "", subject):
                continue
            if pattern is None:
                yield subject
            elif found := pattern.search(text_of(mail)):
                yield found.group(1)

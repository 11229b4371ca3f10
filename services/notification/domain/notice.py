"""A notice: one message to one audience about one event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from chassis.errors import WrongState
from services.notification.domain.events import Failed, Sent, Uncertain

WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"
NO_ADDRESS, OVERTAKEN, UNCERTAIN = "no_address", "overtaken", "uncertain"
BY_HAND = "by_hand"
STATES = (WAITING, SENDING, SENT, FAILED, NO_ADDRESS, OVERTAKEN, UNCERTAIN, BY_HAND)
NEED_SOMEBODY = frozenset({FAILED, UNCERTAIN, NO_ADDRESS})
WAYS_BY_HAND = ("call", "letter", "in_person")
TOLD = frozenset({SENT, BY_HAND, *NEED_SOMEBODY})
"""What its reader may see in the portal: told, or tried in vain."""
PERMANENT = 500
"""From here on a mail server's answer is final (RFC 5321)."""
OF_A_SESSION = frozenset({"session_scheduled", "session_reminder", "attendance_declined"})
CALLED_OFF = "session_cancelled"
MOST_TRIES_KEPT = 30


@dataclass(frozen=True)
class Try:
    """One try, for the record: the result is the state it led to, the reason names no address."""

    at: datetime
    result: str
    reason: str = ""


@dataclass(frozen=True)
class Resent:
    """Somebody had it sent again: opaque id of the person, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """Somebody told it on another way: which, on which day, and what there is to say about it."""

    by: str
    at: datetime
    way: str
    on: date
    note: str = ""


@dataclass(kw_only=True)
class Notice:
    """What is to be told; the address is asked for when it is sent, and never kept.

    ``sent_to``: the address as staff may see it, masked. ``text_sha256``: of what was handed over.
    ``text``: the words of the newest try, without codes and personal links.
    ``slot``: what no other notice of the event is. ``reader``: in whose inbox it lies, once that is
    known. ``planned_at``: when it leaves, if not at once. ``copies``: how often it surely left; the
    next one is a mail of its own.
    """

    id: str
    event_id: str
    event_type: str
    receipt_no: str
    audience: str
    template: str
    owner: str
    data: Mapping[str, Any]
    created_at: datetime
    channel: str = "email"
    slot: str = ""
    reader: str = ""
    respects_quiet_hours: bool = False
    state: str = WAITING
    attempts: int = 0
    reason: str = ""
    planned_at: datetime | None = None
    sent_at: datetime | None = None
    sent_to: str = ""
    text_sha256: str = ""
    text: str = ""
    copies: int = 0
    tries: list[Try] = field(default_factory=list)
    resent: list[Resent] = field(default_factory=list)
    told_by_hand: ByHand | None = None
    version: int = 0
    events: list[object] = field(default_factory=list)

    def begin(self) -> None:
        """Note that a try begins; a crash after this leaves it visible."""
        self.state = SENDING
        self.attempts += 1

    def sent(self, at: datetime, sent_to: str = "", text_sha256: str = "") -> None:
        """Somebody took responsibility for it."""
        self.sent_at, self.sent_to, self.text_sha256 = at, sent_to, text_sha256
        self.copies += 1
        self._ends_in(SENT, at)
        self.events.append(Sent())

    def in_portal(self, at: datetime) -> None:
        """Nothing leaves: whoever wants no message finds it in the portal."""
        self.sent_at = at
        self._ends_in(SENT, at)

    def postponed(self, reason: str, at: datetime) -> None:
        """It did not work yet; another try is planned."""
        self._ends_in(WAITING, at, reason)

    def failed(self, reason: str, at: datetime) -> None:
        """It will not work by itself; a person must see to it and may have it tried again."""
        self._ends_in(FAILED, at, reason)
        self.events.append(Failed(reason))

    def uncertain(self, reason: str, at: datetime) -> None:
        """It was handed over and may have arrived or not: nothing sends it again by itself."""
        self._ends_in(UNCERTAIN, at, reason)
        self.events.append(Uncertain(reason))

    def without_address(self, at: datetime) -> None:
        """Nobody left an address: the notice must go on paper or by telephone."""
        self._ends_in(NO_ADDRESS, at)

    def overtaken(self, at: datetime) -> None:
        """Things went on before it left; telling it now would mislead."""
        self._ends_in(OVERTAKEN, at)

    def about(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """What its owner knows, with the session that this notice tells of where a case has several.

        A session that is not planned any more is only told when it was called off.
        """
        own = facts.get("sessions", {}).get(self.data.get("session_id"))
        if own is None or not (own["is_planned"] or self.template == CALLED_OFF):
            return facts
        return {**facts, **own}

    def is_overtaken_by(self, facts: Mapping[str, Any]) -> bool:
        """True for news of a session, for a mediator or with a link that are not the ones of now.

        A session that was replaced is told by a later notice; a proposal is nobody's business but
        the expert's to whom it was made.
        """
        told = self.data.get("session_id")
        if self.template in OF_A_SESSION and facts.get("session_id") != told:
            return True
        if self.audience == "guest":
            return bool(facts.get("link_id") != self.data.get("link_id"))
        meant = self.data.get("expert_id")
        return self.audience == "mediator" and bool(meant) and facts.get("expert_id") != meant

    def bounced(self, reason: str, at: datetime) -> None:
        """A mail server further on gave it back; an answer that comes late changes nothing."""
        if self.state in {SENT, UNCERTAIN}:
            self.failed(reason, at)

    def resend(self, by: str, at: datetime) -> None:
        """Somebody wants it sent again. Raises: WrongState."""
        if not self.may_be_resent:
            raise WrongState(self.state, ())
        self.resent = [*self.resent, Resent(by, at)]
        self.state, self.reason = WAITING, ""

    def tell_by_hand(self, told: ByHand) -> None:
        """It did not leave, and a person told it by telephone, letter or face to face.

        Raises: WrongState for what left, or still may.
        """
        if self.state not in NEED_SOMEBODY:
            raise WrongState(self.state, ())
        self.told_by_hand = told
        self._ends_in(BY_HAND, told.at)

    @property
    def message(self) -> str:
        """The same for all ways by which one message goes to one reader."""
        return message_of(self.slot)

    @property
    def may_be_resent(self) -> bool:
        """Not while it waits for a try of its own, and never what would mislead."""
        return self.channel != "portal" and self.state in {SENT, *NEED_SOMEBODY}

    @property
    def is_done(self) -> bool:
        """A failed notice is not: whoever frees its job wants it sent."""
        return self.state in {SENT, NO_ADDRESS, OVERTAKEN, UNCERTAIN, BY_HAND}

    def _ends_in(self, state: str, at: datetime, reason: str = "") -> None:
        self.state, self.reason = state, reason
        self.tries = [*self.tries, Try(at, state, reason)][-MOST_TRIES_KEPT:]


def message_of(slot: str) -> str:
    """A slot without its way: ``audience|template|way|step`` of the table of notices, or any other."""
    parts = slot.split("|")
    return "|".join(parts[:2] + parts[3:])

"""The talk of a mediation: messages to all, in confidence with the mediator, offers, and tries of contact."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chassis.clock import local_date
from chassis.errors import Conflict, FieldError, InvalidInput, NotFound
from services.mediation.domain import events
from services.mediation.domain.blind_offers import COMPARED, GIVEN, BlindRound, round_for
from services.mediation.domain.parties import SIDES
from services.mediation.domain.proceedings.said import Filed

MEDIATOR = "mediator"
ALL, OWN = "all", "own"
THREADS = (ALL, *SIDES, OWN)
"""To all; in confidence between one side and the mediator; the mediator's own notes."""
OPEN, ACCEPTED, DECLINED, WITHDRAWN, EXPIRED = (
    "open",
    "accepted",
    "declined",
    "withdrawn",
    "expired",
)
ANSWERS = (ACCEPTED, DECLINED, WITHDRAWN)
WAYS = ("phone", "sms", "email", "letter", "visit")
"""Ways to reach somebody, in the order in which they are tried."""
OUTCOMES = ("reached", "no_answer", "message_left", "wrong_number", "refused")


@dataclass(frozen=True, kw_only=True)
class Message:
    """``by``: a side or the mediator. ``expert_id``: the mediator to whom a confidence was given; another
    mediator of the case does not see it. ``is_sealed``: the text is encrypted with the key of its thread."""

    by: str
    thread: str
    text: str
    at: datetime
    expert_id: str
    is_sealed: bool = False


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What one side proposes to the other until the end of a day. ``amount_fen`` 0: no money."""

    number: int
    by: str
    text: str
    amount_fen: int
    until: date
    at: datetime
    answer: str = ""
    answered_at: datetime | None = None

    def state(self, today: date) -> str:
        """``open``, what was answered, or ``expired``."""
        return self.answer or (EXPIRED if today > self.until else OPEN)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One try to reach a side, by whom of the staff, what came of it, and what shows that."""

    side: str
    way: str
    outcome: str
    note: str
    at: datetime
    by: str
    proof: tuple[Filed, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """Who looks. ``role``: a side, ``mediator``, or ``staff``."""

    role: str
    expert_id: str = ""


@dataclass(kw_only=True)
class Talk:
    """All that is said around one mediation case, whose id it has.

    ``keys``: thread of confidences → its part of the key; without it nobody can read them any more.
    """

    id: str
    receipt_no: str
    messages: list[Message] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    blind: list[BlindRound] = field(default_factory=list)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def post(self, message: Message) -> None:
        """Say something. Own notes are told to nobody.

        Raises: InvalidInput for a thread that is not open to whoever writes.
        """
        may_write = {MEDIATOR: set(THREADS)}.get(message.by, {ALL, message.by})
        if message.thread not in may_write:
            raise InvalidInput([FieldError("/thread", "thread_not_yours")])
        self.messages.append(message)
        if message.thread != OWN:
            is_public = message.thread == ALL
            self.events.append(events.TalkPosted(message.by, message.thread, is_public))

    def seen_by(self, viewer: Viewer) -> list[Message]:
        """The messages that somebody may read; confidences stay between a side and its mediator."""
        return [each for each in self.messages if _may_read(each, viewer)]

    def destroy_confidences(self) -> bool:
        """The mediation is over: what was said in confidence goes, with its keys; False without any."""
        kept = [each for each in self.messages if each.thread == ALL]
        if len(kept) == len(self.messages) and not self.keys:
            return False
        self.messages, self.keys = kept, {}
        for each in self.blind:
            each.sealed.clear()
        return True

    def name_blindly(self, side: str, sealed: str, at: datetime) -> BlindRound:
        """One side names a sum, already sealed. Raises: Conflict out of turn or after the last round."""
        found = round_for(self.blind, side)
        if found not in self.blind:
            self.blind.append(found)
        found.sealed[side], found.given_at[side] = sealed, at
        if not found.is_complete:
            self.events.append(events.BlindOfferMoved(found.number, side, GIVEN))
        return found

    def compare_blindly(self, found: BlindRound, side: str, near: str) -> None:
        """Both sums are there: what was found is told, and the sums are gone."""
        found.nearness = near
        found.sealed.clear()
        self.events.append(events.BlindOfferMoved(found.number, side, COMPARED))

    def offer(self, offer: Offer) -> None:
        """One side proposes something; its earlier offer must be answered, withdrawn or over.

        Raises: Conflict; InvalidInput for a day that has passed.
        """
        today = local_date(offer.at)
        if offer.until < today:
            raise InvalidInput([FieldError("/until", "offer_day_passed")])
        if any(each.by == offer.by and each.state(today) == OPEN for each in self.offers):
            raise Conflict("offer_open")
        self.offers.append(replace(offer, number=len(self.offers) + 1))
        self.events.append(events.OfferMoved(len(self.offers), offer.by, "made", offer.until))

    def answer(self, number: int, side: str, answer: str, at: datetime) -> None:
        """The other side accepts or declines, or the own side withdraws; an offer is answered once.

        Raises: NotFound; Conflict when it is not open any more, or not this side's to answer so.
        """
        found = next((each for each in self.offers if each.number == number), None)
        if found is None:
            raise NotFound()
        if found.state(local_date(at)) != OPEN:
            raise Conflict("offer_closed")
        if (found.by == side) != (answer == WITHDRAWN):
            raise Conflict("offer_not_yours")
        answered = replace(found, answer=answer, answered_at=at)
        self.offers = [answered if each.number == number else each for each in self.offers]
        self.events.append(events.OfferMoved(number, side, answer, found.until))

    def try_contact(self, attempt: Attempt) -> None:
        """Note a try to reach a side."""
        self.attempts.append(attempt)
        self.events.append(events.ContactTried(attempt.side, attempt.way, attempt.outcome))

    def untried(self, side: str) -> Sequence[str]:
        """The ways by which nobody has tried to reach a side, the next first; none once it was reached."""
        own = [each for each in self.attempts if each.side == side]
        if any(each.outcome == "reached" for each in own):
            return ()
        tried = {each.way for each in own}
        return tuple(way for way in WAYS if way not in tried)


def _may_read(message: Message, viewer: Viewer) -> bool:
    if message.thread == ALL:
        return True
    is_its_mediator = viewer.role == MEDIATOR and viewer.expert_id == message.expert_id
    return is_its_mediator or (message.thread != OWN and message.thread == viewer.role)

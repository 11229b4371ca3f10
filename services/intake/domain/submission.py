"""A submission: somebody's complaint from filing to its end."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from chassis.errors import Conflict, WrongState
from lawbook.docket import Docket
from services.intake.domain.events import Accepted, ClockSpoke, Closed, Filed, Refused, Routed
from services.intake.domain.parties import Attachment, Contact, Holder, Respondent

RECEIVED, ACCEPTED, REFUSED = "received", "accepted", "refused"
IN_PROGRESS, CLOSED = "in_progress", "closed"
ROUTES = MEDIATION, POLICE = ("mediation", "police")
POSSIBLE = {
    RECEIVED: ("accept", "refuse"),
    ACCEPTED: ("route", "close"),
    IN_PROGRESS: ("route", "close"),
    REFUSED: (),
    CLOSED: (),
}
"""What an officer may do in each state; what one matter still allows is its ``possible_now``."""

NOT_FILED = "not_filed"
CLOSINGS = ("withdrawn", "settled", "handled_elsewhere", NOT_FILED)
"""Results that an officer states; the others come from those to whom a matter was sent."""

ANSWER = "cmp.accept"
INACTION = "gen.inaction"
MEDIATION_PERIOD = "cmp.mediation_period"


@dataclass(frozen=True)
class Decision:
    """Acceptance or refusal, with the ground of the rulebook and the officer's words."""

    accepted: bool
    at: datetime
    ground: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Routing:
    """Where the matter was sent, and why."""

    route: str
    reason: str
    at: datetime
    result: str = ""


@dataclass(kw_only=True)
class Submission:
    """One matter as the citizen and the officer see it."""

    id: str
    receipt_no: str
    kind: str
    channel: str
    language: str
    right_type: str
    right_number: str
    holder: Holder
    respondent: Respondent
    happened_on: str
    place: str
    facts: str
    requests: tuple[str, ...]
    agrees_to_mediation: bool
    contact: Contact
    evidence: tuple[Attachment, ...]
    filed_at: datetime
    status: str = RECEIVED
    decision: Decision | None = None
    routings: list[Routing] = field(default_factory=list)
    result: str = ""
    closing_explanation: str = ""
    closed_at: datetime | None = None
    docket: Docket = field(default_factory=Docket)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def file(self) -> None:
        """Start the clocks of a matter that has just come in.

        Law: SAMR121 art. 15 (answer within seven working days); 行政诉讼法 art. 47 (the applicant
        may sue when nothing was done for two months).
        """
        self.docket.start(ANSWER, self.filed_at, bearer="centre")
        self.docket.start(INACTION, self.filed_at, bearer="complainant")
        self.events.append(Filed(self.filed_at))

    def accept(self, at: datetime) -> None:
        """Take the matter on; the mediation period runs for both parties from here.

        Raises: WrongState.
        Law: SAMR121 arts. 15, 23(1)(5)
        """
        self._only_in(RECEIVED)
        self.status = ACCEPTED
        self.decision = Decision(accepted=True, at=at)
        self.docket.meet(ANSWER, at)
        for bearer in ("complainant", "respondent"):
            self.docket.start(MEDIATION_PERIOD, at, bearer=bearer)
        self.events.append(Accepted(at))

    def refuse(self, ground: str, explanation: str, at: datetime) -> None:
        """Turn the matter down on a ground that the law knows, with the officer's reasons.

        Raises: WrongState.
        Law: SAMR121 arts. 15, 16
        """
        self._only_in(RECEIVED)
        self.status = REFUSED
        self.decision = Decision(accepted=False, at=at, ground=ground, explanation=explanation)
        self.docket.meet(ANSWER, at)
        self.docket.cancel(at)
        self.closed_at = at
        self.events.append(Refused(ground, at))

    def route(self, route: str, reason: str, at: datetime) -> None:
        """Send the matter to those who can help; each way once.

        Raises: WrongState before acceptance or after the end; Conflict when it went that way before.
        """
        self._only_in(ACCEPTED, IN_PROGRESS)
        if any(each.route == route for each in self.routings):
            raise Conflict("routed_before")
        self.status = IN_PROGRESS
        self.routings.append(Routing(route, reason, at))
        self.events.append(Routed(route, at))

    def end_of_route(self, route: str, result: str, at: datetime) -> bool:
        """Note how one way ended; the matter is closed when none is left open.

        False when there was nothing to note: the way is not open, or the matter has ended.
        """
        if self.status != IN_PROGRESS or route not in self._open_routes():
            return False
        self.routings = [
            replace(each, result=result) if each.route == route else each for each in self.routings
        ]
        if route == MEDIATION:
            self.docket.meet(MEDIATION_PERIOD, at)
        if not self._open_routes():
            self._end(result, at)
        return True

    def close(self, result: str, explanation: str, at: datetime) -> None:
        """End a matter that nobody else will end, with the officer's reasons.

        Raises: WrongState before acceptance or after the end; Conflict while mediation is open: it
            is ended there, so that both parties hear of it; Conflict with any result but
            ``not_filed`` while it is with the police: no settlement replaces a transfer.
        Law: State Council Order 310 arts 3, 11
        """
        self._only_in(ACCEPTED, IN_PROGRESS)
        if MEDIATION in self._open_routes():
            raise Conflict("mediation_open")
        if POLICE in self._open_routes() and result != NOT_FILED:
            raise Conflict("police_open")
        self.closing_explanation = explanation
        self._end(result, at)

    def clock_speaks(self, clock_key: str, moment: str) -> bool:
        """Raise the alarm of a clock that still runs; False when it has ended meanwhile."""
        clock = self.docket.find(clock_key)
        if clock is None:
            return False
        self.events.append(ClockSpoke(clock.rule_id, moment, clock.due_at))
        return True

    @property
    def possible_now(self) -> tuple[str, ...]:
        """What an officer may do with this matter as it stands."""
        spent = set()
        if len(self.routings) == len(ROUTES):
            spent.add("route")
        if MEDIATION in self._open_routes():
            spent.add("close")
        return tuple(act for act in POSSIBLE[self.status] if act not in spent)

    def _open_routes(self) -> set[str]:
        return {each.route for each in self.routings if not each.result}

    def _end(self, result: str, at: datetime) -> None:
        self.status, self.result, self.closed_at = CLOSED, result, at
        self.docket.cancel(at)
        self.events.append(Closed(result, at))

    def _only_in(self, *states: str) -> None:
        if self.status not in states:
            raise WrongState(self.status, self.possible_now)

"""A submission: somebody's complaint from filing to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from chassis.errors import Conflict, WrongState
from lawbook.docket import Docket
from lawbook.supplements import SUPPLEMENT, purpose_of
from services.intake.domain import events
from services.intake.domain.correcting import correctable, put_right
from services.intake.domain.dossier import Dossier
from services.intake.domain.events import Accepted, ClockSpoke, Closed, Filed, Refused, Routed
from services.intake.domain.kind import (
    ACCEPTED,
    ANONYMOUS,
    CLOSED,
    HANDED_OVER,
    IN_PROGRESS,
    KINDS,
    MEDIATION,
    NAMED,
    POLICE,
    RECEIVED,
    REFUSED,
    Kind,
)
from services.intake.domain.parties import Attachment, Contact, Holder, Respondent
from services.intake.domain.records import (
    Assignment,
    Correction,
    Decision,
    Exposure,
    Extension,
    HandOver,
    Merger,
    Rating,
    Recusal,
    Return,
    Routing,
    Ruling,
    Supplement,
    Track,
    Triage,
)

NOT_FILED = "not_filed"
CLOSINGS = ("withdrawn", "settled", "handled_elsewhere", NOT_FILED)
"""Results that an officer states; the others come from those to whom a matter was sent."""

ANSWER = "cmp.accept"
INACTION = "gen.inaction"
MEDIATION_PERIOD = "cmp.mediation_period"
RULING = "cmp.jurisdiction_dispute"


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
    identity: str = NAMED
    flags: tuple[str, ...] = ()
    split_from: str = ""
    status: str = RECEIVED
    decision: Decision | None = None
    routings: list[Routing] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    supplements: list[Supplement] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    hand_overs: list[HandOver] = field(default_factory=list)
    triage: Triage | None = None
    merger: Merger | None = None
    rating: Rating | None = None
    extension: Extension | None = None
    is_appraised: bool = False
    assignee: str = ""
    assignment: Assignment | None = None
    recusals: list[Recusal] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    exposures: list[Exposure] = field(default_factory=list)
    dossier: Dossier = field(default_factory=Dossier)
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
        self.docket.start(self.rules.answer_rule, self.filed_at, bearer="centre")
        if self.rules.may_sue:
            self.docket.start(INACTION, self.filed_at, bearer="complainant")
        self.events.append(Filed(self.filed_at))

    def accept(self, at: datetime) -> None:
        """Take the matter on; the mediation period runs for both parties from here.

        Raises: WrongState.
        Law: SAMR121 arts. 15, 23(1)(5)
        """
        self._may("accept")
        self.status = ACCEPTED
        self.decision = Decision(accepted=True, at=at)
        self._answered(at)
        for rule_id, bearer in self.rules.on_acceptance:
            self.docket.start(rule_id, at, bearer=bearer)
        self.events.append(Accepted(at))

    def refuse(self, ground: str, explanation: str, at: datetime) -> None:
        """Turn the matter down on a ground that the law knows, with the officer's reasons.

        Raises: WrongState.
        Law: SAMR121 arts. 15, 16
        """
        self._may("refuse")
        self.status = REFUSED
        self.decision = Decision(accepted=False, at=at, ground=ground, explanation=explanation)
        self._answered(at)
        self.docket.cancel(at)
        self.closed_at = at
        self.events.append(Refused(ground, at))

    def route(self, route: str, reason: str, at: datetime) -> None:
        """Send the matter to those who can help; each way once.

        Raises: WrongState before acceptance or after the end; Conflict when it went that way before.
        """
        self._may("route")
        if route not in self.rules.routes:
            raise Conflict("route_of_other_kind")
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
        self._may("close")
        self._nobody_else_has_it(result)
        self.closing_explanation = explanation
        self._end(result, at)

    def answer(self, text: str, at: datetime) -> None:
        """Answer a question; that ends it. Raises: WrongState.

        Law: SAMR121 art. 44 (a question is no complaint; the right way is told)
        """
        self._may("answer")
        self.closing_explanation = text
        self._answered(at)
        self._end("answered", at)

    def withdraw(self, reason: str, at: datetime) -> None:
        """The citizen takes the matter back.

        Raises: Conflict when it is a report, or while somebody else has it; WrongState after the end.
        """
        self._only_in(RECEIVED, ACCEPTED, IN_PROGRESS)
        if not self.rules.can_withdraw:
            raise Conflict("report_goes_on")
        self._nobody_else_has_it("withdrawn")
        self.closing_explanation = reason
        self._end("withdrawn", at)

    def ask(self, purpose: str, asked_for: str, at: datetime) -> None:
        """Ask the citizen for more; clocks stop only where the law says so for this purpose.

        Raises: WrongState; Conflict while an earlier question is open.
        Law: SAMR121 arts 15, 22
        """
        self._may("ask")
        if self.open_supplement is not None:
            raise Conflict("asked_already")
        self.supplements.append(Supplement(purpose, asked_for, at))
        self.docket.pause(purpose_of(purpose).pauses, at)
        self.docket.start(SUPPLEMENT, at, bearer="complainant")
        self.events.append(events.SupplementRequested(purpose, at))

    def supply(self, answer: str, files: tuple[Attachment, ...], at: datetime) -> None:
        """The citizen answers; what stood still goes on.

        Raises: WrongState after the end; Conflict when nothing was asked.
        """
        self._only_in(RECEIVED, ACCEPTED, IN_PROGRESS)
        asked = self.open_supplement
        if asked is None:
            raise Conflict("nothing_asked")
        self.supplements[-1] = replace(asked, answer=answer, answered_at=at)
        self.evidence = (*self.evidence, *files)
        self.docket.meet(SUPPLEMENT, at)
        self.go_on(at)
        self.events.append(events.SupplementAnswered(at))

    def split(self, kind: str, receipt_no: str, reason: str, at: datetime) -> None:
        """Note that part of this became a matter of its own.

        Raises: WrongState; Conflict when that track exists, or needs a name that nobody gave.
        Law: SAMR121 arts 9, 10, 37
        """
        self._may("split")
        if kind == self.kind or any(each.kind == kind for each in self.tracks):
            raise Conflict("track_exists")
        if self.identity == ANONYMOUS and not KINDS[kind].may_hide_identity:
            raise Conflict("track_needs_identity")
        self.tracks.append(Track(kind, receipt_no, reason, at))
        self.events.append(events.Split(kind, receipt_no, at))

    def correct(self, changes: Mapping[str, str], at: datetime, by: str = "") -> None:
        """Put fields right; what stood there stays on record. Raises: WrongState."""
        self._may("correct")
        before = correctable(self)
        changed = {name: text for name, text in changes.items() if text != before[name]}
        if not changed:
            return
        self.corrections += [Correction(n, before[n], text, at, by) for n, text in changed.items()]
        put_right(self, changed)
        self.events.append(events.Corrected(tuple(changed), at))

    def hand_over(self, receiver: str, reason: str, at: datetime) -> None:
        """Give the matter to the body that is competent. Raises: WrongState; Conflict before a ruling.

        Law: SAMR121 arts 13, 14, 34
        """
        self._may("hand_over")
        if self.awaits_ruling:
            raise Conflict("awaits_ruling")
        self.hand_overs.append(HandOver(receiver, reason, at))
        self.status, self.closed_at = HANDED_OVER, at
        self.docket.cancel(at)
        self.events.append(events.HandedOver(receiver, at))

    def come_back(self, at: datetime) -> bool:
        """The body that got the matter gave it back; an answer is due anew. False when it is here.

        Law: SAMR121 art. 14 (whoever received it first; a dispute goes to the superior)
        """
        if self.status != HANDED_OVER:
            return False
        self.status, self.closed_at = RECEIVED, None
        self.docket.start(self.rules.answer_rule, at, bearer="centre")
        return True

    def sort(self, lane: str, flags: tuple[str, ...], reason: str, at: datetime) -> None:
        """Put the matter into a lane (繁简分流); the officer's word counts, not the suggestion.

        ``flags`` are all that hold from now on, also instead of those that whoever filed has claimed.
        Raises: WrongState after the end.
        """
        self._only_in(RECEIVED, ACCEPTED, IN_PROGRESS)
        self.triage = Triage(lane, flags, reason, at)
        self.flags = flags
        self.events.append(events.Sorted(lane, at))

    def note_message(self, side: str, at: datetime) -> None:
        """Somebody wrote; the words are kept beside the matter."""
        self.events.append(events.MessagePosted(side, at))

    def note_look_at_identity(self, at: datetime) -> None:
        """Somebody asked who reported. Law: SAMR121 art. 37"""
        self.events.append(events.IdentityShown(at))

    def note_bundle(self, at: datetime) -> None:
        """All evidence was taken along."""
        self.events.append(events.BundleTaken(at))

    def clock_speaks(self, clock_key: str, moment: str) -> bool:
        """Raise the alarm of a clock that still runs; False when it has ended meanwhile.

        When the day for an answer has passed, what stood still for it goes on.
        """
        clock = self.docket.find(clock_key)
        if clock is None:
            return False
        self.events.append(ClockSpoke(clock.rule_id, moment, clock.due_at))
        asked = self.open_supplement
        if clock.rule_id == SUPPLEMENT and moment == "overdue" and asked is not None:
            self.supplements[-1] = replace(asked, lapsed_at=clock.due_at)
            self.docket.cancel(clock.due_at, SUPPLEMENT)
            self.go_on(clock.due_at)
        return True

    def go_on(self, at: datetime) -> None:
        """Counting goes on for everything but what an open question or an appraisal holds."""
        asked = self.open_supplement
        held = set(purpose_of(asked.purpose).pauses) if asked else set()
        self.docket.resume(at, but=held | ({MEDIATION_PERIOD} if self.is_appraised else set()))

    @property
    def rules(self) -> Kind:
        """What holds for its kind."""
        return KINDS[self.kind]

    @property
    def open_supplement(self) -> Supplement | None:
        """What the citizen was asked for and has not answered yet."""
        last = self.supplements[-1] if self.supplements else None
        return last if last is not None and last.is_open else None

    @property
    def ruling_due_at(self) -> datetime | None:
        """By when the head has to rule who handles what was given back twice; None when nothing waits."""
        clock = self.docket.newest(RULING)
        return clock.due_at if clock is not None and clock.state == "running" else None

    @property
    def awaits_ruling(self) -> bool:
        """Whether nobody gets it before the head has ruled."""
        return self.ruling_due_at is not None

    @property
    def possible_now(self) -> tuple[str, ...]:
        """What an officer may do with this matter as it stands."""
        spent = set()
        if len(self.routings) >= len(self.rules.routes):
            spent.add("route")
        if MEDIATION in self._open_routes():
            spent.add("close")
        if self.open_supplement is not None:
            spent.add("ask")
        if self.awaits_ruling:
            spent.add("hand_over")
        return tuple(act for act in self.rules.possible.get(self.status, ()) if act not in spent)

    def _answered(self, at: datetime) -> None:
        """The decision is there: the clock from filing to it has ended, also a longer one."""
        for rule in filter(None, (self.rules.answer_rule, self.rules.extension_rule)):
            self.docket.meet(rule, at)

    def _open_routes(self) -> set[str]:
        return {each.route for each in self.routings if not each.result}

    def _nobody_else_has_it(self, result: str) -> None:
        if MEDIATION in self._open_routes():
            raise Conflict("mediation_open")
        if POLICE in self._open_routes() and result != NOT_FILED:
            raise Conflict("police_open")

    def _end(self, result: str, at: datetime) -> None:
        self.status, self.result, self.closed_at = CLOSED, result, at
        self.docket.cancel(at)
        self.events.append(Closed(result, at))

    def _may(self, act: str) -> None:
        """Raises: WrongState when the state of this kind of matter does not know the act."""
        if act not in self.rules.possible.get(self.status, ()):
            raise WrongState(self.status, self.possible_now)

    def _only_in(self, *states: str) -> None:
        if self.status not in states:
            raise WrongState(self.status, self.possible_now)

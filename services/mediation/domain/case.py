"""A mediation case: from the matter that was routed here to an agreement, or to its end."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chassis.clock import local_date
from chassis.errors import Conflict, FieldError, InvalidInput, NotFound, WrongState
from lawbook.clocks import LAST_MOMENT, at_local
from lawbook.docket import Docket
from services.mediation.domain import events
from services.mediation.domain.absences import HasAbsences
from services.mediation.domain.agreement import Agreement, Refusal
from services.mediation.domain.case_states import (
    AGREED,
    AWAITING_CONSENT,
    AWAITING_MEDIATOR,
    AWAITING_PARTIES,
    AWAITING_SIGNATURES,
    ENDED,
    MEDIATOR_PROPOSED,
    POSSIBLE,
    SCHEDULED,
    SCHEDULING,
)
from services.mediation.domain.challenge import Challenge
from services.mediation.domain.conflict import Check
from services.mediation.domain.panel import HasPanel
from services.mediation.domain.parties import COMPLAINANT, RESPONDENT, SIDES, Parties
from services.mediation.domain.performance import BREACHED, DUE, Noted, changed
from services.mediation.domain.planned_sessions import PlannedSessions
from services.mediation.domain.records import AgreedFacts, Appraisal

CONTACT = "med.online_contact"
ACCEPT = "med.online_accept"
ENFORCE = "med.enforce"
ATTENDING = (*SIDES, "mediator")
ANSWERS = ("accepted", "tentative", "declined")
"""What those who are asked to a session may answer (RFC 5545 PARTSTAT)."""
REFUSED, NO_AGREEMENT = "T2", "T3"
"""Termination grounds of the rulebook: one side refuses; no agreement is possible."""


@dataclass(frozen=True)
class Held:
    """A session that took place, with the mediator's minutes."""

    session_id: str
    outcome: str
    minutes: str
    at: datetime
    absent: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Case(HasPanel, HasAbsences, PlannedSessions):
    """One attempt to settle one accepted matter."""

    id: str
    receipt_no: str
    right_type: str
    mediation_due_on: date | None
    opened_at: datetime
    status: str = AWAITING_PARTIES
    parties: Parties | None = None
    consents: dict[str, bool] = field(default_factory=dict)
    mediator_account: str = ""
    declaration: str = ""
    declined: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    agreement: Agreement | None = None
    correction: Agreement | None = None
    earlier_texts: list[Agreement] = field(default_factory=list)
    ground: str = ""
    explanation: str = ""
    challenges: list[Challenge] = field(default_factory=list)
    recommended: list[str] = field(default_factory=list)
    rankings: dict[str, list[str]] = field(default_factory=dict)
    appraisals: list[Appraisal] = field(default_factory=list)
    facts: AgreedFacts | None = None
    checks: list[Check] = field(default_factory=list)
    docket: Docket = field(default_factory=Docket)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def open(self, *, complainant_agrees: bool) -> None:
        """Open the case; the complainant may have agreed when filing."""
        if complainant_agrees:
            self.consents[COMPLAINANT] = True
        self.events.append(events.Opened(self.opened_at))

    def invite(self, parties: Parties, at: datetime) -> None:
        """Take in who the parties are, and ask the respondent; saying it twice changes nothing.

        Law: 在线调解规则 art. 15 (the other side is asked within three working days)
        """
        if self.status != AWAITING_PARTIES:
            return
        self.parties = parties
        self.status = AWAITING_CONSENT
        clock = self.docket.start(CONTACT, at, bearer=RESPONDENT)
        self.events.append(events.Invited(bool(parties.respondent.email), clock.due_on))

    def consent(self, side: str, *, agrees: bool, at: datetime) -> None:
        """One side says yes or no; two times yes opens the way, one no ends the case.

        Raises: WrongState.
        Law: SAMR121 art. 18 (both must agree); 人民调解法 art. 17
        """
        self._only_in(AWAITING_CONSENT)
        if agrees and self.consents.get(side):
            return
        self.consents[side] = agrees
        self.events.append(events.ConsentGiven(side, agrees))
        if side == RESPONDENT:
            self.docket.meet(CONTACT, at)
        if not agrees:
            self._end(REFUSED, "", at)
        elif all(self.consents.get(each) for each in SIDES):
            self.status = AWAITING_MEDIATOR

    def note_check(self, check: Check) -> bool:
        """Keep what a look at somebody's ties has found; False when nothing is new."""
        known = next((c for c in reversed(self.checks) if c.expert_id == check.expert_id), None)
        if known is not None and known.found == check.found:
            return False
        self.checks.append(check)
        if check.found:
            self.events.append(events.ConflictFound(check.expert_id, len(check.found)))
        return True

    def propose(self, expert_id: str, account: str, at: datetime) -> None:
        """Ask an expert to mediate. Whether they have a conflict was decided before.

        Raises: WrongState; Conflict when they declined this case before, or let their time pass.
        Law: 在线调解规则 art. 12 (answer within three working days; silence: another is asked)
        """
        if "propose" not in self.possible(at):
            raise WrongState(self.status, self.possible(at))
        silent = [self.expert_id] if self.expert_id else []
        if expert_id in [*self.declined, *silent]:
            raise Conflict("declined_before")
        if silent:
            self._without_mediator(conflict=False)
            self.docket.cancel(at, ACCEPT)
        self.expert_id, self.mediator_account = expert_id, account
        self.status = MEDIATOR_PROPOSED
        self.docket.start(ACCEPT, at, bearer="mediator")
        self.events.append(events.MediatorProposed(expert_id))

    def answer_proposal(
        self, *, accepts: bool, has_conflict: bool, statement: str, at: datetime
    ) -> None:
        """The expert accepts and declares, or must withdraw.

        Raises: WrongState.
        Law: 在线调解规则 art. 13 (disclosure); SAMR121 art. 21(2) (recusal)
        """
        self._only_in(MEDIATOR_PROPOSED)
        self.docket.meet(ACCEPT, at)
        self.declaration = statement
        if accepts and not has_conflict:
            self.status = SCHEDULING
            self.events.append(events.MediatorAppointed(self.expert_id))
            return
        self._without_mediator(conflict=has_conflict)

    @property
    def agreed_facts(self) -> AgreedFacts | None:
        """The undisputed facts that both sides have signed."""
        return self.facts if self.facts is not None and self.facts.is_signed_by_both else None

    @property
    def payment_due_on(self) -> date | None:
        """The day of the next payment that is due under an agreement in effect."""
        own = self.agreement.instalments if self.agreement and self.status == AGREED else []
        return min((p.due_on for p in own if p.state == DUE and p.due_on), default=None)

    @property
    def to_sign(self) -> Agreement | None:
        """The text that waits for signatures: the agreement, or a correction of it."""
        if self.status == AGREED:
            return self.correction
        return self.agreement if self.status == AWAITING_SIGNATURES else None

    @property
    def known_parties(self) -> Parties:
        """Raises: NotFound before intake has said who they are."""
        if self.parties is None:
            raise NotFound()
        return self.parties

    @property
    def has_declared_mediator(self) -> bool:
        """True once the mediator has declared to have no conflict of interest and was appointed."""
        return bool(self.expert_id) and self.status != MEDIATOR_PROPOSED

    @property
    def is_suspended(self) -> bool:
        """True while a challenge of the mediator waits for its decision."""
        return bool(self.challenges) and self.challenges[-1].is_open

    def challenge(self, side: str, ground: str, reason: str, at: datetime) -> None:
        """One side challenges the mediator; until it is decided, nothing else moves.

        Raises: WrongState without an appointed mediator.
        Law: SAMR121 art. 21(2)
        """
        self._only_in(SCHEDULING, SCHEDULED)
        made = Challenge(side=side, ground=ground, reason=reason, expert_id=self.expert_id, at=at)
        self.challenges.append(made)
        self.events.append(events.MediatorChallenged(side))

    def decide_challenge(self, *, upheld: bool, decision: str, by: str, at: datetime) -> None:
        """The mediator withdraws, or goes on. Raises: WrongState without an open challenge."""
        if not self.is_suspended:
            raise WrongState(self.status, self.possible(at))
        self.challenges[-1] = replace(
            self.challenges[-1], upheld=upheld, decision=decision, decided_by=by, decided_at=at
        )
        self.events.append(events.ChallengeDecided(upheld))
        if upheld:
            for session_id in reversed(self.planned):
                self._call_off(session_id, "mediator")
            self.later = []
            self._without_mediator(conflict=True)

    def record(self, held: Held, agreement: Agreement | None) -> None:
        """Record what a session brought: an agreement to sign, another session, or the end.

        Raises: WrongState; InvalidInput when agreed without an agreement.
        """
        self._only_in(SCHEDULED)
        if held.outcome == "agreed" and agreement is None:
            raise InvalidInput([FieldError("/agreement", "required")])
        self.held.append(held)
        self.events.append(events.SessionHeld(held.session_id, held.outcome))
        if held.outcome in {"adjourned", "no_show"}:
            self.session_id = ""
            self._next_of_series()
        elif agreement is None:
            self._end(NO_AGREEMENT, held.minutes, held.at)
        else:
            self._present(agreement)

    def redraft(self, agreement: Agreement) -> None:
        """The mediator puts another text to both sides; what was signed before counts no more.

        Raises: WrongState.
        """
        self._only_in(AWAITING_SIGNATURES)
        if self.agreement is not None:
            self.earlier_texts.append(self.agreement)
        self._present(agreement)

    def sign(self, side: str, at: datetime, *, seen_by: str = "") -> None:
        """One side signs; the second signature puts the agreement into effect.

        ``seen_by``: the account that has seen a signature by hand; empty for one given by code. Who
        refused may change their mind.
        Raises: WrongState, also when this side has signed before; Conflict out of turn.
        Law: 人民调解法 art. 29 (both sides and the mediator sign)
        """
        agreement = self._unsigned_by(side)
        if agreement.waits_for(side):
            raise Conflict("not_your_turn")
        agreement.signatures[side] = at
        agreement.refusals.pop(side, None)
        if seen_by:
            agreement.on_paper[side] = seen_by
        self.events.append(events.AgreementSigned(agreement.id, side, agreement.next_signer()))
        if agreement.is_signed_by_both:
            self.status = AGREED
            self.docket.cancel(at)
            self.events.append(
                events.AgreementReached(
                    agreement.id, agreement.text_sha256, at, agreement.joint_confirmation
                )
            )

    def refuse_signature(self, side: str, reason: str, at: datetime) -> None:
        """One side does not sign, and says why; the mediator puts another text or ends the case.

        Raises: WrongState, also when this side has signed.
        """
        agreement = self._unsigned_by(side)
        if agreement.refusals.get(side, Refusal("", at)).reason != reason:
            agreement.refusals[side] = Refusal(reason, at)
            self.events.append(events.SignatureRefused(agreement.id, side))

    def note_performance(self, noted: Noted, at: datetime) -> None:
        """A step was performed, or was not in time; then the time for enforcement runs.

        Raises: WrongState before the agreement is in effect; NotFound; InvalidInput.
        Law: med.enforce (《民事诉讼法》 art. 250: two years from the last day of performance)
        """
        if self.status != AGREED or self.agreement is None:
            raise WrongState(self.status, POSSIBLE[self.status])
        own = changed(self.agreement.instalments, noted, local_date(at))
        self.agreement.instalments = own
        if noted.state == BREACHED and self.docket.newest(ENFORCE) is None:
            missed = next(each for each in own if each.number == noted.number)
            last_day = at_local(missed.due_on, LAST_MOMENT) if missed.due_on else at
            self.docket.start(ENFORCE, last_day, bearer=COMPLAINANT)

    def payment_falls_due(self, number: int, moment: str) -> bool:
        """Say that a payment comes near or was not made; False when it is not due any more."""
        own = self.agreement.instalments if self.agreement else []
        found = next((each for each in own if each.number == number and each.state == DUE), None)
        if self.agreement is None or found is None or found.due_on is None:
            return False
        self.events.append(
            events.PaymentDue(self.agreement.id, number, len(own), found.due_on, moment)
        )
        return True

    def end(self, ground: str, explanation: str, at: datetime) -> None:
        """End without an agreement, on a ground of the law. Raises: WrongState."""
        if "end" not in POSSIBLE[self.status]:
            raise WrongState(self.status, POSSIBLE[self.status])
        self._end(ground, explanation, at)

    def clock_speaks(self, clock_key: str, moment: str) -> bool:
        """Raise the alarm of a clock that still runs; False when it has ended meanwhile."""
        clock = self.docket.find(clock_key)
        if clock is None:
            return False
        self.events.append(events.ClockSpoke(clock.rule_id, moment, clock.due_at))
        return True

    def possible(self, now: datetime) -> tuple[str, ...]:
        """What can be done now; a mediator who let the time for the answer pass can be replaced."""
        if self.is_suspended:
            return ("decide_challenge", "end")
        accept = self.docket.newest(ACCEPT)
        if self.status == MEDIATOR_PROPOSED and accept is not None and accept.is_overdue(now):
            return ("propose", *POSSIBLE[self.status])
        if self.correction is not None:
            return ("sign", "refuse_signature", *POSSIBLE[self.status])
        return POSSIBLE[self.status]

    def _present(self, agreement: Agreement) -> None:
        self._drop_later()
        self.agreement, self.status = agreement, AWAITING_SIGNATURES
        drafted = events.AgreementDrafted(
            agreement.id, agreement.text_sha256, agreement.first_signer
        )
        self.events.append(drafted)

    def _unsigned_by(self, side: str) -> Agreement:
        self._only_in(AWAITING_SIGNATURES)
        if self.agreement is None or side in self.agreement.signatures:
            raise WrongState(self.status, ())
        return self.agreement

    def _nobody_was_absent(self, session_id: str) -> None:
        self.held = [
            replace(each, outcome="adjourned", absent=()) if each.session_id == session_id else each
            for each in self.held
        ]

    def _without_mediator(self, *, conflict: bool) -> None:
        self.declined.append(self.expert_id)
        self.events.append(events.MediatorDeclined(self.expert_id, conflict))
        self.expert_id, self.mediator_account = "", ""
        self.status = AWAITING_MEDIATOR

    def _end(self, ground: str, explanation: str, at: datetime) -> None:
        self._drop_later()
        self.status, self.ground, self.explanation = ENDED, ground, explanation
        self.docket.cancel(at)
        self.events.append(events.Ended(ground, at))

    def _only_in(self, *states: str) -> None:
        if self.is_suspended:
            raise WrongState("suspended", ("decide_challenge", "end"))
        if self.status not in states:
            raise WrongState(self.status, POSSIBLE[self.status])

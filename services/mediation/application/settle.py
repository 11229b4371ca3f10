"""What a session brings: minutes, an agreement, signatures."""

from dataclasses import dataclass, replace

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput, NotFound, WrongState
from chassis.identity import Keyring
from services.mediation.application.freed_slots import release
from services.mediation.application.payment_reminders import plan_reminders
from services.mediation.application.signing_codes import code_fits, code_of
from services.mediation.domain import correction
from services.mediation.domain.agreement import Agreement, Terms, compose
from services.mediation.domain.case import Case, Held
from services.mediation.domain.case_states import AGREED, AWAITING_SIGNATURES
from services.mediation.domain.clauses import decides_a_right
from services.mediation.domain.performance import Noted, instalments_of, with_duties
from services.mediation.storage.unit_of_work import MediationUnitOfWork


@dataclass(frozen=True, kw_only=True)
class RecordOutcome:
    """What the mediator writes down. ``held_earlier``: they met before the time that was planned."""

    session_id: str
    outcome: str
    minutes: str
    terms: Terms | None
    held_earlier: bool = False


def record_outcome(command: RecordOutcome, account: str, uow: MediationUnitOfWork) -> Case:
    """Record a session by its own mediator.

    Raises: NotFound for another's session; WrongState; InvalidInput.
    """
    session = uow.sessions.get(command.session_id)
    case = uow.cases.take(session.case_id)
    if case.mediator_account != account or case.parties is None:
        raise NotFound()
    if case.session_id != session.id:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    is_early = uow.clock.now() < session.starts_at and case.begun_at is None
    if is_early and not command.held_earlier:
        raise InvalidInput([FieldError("/held_earlier", "held_before_its_time")])
    agreed = command.terms if command.outcome == "agreed" else None
    agreement = _written(agreed, case, uow) if agreed else None
    held = Held(session.id, command.outcome, command.minutes, uow.clock.now())
    planned = case.planned
    case.record(held, agreement)
    release(uow, *(each for each in planned if each not in case.planned))
    uow.cases.save(case)
    return case


def correct(case: Case, terms: Terms, reason: str, account: str, uow: MediationUnitOfWork) -> None:
    """Put a corrected text of a signed agreement to both sides, by the case's own mediator.

    Raises: NotFound for another's case; WrongState; InvalidInput.
    """
    if case.mediator_account != account or case.agreement is None:
        raise NotFound()
    signed_on = local_date(max(case.agreement.signatures.values()))
    earlier = f"{signed_on:%Y年%m月%d日}签署的调解协议（校验值{case.agreement.text_sha256}）"
    corrected = _written(replace(terms, first_signer=""), case, uow, corrects=earlier)
    corrected.reason = reason
    correction.present(case, corrected, uow.clock.now())
    uow.cases.save(case)


def redraft(case: Case, terms: Terms, account: str, uow: MediationUnitOfWork) -> None:
    """Put another text to both sides, by the case's own mediator.

    Raises: NotFound for another's case; WrongState; InvalidInput.
    """
    if case.mediator_account != account:
        raise NotFound()
    case.redraft(_written(terms, case, uow))
    uow.cases.save(case)


def _written(terms: Terms, case: Case, uow: MediationUnitOfWork, corrects: str = "") -> Agreement:
    """The text of what was agreed, which its mediator signs by putting it to both sides."""
    if case.parties is None:
        raise NotFound()
    _check_terms(terms, case, uow)
    mediator = uow.experts.get(case.expert_id)
    return Agreement(
        id=uow.ids.new(),
        text=compose(terms, case.parties, case.receipt_no, mediator.name, corrects),
        joint_confirmation=terms.joint_confirmation,
        first_signer=terms.first_signer,
        terms=terms,
        presented_at=uow.clock.now(),
        instalments=with_duties(
            instalments_of(terms.amount_fen, terms.pay_by, terms.instalments), terms.duties
        ),
    )


def _check_terms(terms: Terms, case: Case, uow: MediationUnitOfWork) -> None:
    if terms.joint_confirmation and (passage := decides_a_right(terms.text)):
        params = {"passage": passage}
        raise InvalidInput([FieldError("/agreement/terms", "decides_a_right", params)])
    before = case.agreement.terms if case.agreement else None
    is_kept = before is not None and before.pay_by == terms.pay_by
    today = local_date(uow.clock.now())
    if terms.pay_by and not is_kept and terms.pay_by < today:
        raise InvalidInput([FieldError("/agreement/pay_by", "day_has_passed")])
    known = before.duties if before else ()
    if any(day < today for what, day in terms.duties if (what, day) not in known):
        raise InvalidInput([FieldError("/agreement/duties", "day_has_passed")])


def note_performance(case: Case, noted: Noted, uow: MediationUnitOfWork) -> None:
    """Note that a step was performed, or was not in time.

    Raises: WrongState before the agreement is in effect; NotFound; InvalidInput.
    """
    case.note_performance(noted, uow.clock.now())
    uow.cases.save(case)


def signing_code(case: Case, side: str, keyring: Keyring) -> str:
    """The code with which one side signs the present text; sent to that side alone."""
    text = case.to_sign or case.agreement
    if text is None:
        raise NotFound()
    return code_of(text, side, keyring)


def sign_agreement(
    case: Case, side: str, code: str, uow: MediationUnitOfWork, keyring: Keyring
) -> bool:
    """Sign for one side; False for a wrong code, which is counted. Signing again changes nothing.

    Raises: WrongState; Throttled after too many wrong codes.
    """
    agreement = case.to_sign or case.agreement
    if agreement is None or case.status not in {AWAITING_SIGNATURES, AGREED}:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    if not code_fits(agreement, side, code, uow.clock.now(), keyring):
        uow.cases.save(case)
        return False
    if side not in agreement.signatures:
        _sign(case, side, uow)
    return True


def sign_on_paper(case: Case, side: str, account: str, uow: MediationUnitOfWork) -> None:
    """Note that a side signed by hand, seen by ``account``: it counts like a code.

    Raises: WrongState; Conflict out of turn.
    """
    _sign(case, side, uow, seen_by=account)


def refuse_signature(case: Case, side: str, reason: str, uow: MediationUnitOfWork) -> None:
    """One side does not sign the present text, and says why. Raises: WrongState."""
    if case.correction is not None:
        correction.refuse(case, side, reason, uow.clock.now())
    else:
        case.refuse_signature(side, reason, uow.clock.now())
    uow.cases.save(case)


def _sign(case: Case, side: str, uow: MediationUnitOfWork, *, seen_by: str = "") -> None:
    """The agreement, or the correction of one that is signed."""
    if case.correction is not None:
        correction.sign(case, side, uow.clock.now(), seen_by=seen_by)
    else:
        case.sign(side, uow.clock.now(), seen_by=seen_by)
    uow.cases.save(case)
    plan_reminders(case, uow)


def wrong_code() -> InvalidInput:
    """The refusal of a code that does not fit."""
    return InvalidInput([FieldError("/code", "code_wrong")], "code_wrong")

"""Correcting a signed agreement (更正): both sides sign a new text; the earlier one is kept and marked.

Until both have signed, the agreement stands as it was signed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chassis.errors import FieldError, InvalidInput, WrongState
from services.mediation.domain.agreement import Agreement, Refusal
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED
from services.mediation.domain.events import CorrectionMoved
from services.mediation.domain.performance import DUE, Instalment

PRESENTED, SIGNED, REFUSED, IN_EFFECT = "presented", "signed", "refused", "agreed"


def present(case: Case, corrected: Agreement, at: datetime) -> None:
    """The mediator puts a corrected text to both sides; one that waits already is replaced.

    Raises: WrongState before there is an agreement in effect; InvalidInput for other payments after one
    was noted, and for a text that corrects nothing.
    Law: 人民调解法 arts 29, 31 (both sides sign what binds them)
    """
    if case.status != AGREED or case.agreement is None:
        raise WrongState(case.status, case.possible(at))
    if corrected.text == case.agreement.text:
        raise InvalidInput([FieldError("/agreement/terms", "correction_same")])
    corrected.instalments = _carried(case.agreement.instalments, corrected.instalments)
    corrected.corrects = case.agreement.text_sha256
    case.correction = corrected
    _tell(case, corrected, PRESENTED, "", at)


def sign(case: Case, side: str, at: datetime, *, seen_by: str = "") -> None:
    """One side signs the corrected text; with the second signature it takes the place of the agreement.

    Raises: WrongState without one, or when this side has signed it.
    """
    text = _waiting(case, side, at)
    text.signatures[side] = at
    if seen_by:
        text.on_paper[side] = seen_by
    if not text.is_signed_by_both:
        _tell(case, text, SIGNED, side, at)
        return
    if case.agreement is not None:
        text.instalments = _carried(case.agreement.instalments, text.instalments)
        case.agreement.corrected_by = text.text_sha256
        case.earlier_texts.append(case.agreement)
    case.agreement, case.correction = text, None
    _tell(case, text, IN_EFFECT, side, at)


def refuse(case: Case, side: str, reason: str, at: datetime) -> None:
    """One side does not agree: the agreement stays as it was signed. Raises: WrongState."""
    text = _waiting(case, side, at)
    text.refusals[side] = Refusal(reason, at)
    case.earlier_texts.append(text)
    case.correction = None
    _tell(case, text, REFUSED, side, at)


def _waiting(case: Case, side: str, at: datetime) -> Agreement:
    if case.correction is None or side in case.correction.signatures:
        raise WrongState(case.status, case.possible(at))
    return case.correction


def _carried(known: Sequence[Instalment], wanted: Sequence[Instalment]) -> list[Instalment]:
    """The payments as they were noted. Raises: InvalidInput for others once something was noted."""
    if all(each.state == DUE for each in known):
        return list(wanted)
    if [_as_agreed(each) for each in known] != [_as_agreed(each) for each in wanted]:
        raise InvalidInput([FieldError("/agreement/instalments", "correction_after_payment")])
    return list(known)


def _as_agreed(step: Instalment) -> Instalment:
    """A step without what came of it."""
    return replace(step, state=DUE, done_on=None, note="", proof=())


def _tell(case: Case, text: Agreement, act: str, side: str, at: datetime) -> None:
    case.events.append(CorrectionMoved(text.id, text.text_sha256, text.corrects, act, side, at))

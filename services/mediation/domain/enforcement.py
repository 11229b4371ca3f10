"""What can be done when a signed agreement is not performed."""

from datetime import date

from lawbook.clocks import start_clock
from services.mediation.domain.case import ENFORCE, Case
from services.mediation.domain.case_states import AGREED
from services.mediation.domain.performance import BREACHED

COURT_ENFORCES, CONFIRM, SUE = "court_enforces", "confirm", "sue"
CONFIRMATION = "med.judicial_confirmation"


def ways_to_enforce(case: Case, today: date) -> list[tuple[str, date | None]]:
    """The ways that are open, each with its last day; nothing while all is performed in time.

    ``court_enforces``: once a court has confirmed the agreement; ``confirm``: together, within thirty
    days of its effect; ``sue``: over its performance, without a confirmation.
    Law: med.enforce (民事诉讼法 art. 250); med.judicial_confirmation (人民调解法 art. 33); 人民调解法 art. 32
    """
    agreement = case.agreement
    if case.status != AGREED or agreement is None:
        return []
    if all(each.state != BREACHED for each in agreement.instalments):
        return []
    clock = case.docket.newest(ENFORCE)
    ways: list[tuple[str, date | None]] = [(COURT_ENFORCES, clock.due_on if clock else None)]
    signed_at = max((*agreement.signatures.values(),), default=None)
    if signed_at is not None:
        until = start_clock(CONFIRMATION, signed_at, bearer="parties").due_on
        ways += [(CONFIRM, until)] if today <= until else []
    return [*ways, (SUE, None)]

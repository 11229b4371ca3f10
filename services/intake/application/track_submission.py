"""A citizen shows a number and a code."""

from datetime import datetime

from chassis.clock import SHANGHAI
from chassis.errors import Throttled
from chassis.identity import Keyring
from services.intake.application.file_submission import code_print, pepper_mark
from services.intake.application.store_evidence import plan_sweep
from services.intake.domain.receipt import is_receipt_number, plain_digits
from services.intake.storage.repositories import KeptCode
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def track_submission(
    receipt_no: str, query_code: str, uow: IntakeUnitOfWork, keyring: Keyring
) -> str | None:
    """The receipt number when the code belongs to it; None when not, and the try is counted.

    The caller commits before it answers, whatever the answer is.
    Raises: Throttled after too many wrong tries at one number.
    """
    number, code = plain_digits(receipt_no), plain_digits(query_code)
    if not is_receipt_number(number):
        return None
    if locked_until := uow.tracking.locked_until(number, uow.clock.now()):
        raise _locked(locked_until)
    over = uow.tracking.code_of(number)
    prints = [
        KeptCode(code_print(each, over, code), pepper_mark(each)) for each in keyring.generations
    ]
    if uow.tracking.fits(number, prints):
        uow.tracking.succeeded(number)
        return number
    plan_sweep(uow)
    return None


def _locked(until: datetime) -> Throttled:
    refusal = Throttled(until, "track_locked")
    refusal.params["time"] = f"{until.astimezone(SHANGHAI):%H:%M}"
    return refusal

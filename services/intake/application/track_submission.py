"""A citizen shows a number and a code."""

from chassis.errors import NotFound, Throttled
from chassis.identity import Keyring
from services.intake.application.file_submission import code_print
from services.intake.domain.receipt import is_receipt_number, plain_digits
from services.intake.storage.unit_of_work import IntakeUnitOfWork


class NoMatch(NotFound):
    """Number and code do not belong together; the same answer for every reason.

    It is counted, so the caller must commit before answering.
    """

    code = "no_match"


def track_submission(
    receipt_no: str, query_code: str, uow: IntakeUnitOfWork, keyring: Keyring
) -> str | None:
    """The receipt number when the code belongs to it; None when not, and the try is counted.

    Raises: Throttled after too many wrong tries at one number.
    """
    number, code = plain_digits(receipt_no), plain_digits(query_code)
    if not is_receipt_number(number):
        return None
    now = uow.clock.now()
    if locked_until := uow.tracking.locked_until(number, now):
        raise Throttled(locked_until, "track_locked")
    if uow.tracking.fits(number, code_print(keyring, number, code)):
        uow.tracking.succeeded(number)
        return number
    uow.tracking.failed(number, now)
    return None

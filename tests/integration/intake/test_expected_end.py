"""A citizen reads when the matter may be over, from what the centre has needed lately."""

from datetime import timedelta
from typing import Any

from services.intake.storage.indexing import index_after
from services.intake.storage.tables import submissions
from tests.support.intake_office import IntakeOffice
from tests.support.submissions import FRIDAY_20_NOVEMBER, a_submission


def ended(uow: Any, numbers: range) -> None:
    """Questions that came in on Friday and were answered five days later."""
    for each in numbers:
        receipt_no = f"26112000{each:05}"
        question = a_submission(id=uow.ids.new(), receipt_no=receipt_no, kind="consultation")
        question.answer("可以向商标局提出异议。", FRIDAY_20_NOVEMBER + timedelta(days=5))
        uow.submissions.add(question, query_code_mac="", code_of=receipt_no)


def test_the_range_comes_with_the_thirtieth_ended_matter_and_survives_indexing_anew(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office

    def expected() -> Any:
        return office.read(number, office.citizen(number))["expected"]

    office.within(lambda uow: ended(uow, range(29)))
    number = office.files(kind="consultation")["receipt_no"]
    with_too_few = expected()
    office.within(lambda uow: ended(uow, range(29, 30)))
    range_ = {"half_by": "2026-11-25", "most_by": "2026-11-25", "counted": 30}
    with_enough = expected()

    def forget(uow: Any) -> None:
        uow.connection.execute(submissions.update().values(ended_at=None))

    office.within(forget)
    forgotten = expected()
    office.within(lambda uow: index_after(uow.connection, ""))

    assert with_too_few is None
    assert with_enough == range_
    assert forgotten is None
    assert expected() == range_

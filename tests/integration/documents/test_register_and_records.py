"""Numbers without gaps, records that nobody can change: what the database itself holds to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from services.documents.application.issue import IssuePaper, issue_paper
from services.documents.application.printing import Printer
from services.documents.domain.kind import kinds
from services.documents.domain.paper import Paper
from services.documents.rendering.pdf import CannotBeSet, Press
from services.documents.storage.tables import UNCHANGING
from services.documents.storage.tables import metadata as tables
from tests.support.town import Town

KIND = kinds()["supervision_notice"]
RECEIPT_NO = "2611200001234"


class JammedPress(Press):
    """Sets nothing."""

    def pdf(self, *_given: Any) -> bytes:
        raise CannotBeSet("jammed")


def _issue(town: Town, cause: str, printer: Printer | None = None) -> Paper:
    service = town.services["documents"]
    command = IssuePaper(
        kind=KIND,
        receipt_no=RECEIPT_NO,
        values=KIND.samples(),
        cause=cause,
        by="staff:zhangwei",
        readers=(),
    )
    with service.uow() as uow:
        paper = issue_paper(command, uow, printer or service.extras["printer"])  # type: ignore[arg-type]
        uow.commit()
    return paper


def _places(town: Town) -> list[str]:
    with town.services["documents"].uow().reading() as uow:
        return [each.number for each in uow.papers.of_matter(RECEIPT_NO)]  # type: ignore[attr-defined]


def _numbers(*places: int) -> set[str]:
    return {f"平知援督〔2026〕{place}号" for place in places}


def test_many_at_once_get_each_a_number_and_none_is_left_out(town: Town) -> None:
    causes = [f"cause-{nth}" for nth in range(24)]

    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda cause: _issue(town, cause), causes))

    assert set(_places(town)) == _numbers(*range(1, 25))
    assert len(_places(town)) == 24


def test_a_paper_that_cannot_be_printed_uses_up_no_number(town: Town) -> None:
    _issue(town, "first")
    jammed = Printer(town.services["documents"].extras["printer"].office, JammedPress())

    with ThreadPoolExecutor(4) as people:
        tries = [people.submit(_issue, town, f"odd-{n}", jammed) for n in range(4)]
        good = [people.submit(_issue, town, f"good-{n}") for n in range(4)]
    refused = [each.exception() for each in tries]

    assert all(isinstance(each, CannotBeSet) for each in refused), refused
    assert [each.exception() for each in good] == [None] * 4
    assert set(_places(town)) == _numbers(1, 2, 3, 4, 5)


def test_the_same_cause_issues_once_however_often_and_at_once(town: Town) -> None:
    with ThreadPoolExecutor(4) as people:
        tries = [people.submit(_issue, town, "one event") for _ in range(4)]
    issued = [each.result() for each in tries if each.exception() is None]

    assert {each.number for each in issued} == _numbers(1)
    assert _places(town) == ["平知援督〔2026〕1号"]


def test_the_register_begins_anew_with_the_year_of_shanghai(town: Town) -> None:
    town.clock.set(datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
    old = _issue(town, "old year")
    town.clock.set(datetime(2026, 12, 31, 16, 1, tzinfo=UTC))
    new = _issue(town, "new year")

    assert old.number == "平知援督〔2026〕1号"
    assert new.number == "平知援督〔2027〕1号"
    assert new.issued_on.isoformat() == "2027-01-01"


@pytest.mark.parametrize("table", UNCHANGING)
@pytest.mark.parametrize("act", ["UPDATE", "DELETE"])
def test_the_database_refuses_to_change_what_was_issued(town: Town, table: str, act: str) -> None:
    paper = _issue(town, "one")
    service = town.services["documents"]
    _fill_every_table(town, paper)
    rows = tables.tables[table]
    key = next(iter(rows.columns))
    statement = rows.update().values({key: key}) if act == "UPDATE" else rows.delete()

    with pytest.raises(DBAPIError, match="never changed"), service.engine.begin() as connection:
        connection.execute(statement)

    with service.engine.begin() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(rows)).scalar()


def _fill_every_table(town: Town, paper: Paper) -> None:
    from services.documents.application.withdraw import withdraw_paper
    from services.documents.application.word_file import word_file_of

    service = town.services["documents"]
    word_file_of(paper, service.uow, service.extras["printer"])  # type: ignore[arg-type]
    with service.uow() as uow:
        withdraw_paper(paper, "有误", "staff:wangqiang", uow)  # type: ignore[arg-type]
        row = {"paper_id": paper.id, "reader": "complainant", "receipt_no": RECEIPT_NO}
        uow.connection.execute(tables.tables["paper_readers"].insert(), row | {"is_masked": False})
        uow.commit()


def test_an_issued_paper_keeps_data_template_and_hashes(town: Town) -> None:
    import hashlib

    paper = _issue(town, "one")

    with town.services["documents"].uow().reading() as uow:
        kept: Paper = uow.papers.get(paper.id)  # type: ignore[attr-defined]
        pdf = uow.files.read(kept.pdf.sha256)  # type: ignore[attr-defined]
        template = uow.files.read(kept.template)  # type: ignore[attr-defined]
    assert kept.values == KIND.samples()
    assert hashlib.sha256(pdf).hexdigest() == kept.pdf.sha256 and len(pdf) == kept.pdf.size
    assert template.startswith(b"PK") and kept.template_version == 0
    assert len(kept.check_code) == 16

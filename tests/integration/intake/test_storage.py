"""Tables, migrations and the officers' list."""

from typing import Any

import pytest
import sqlalchemy as sa

from chassis.database import is_postgres
from chassis.migrations import migrate
from services.intake.storage import search
from services.intake.storage.tables import submissions
from tests.support.intake_office import SUBMISSIONS, IntakeOffice

MANY = 20_000
OF_OLD = (
    "id",
    "version",
    "document",
    "receipt_no",
    "query_code_mac",
    "kind",
    "status",
    "filed_at",
    "next_due_at",
)
"""What the table had before there was a search."""


def test_the_history_goes_down_and_up_again(office: IntakeOffice) -> None:
    url = office.settings.database_of("intake")
    office.service.engine.dispose()

    migrate(office.service.migrations, url, "base")
    migrate(office.service.migrations, url)

    assert office.files()["status"] == "received"


def test_a_receipt_number_that_is_taken_is_passed_over(office: IntakeOffice) -> None:
    numbers = {office.files()["receipt_no"] for _ in range(20)}

    assert len(numbers) == 20
    assert all(number.startswith("261120") for number in numbers)


def test_the_list_finds_its_page_by_an_index_however_long_it_is(office: IntakeOffice) -> None:
    office.files()
    with office.service.engine.begin() as connection:
        [row] = connection.execute(sa.select(submissions)).all()
        copies = [
            dict(row._mapping)
            | {
                "id": f"{n:026d}",
                "receipt_no": f"{n:013d}",
                "document": {},
                "status": "received" if n % 100 == 0 else "closed",
                "lane": "fast" if n % 100 == 0 else "",
                "assignee": "lina" if n % 100 == 0 else "",
            }
            for n in range(MANY)
        ]
        connection.execute(submissions.insert(), copies)
        if is_postgres(connection):
            connection.exec_driver_sql("ANALYZE submissions")

    order = [submissions.c.next_due_at, submissions.c.id]
    whole = sa.select(submissions.c.id).order_by(*order).limit(51)
    one_of = {"status": "received", "lane": "fast", "assignee": "lina", "identity": "anonymous"}
    plans = {
        name: _plan(office, whole.where(submissions.c[name] == value))
        for name, value in one_of.items()
    }

    assert "submissions_by_due" in _plan(office, whole)
    assert [name for name, plan in plans.items() if f"submissions_by_{name}" not in plan] == []
    for plan in (_plan(office, whole), *plans.values()):
        assert "Sort" not in plan
        assert "TEMP B-TREE" not in plan


def _plan(office: IntakeOffice, query: sa.Select[tuple[str]]) -> str:
    engine = office.service.engine
    explain = "EXPLAIN " if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    text = str(query.compile(engine, compile_kwargs={"literal_binds": True}))
    with engine.connect() as connection:
        return "\n".join(str(tuple(row)) for row in connection.exec_driver_sql(explain + text))


def test_a_filtered_list_shows_only_what_was_asked_for(office: IntakeOffice) -> None:
    received, accepted = office.files()["receipt_no"], office.files()["receipt_no"]
    office.decides(accepted, "acceptance")

    answer = office.officer.get("intake", f"{SUBMISSIONS}?status=received").get_json()

    assert [row["receipt_no"] for row in answer["items"]] == [received]


@pytest.mark.parametrize("common", [0.0, 1.1], ids=["frequent", "rare"])
def test_a_search_finds_the_same_page_by_page_however_frequent_the_word(
    office: IntakeOffice, monkeypatch: pytest.MonkeyPatch, common: float
) -> None:
    monkeypatch.setattr(search, "_COMMON", common)
    filed = sorted((office.files()["receipt_no"] for _ in range(3)), reverse=True)

    found, cursor = [], ""
    for _page in filed:
        path = f"{SUBMISSIONS}?q=五金&limit=1&cursor={cursor}"
        answer = office.officer.get("intake", path).get_json()
        found += [row["receipt_no"] for row in answer["items"]]
        cursor = answer["next"] or ""

    assert found == filed
    assert not cursor


def test_a_matter_of_before_the_search_is_found_once_the_worker_has_been_there(
    office: IntakeOffice,
) -> None:
    old = office.files(respondent_name="旧日五金商行")["receipt_no"]
    url, columns = office.settings.database_of("intake"), [submissions.c[n] for n in OF_OLD]
    with office.service.engine.connect() as connection:
        row = dict(connection.execute(sa.select(*columns)).one()._mapping)
    office.service.engine.dispose()
    migrate(office.service.migrations, url, "base")
    migrate(office.service.migrations, url, "0003")
    with office.service.engine.begin() as connection:
        connection.execute(sa.insert(sa.table("submissions", *map(_bare, columns))), row)
    migrate(office.service.migrations, url)
    new = office.files(respondent_name="旧日五金商行")["receipt_no"]

    before = _found(office, "旧日")
    office.works()

    assert before == [new]
    assert sorted(_found(office, "旧日")) == sorted([old, new])
    duplicates = office.officer.get("intake", f"{SUBMISSIONS}/{new}/advice").get_json()
    assert [each["receipt_no"] for each in duplicates["duplicates"]] == [old]


def _bare(column: sa.Column[Any]) -> sa.ColumnClause[Any]:
    return sa.column(column.name, column.type)


def _found(office: IntakeOffice, words: str) -> list[str]:
    listed = office.officer.get("intake", f"{SUBMISSIONS}?q={words}").get_json()["items"]
    return [each["receipt_no"] for each in listed]

"""Papers that were issued when every Word file was made at once keep theirs."""

from pathlib import Path

import sqlalchemy as sa

from chassis.database import open_engine
from chassis.migrations import migrate
from deploy.preparation import migrations_of

_AT = "2026-11-20 01:00:00"
_MATTER = {
    "receipt_no": "2611200001234",
    "kind": "k",
    "number": "n",
    "check_code": "c",
    "cause": "e",
}
_FILES = {"pdf_sha256": "a", "docx_sha256": "b", "issued_at": _AT}
_OLD = {"id": "p1", "version": 1, "document": "{}", **_MATTER, **_FILES}


def test_a_word_file_made_at_issue_is_found_as_before(tmp_path: Path) -> None:
    folder, url = migrations_of("documents"), f"sqlite:///{tmp_path}/documents.db"
    migrate(folder, url, "0002")
    engine = open_engine(url)
    with engine.begin() as connection:
        columns, places = ", ".join(_OLD), ", ".join(f":{name}" for name in _OLD)
        connection.execute(sa.text(f"INSERT INTO papers ({columns}) VALUES ({places})"), _OLD)  # noqa: S608
        connection.exec_driver_sql("INSERT INTO files VALUES ('b', 'four', '2026-11-20 01:00:00')")

    migrate(folder, url)

    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT paper_id, sha256, size FROM word_files").all()
    assert rows == [("p1", "b", 4)]

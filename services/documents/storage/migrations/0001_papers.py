"""Papers, their numbers, files, readers and withdrawals; templates; and the machinery."""

import sqlalchemy as sa
from alembic import op

from chassis.migrations.machinery import create_machinery, drop_machinery
from chassis.schema import JSON, Instant

revision = "0001"
down_revision = None

_UNCHANGING = ("papers", "paper_readers", "withdrawals", "files")


def upgrade() -> None:
    create_machinery()
    op.create_table(
        "registers",
        sa.Column("office_word", sa.String(20), primary_key=True),
        sa.Column("kind_word", sa.String(10), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", Instant, nullable=False),
    )
    _create_papers()
    op.create_table(
        "withdrawals",
        *_document(),
        sa.Column("paper_id", sa.String(26), nullable=False, unique=True),
    )
    op.create_table(
        "templates",
        *_document(),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.UniqueConstraint("kind", "number"),
    )
    _protect()


def _document() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
    )


def _create_papers() -> None:
    op.create_table(
        "papers",
        *_document(),
        sa.Column("receipt_no", sa.String(13), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.String(60), nullable=False, unique=True),
        sa.Column("check_code", sa.String(16), nullable=False, unique=True),
        sa.Column("pdf_sha256", sa.String(64), nullable=False),
        sa.Column("docx_sha256", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(80), nullable=False),
        sa.Column("issued_at", Instant, nullable=False),
        sa.UniqueConstraint("cause", "kind"),
    )
    op.create_index("papers_of_matter", "papers", ["receipt_no", "issued_at"])
    op.create_index("ix_papers_pdf_sha256", "papers", ["pdf_sha256"])
    op.create_index("ix_papers_docx_sha256", "papers", ["docx_sha256"])
    op.create_table(
        "paper_readers",
        sa.Column("paper_id", sa.String(26), primary_key=True),
        sa.Column("reader", sa.String(80), primary_key=True),
        sa.Column("receipt_no", sa.String(13), nullable=False),
        sa.Column("is_masked", sa.Boolean, nullable=False),
    )
    op.create_index("papers_of_reader", "paper_readers", ["reader", "receipt_no"])


def _protect() -> None:
    """What was issued can be added, never changed or removed, by whatever hand."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _UNCHANGING:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% are never changed', TG_TABLE_NAME; END $$"
    )
    for table in _UNCHANGING:
        op.execute(
            f"CREATE TRIGGER {table}_unchanging BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in ("templates", "withdrawals", "paper_readers", "papers", "files", "registers"):
        op.drop_table(table)
    op.execute("DROP FUNCTION IF EXISTS refuse_change()") if _is_postgres() else None
    drop_machinery()


def _is_postgres() -> bool:
    return bool(op.get_bind().dialect.name == "postgresql")

"""Word files are made when somebody asks for them; those that are there already stay."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "word_files",
        sa.Column("paper_id", sa.String(26), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
    )
    op.create_index("ix_word_files_sha256", "word_files", ["sha256"])
    op.execute(
        "INSERT INTO word_files (paper_id, sha256, size, made_at) "
        "SELECT papers.id, papers.docx_sha256, length(files.content), papers.issued_at "
        "FROM papers JOIN files ON files.sha256 = papers.docx_sha256"
    )
    op.drop_index("ix_papers_docx_sha256", "papers")
    op.drop_column("papers", "docx_sha256")
    _protect()


def _protect() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER word_files_no_{act.lower()} BEFORE {act} ON word_files "
                "BEGIN SELECT RAISE(ABORT, 'word_files are never changed'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER word_files_unchanging BEFORE UPDATE OR DELETE OR TRUNCATE ON word_files "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    # The files are packed already: trying to pack them again costs time and gains nothing.
    op.execute("ALTER TABLE files ALTER COLUMN content SET STORAGE EXTERNAL")


def downgrade() -> None:
    op.add_column(
        "papers", sa.Column("docx_sha256", sa.String(64), nullable=False, server_default="")
    )
    op.create_index("ix_papers_docx_sha256", "papers", ["docx_sha256"])
    op.drop_table("word_files")

"""The tables of documents. What was issued is only ever added: the database refuses the rest."""

import sqlalchemy as sa

from chassis.documents import document_table
from chassis.schema import Instant

metadata = sa.MetaData()

registers = sa.Table(
    "registers",
    metadata,
    sa.Column("office_word", sa.String(20), primary_key=True),
    sa.Column("kind_word", sa.String(10), primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)

files = sa.Table(
    "files",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("kept_at", Instant, nullable=False),
)

papers = document_table(
    "papers",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("number", sa.String(60), nullable=False, unique=True),
    sa.Column("check_code", sa.String(16), nullable=False, unique=True),
    sa.Column("pdf_sha256", sa.String(64), nullable=False, index=True),
    sa.Column("cause", sa.String(80), nullable=False),
    sa.Column("issued_at", Instant, nullable=False),
    sa.UniqueConstraint("cause", "kind"),
    sa.Index("papers_of_matter", "receipt_no", "issued_at"),
)

paper_readers = sa.Table(
    "paper_readers",
    metadata,
    sa.Column("paper_id", sa.String(26), primary_key=True),
    sa.Column("reader", sa.String(80), primary_key=True),
    sa.Column("receipt_no", sa.String(13), nullable=False),
    sa.Column("is_masked", sa.Boolean, nullable=False),
    sa.Index("papers_of_reader", "reader", "receipt_no"),
)

word_files = sa.Table(
    "word_files",
    metadata,
    sa.Column("paper_id", sa.String(26), primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
)

withdrawals = document_table(
    "withdrawals",
    metadata,
    sa.Column("paper_id", sa.String(26), nullable=False, unique=True),
)

templates = document_table(
    "templates",
    metadata,
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.UniqueConstraint("kind", "number"),
)

UNCHANGING = ("papers", "paper_readers", "withdrawals", "files", "word_files")
"""Tables whose rows the database itself protects from change and removal."""

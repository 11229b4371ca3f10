"""Legal tracks, search, duplicates, messages, chain of custody, saved lists."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON, Instant

revision = "0004"
down_revision = "0003"

TEXTS = {
    "code_of": 13,
    "identity": 20,
    "lane": 10,
    "assignee": 80,
    "respondent_key": 100,
    "respondent_block": 4,
    "right_key": 70,
    "link_key": 200,
    "contact_key": 80,
}
INDEXES = {
    "submissions_by_kind": ["kind", "next_due_at", "id"],
    "submissions_by_assignee": ["assignee", "next_due_at", "id"],
    "ix_submissions_respondent_key": ["respondent_key"],
    "ix_submissions_respondent_block": ["respondent_block"],
    "ix_submissions_right_key": ["right_key"],
    "ix_submissions_link_key": ["link_key"],
    "ix_submissions_contact_key": ["contact_key"],
}


def upgrade() -> None:
    for name, length in TEXTS.items():
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("submissions", column)
    op.execute("UPDATE submissions SET identity = 'named', lane = 'normal', code_of = receipt_no")
    for name, columns in INDEXES.items():
        op.create_index(name, "submissions", columns)
    _create_search()
    op.create_table(
        "messages",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("receipt_no", sa.String(13), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("author_id", sa.String(80), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index("messages_of_matter", "messages", ["receipt_no", "at", "id"])
    op.create_table(
        "custody",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("evidence_id", sa.String(26), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("actor_role", sa.String(30), nullable=False),
        sa.Column("actor_id", sa.String(80), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_index("custody_of_file", "custody", ["evidence_id", "at", "id"])
    op.create_table(
        "saved_lists",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("owner", sa.String(80), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("query", JSON, nullable=False),
    )
    op.create_index("saved_lists_of_owner", "saved_lists", ["owner", "name"])


def _create_search() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE submission_search (receipt_no bigint PRIMARY KEY, words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX submission_search_words ON submission_search USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE submission_search USING fts5"
            "(words, content='', detail='none', tokenize='unicode61')"
        )


def downgrade() -> None:
    for name in ("saved_lists", "custody", "messages", "submission_search"):
        op.drop_table(name)
    for name in INDEXES:
        op.drop_index(name, "submissions")
    for name in TEXTS:
        op.drop_column("submissions", name)

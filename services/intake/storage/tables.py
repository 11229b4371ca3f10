"""Intake's tables."""

import sqlalchemy as sa

from chassis.documents import document_table
from chassis.schema import JSON, Instant

metadata = sa.MetaData()


def _text(name: str, length: int, *, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="", index=index)


submissions = document_table(
    "submissions",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
    sa.Column("query_code_mac", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("filed_at", Instant, nullable=False),
    # Far in the future for a matter that waits for nobody, so that lists need no NULL.
    sa.Column("next_due_at", Instant, nullable=False),
    # Null while it goes on.
    sa.Column("ended_at", Instant),
    # Null unless the head has to rule who handles it.
    sa.Column("ruling_due_at", Instant),
    # Over which number the print of the query code was made: a track shares that of its filing.
    _text("code_of", 13),
    # By which pepper; empty before there was a second one.
    _text("code_pepper", 8),
    _text("identity", 20),
    _text("lane", 10),
    _text("assignee", 80),
    _text("respondent_key", 100, index=True),
    _text("respondent_block", 4, index=True),
    _text("right_key", 70, index=True),
    _text("link_key", 200, index=True),
    _text("contact_key", 80, index=True),
    sa.Index("submissions_by_kind", "kind", "next_due_at", "id"),
    sa.Index("submissions_by_end", "kind", "ended_at"),
    sa.Index("submissions_by_assignee", "assignee", "next_due_at", "id"),
    sa.Index("submissions_by_due", "next_due_at", "id"),
    sa.Index("submissions_by_identity", "identity", "next_due_at", "id"),
    sa.Index("submissions_by_lane", "lane", "next_due_at", "id"),
    sa.Index("submissions_by_ruling", "ruling_due_at"),
    sa.Index("submissions_by_status", "status", "next_due_at", "id"),
)

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("id", sa.String(26), primary_key=True),
    sa.Column("receipt_no", sa.String(13), index=True),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("sm3", sa.String(64), nullable=False),
    sa.Column("stored_at", Instant, nullable=False, index=True),
    # Empty where no scanner is configured.
    sa.Column("scan", sa.String(10), nullable=False, server_default=""),
)

timeline = sa.Table(
    "timeline",
    metadata,
    sa.Column("event_id", sa.String(26), primary_key=True),
    sa.Column("receipt_no", sa.String(13), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("type", sa.String(120), nullable=False),
    sa.Column("actor_role", sa.String(30), nullable=False),
    sa.Column("actor_id", sa.String(80), nullable=False),
    sa.Column("data", JSON, nullable=False),
    sa.Index("timeline_of_matter", "receipt_no", "at", "event_id"),
)

track_attempts = sa.Table(
    "track_attempts",
    metadata,
    sa.Column("receipt_no", sa.String(13), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    # The first failure of a count that goes on, the last one of a count that is full.
    sa.Column("counted_from", Instant, nullable=False),
)

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", sa.String(26), primary_key=True),
    sa.Column("receipt_no", sa.String(13), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("side", sa.String(10), nullable=False),
    sa.Column("author_id", sa.String(80), nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Index("messages_of_matter", "receipt_no", "at", "id"),
)

custody = sa.Table(
    "custody",
    metadata,
    sa.Column("id", sa.String(26), primary_key=True),
    sa.Column("evidence_id", sa.String(26), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("act", sa.String(20), nullable=False),
    sa.Column("actor_role", sa.String(30), nullable=False),
    sa.Column("actor_id", sa.String(80), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Index("custody_of_file", "evidence_id", "at", "id"),
)

saved_lists = sa.Table(
    "saved_lists",
    metadata,
    sa.Column("id", sa.String(26), primary_key=True),
    sa.Column("owner", sa.String(80), nullable=False),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("query", JSON, nullable=False),
    sa.Index("saved_lists_of_owner", "owner", "name"),
)

calls = document_table(
    "calls",
    metadata,
    # Null without a telephone system.
    sa.Column("cti_id", sa.String(80), unique=True),
    _text("number", 40),
    _text("operator", 80),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("began_at", Instant, nullable=False),
    sa.Column("answered_at", Instant),
    sa.Column("saved_at", Instant),
    sa.Column("ended_at", Instant),
    sa.Column("is_incomplete", sa.Boolean, nullable=False),
    # Null once the caller was called back, and where nobody promised it.
    sa.Column("call_back_at", Instant),
    sa.Index("calls_of_number", "number", "began_at"),
    sa.Index("calls_by_state", "state", "began_at"),
    sa.Index("calls_by_time", "began_at"),
    sa.Index("calls_to_return", "call_back_at"),
)

breaks = sa.Table(
    "breaks",
    metadata,
    sa.Column("id", sa.String(26), primary_key=True),
    sa.Column("operator", sa.String(80), nullable=False),
    sa.Column("began_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
    sa.Index("breaks_by_time", "began_at"),
    sa.Index(
        "one_break_at_a_time",
        "operator",
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
)

knowledge = sa.Table(
    "knowledge",
    metadata,
    sa.Column("id", sa.String(26), primary_key=True),
    # What is typed behind a slash to insert it.
    sa.Column("code", sa.String(20), nullable=False, unique=True),
    sa.Column("title", sa.String(80), nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("source", sa.String(200), nullable=False, server_default=""),
    # Null: without a first or a last day.
    sa.Column("holds_from", sa.Date),
    sa.Column("holds_until", sa.Date),
    sa.Column("owner", sa.String(80), nullable=False, server_default=""),
    sa.Column("changed_at", Instant, nullable=False),
    sa.Column("changed_by", sa.String(80), nullable=False),
)

officers = document_table(
    "officers",
    metadata,
    sa.Column("account", sa.String(80), nullable=False, unique=True),
)

daily_roots = sa.Table(
    "daily_roots",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("root", sa.String(64), nullable=False),
    # Empty for the first.
    _text("previous", 64),
    sa.Column("published_at", Instant, nullable=False),
    sa.Column("signature", sa.Text, nullable=False),
    # RFC 3161, base64; empty where no authority is configured, and until it has answered.
    sa.Column("timestamp_token", sa.Text, nullable=False, server_default=""),
)

daily_leaves = sa.Table(
    "daily_leaves",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    # The receipt number, the id of a file, or ``day`` and ``audit``.
    sa.Column("object", sa.String(26), nullable=False, index=True),
    sa.Column("content", JSON, nullable=False),
)

seen_heads = sa.Table(
    "seen_heads",
    metadata,
    # One row: the newest head of the gateway's audit log that has come here.
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("root", sa.String(64), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("signature", sa.Text, nullable=False),
)

samples = document_table(
    "samples",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False, index=True),
    sa.Column("label", sa.String(20), nullable=False, unique=True),
)

statements = document_table(
    "statements",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False, index=True),
)

# The index of words has no portable form: see search.py.
for _dialect, _statement in (
    (
        "sqlite",
        "CREATE VIRTUAL TABLE submission_search USING fts5"
        "(words, content='', detail='none', tokenize='unicode61')",
    ),
    (
        "postgresql",
        "CREATE TABLE submission_search (receipt_no bigint PRIMARY KEY, words tsvector NOT NULL)",
    ),
    ("postgresql", "CREATE INDEX submission_search_words ON submission_search USING gin (words)"),
):
    sa.event.listen(metadata, "after_create", sa.DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]

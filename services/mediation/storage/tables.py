"""Mediation's tables."""

import sqlalchemy as sa

from chassis.documents import document_table
from chassis.schema import Instant

metadata = sa.MetaData()

cases = document_table(
    "cases",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
    sa.Column("status", sa.String(30), nullable=False, index=True),
    sa.Column("mediator_account", sa.String(60), nullable=False, index=True),
    sa.Column("payment_due_on", sa.Date, nullable=True, index=True),
)

experts = document_table(
    "experts",
    metadata,
    sa.Column("account", sa.String(60), nullable=False, unique=True),
    sa.Column("is_active", sa.Boolean, nullable=False),
)

rooms = document_table(
    "rooms", metadata, sa.Column("name", sa.String(60), nullable=False, unique=True)
)

applications = document_table(
    "pool_applications",
    metadata,
    sa.Column("status", sa.String(20), nullable=False, index=True),
)

relations = document_table("relations", metadata, sa.Column("kind", sa.String(20), nullable=False))

draws = document_table(
    "draws",
    metadata,
    sa.Column("case_id", sa.String(26), sa.ForeignKey("cases.id"), nullable=False, index=True),
)

sessions = sa.Table(
    "sessions",
    metadata,
    # No two live sessions of one expert or one room may overlap: see the migration.
    sa.Column("id", sa.String(26), primary_key=True),
    sa.Column("case_id", sa.String(26), sa.ForeignKey("cases.id"), nullable=False, index=True),
    sa.Column("receipt_no", sa.String(13), nullable=False),
    sa.Column("expert_id", sa.String(26), sa.ForeignKey("experts.id"), nullable=False),
    sa.Column("room_id", sa.String(26), sa.ForeignKey("rooms.id"), nullable=False),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("is_live", sa.Boolean, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("held_until", Instant, nullable=True),
    sa.CheckConstraint("starts_at < ends_at", "session_has_a_length"),
    sa.Index("sessions_of_expert", "expert_id", "starts_at"),
    sa.Index("sessions_in_room", "room_id", "starts_at"),
)

plans = document_table(
    "session_plans", metadata, sa.Column("status", sa.String(20), nullable=False)
)

proceedings = document_table(
    "proceedings",
    metadata,
    # None: opened for a matter that was never mediated.
    sa.Column("case_id", sa.String(26), sa.ForeignKey("cases.id"), nullable=True, index=True),
    sa.Column("receipt_no", sa.String(13), nullable=False, index=True),
    sa.Column("is_over", sa.Boolean, nullable=False),
    # None once it is over: NULL never equals NULL, so what is over stands in nobody's way.
    sa.Column("running_kind", sa.String(40), nullable=True),
    sa.Index("one_running_proceeding_of_a_kind", "receipt_no", "running_kind", unique=True),
)

# What is said around a case; the id is that of the case.
talks = document_table(
    "talks", metadata, sa.Column("receipt_no", sa.String(13), nullable=False, unique=True)
)

# Who sits beside the mediator, so that they find their cases; kept in step with the case.
panel_members = sa.Table(
    "panel_members",
    metadata,
    sa.Column("case_id", sa.String(26), sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("account", sa.String(60), primary_key=True, index=True),
)

attendees = sa.Table(
    "session_attendees",
    metadata,
    # Mediator, panel and parties; nobody of them sits in two live sessions at once.
    sa.Column("session_id", sa.String(26), sa.ForeignKey("sessions.id"), primary_key=True),
    sa.Column("person", sa.String(300), primary_key=True),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("is_live", sa.Boolean, nullable=False),
    sa.Index("sessions_of_person", "person", "starts_at"),
)

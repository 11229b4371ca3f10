"""The gateway's tables."""

import sqlalchemy as sa

from chassis.schema import BIGKEY, JSON, Instant

metadata = sa.MetaData()

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("account", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("roles", JSON, nullable=False),
    sa.Column("organisation", sa.String(64), nullable=False),
    sa.Column("organisation_name", sa.String(120), nullable=False),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("totp_sealed", sa.Text, nullable=False),
    sa.Column("totp_step", sa.BigInteger, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("door", sa.String(10), nullable=False),
    # Of staff only the account is kept: roles are read anew with each request.
    sa.Column("account", sa.String(64), index=True),
    sa.Column("citizen", JSON),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    # Only who holds the cookie can read it: the key is made from the token, which is not stored.
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.String(26), primary_key=True),
    sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("hint", sa.String(12), nullable=False),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("organisation", sa.String(64), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("scopes", JSON, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("created_by", sa.String(64), nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("last_used_at", Instant),
    sa.Column("revoked_at", Instant),
    sa.Column("revoked_by", sa.String(64), nullable=False),
)

failed_sign_ins = sa.Table(
    "failed_sign_ins",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", Instant, nullable=False),
)

audit_entries = sa.Table(
    "audit_entries",
    metadata,
    # Triggers refuse to change or delete a row: see the migration.
    sa.Column("position", BIGKEY, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("roles", sa.String(200), nullable=False),
    sa.Column("act", sa.String(160), nullable=False),
    sa.Column("object", sa.String(80), nullable=False),
    sa.Column("part", sa.String(80), nullable=False),
    sa.Column("matter", sa.String(40), nullable=False),
    sa.Column("outcome", sa.Integer, nullable=False),
    sa.Column("request_id", sa.String(64), nullable=False),
    # Made with the pepper: who has only the database cannot write a row that looks right.
    sa.Column("seal", sa.String(64), nullable=False),
    sa.Index("audit_of_subject", "subject", "position"),
    sa.Index("audit_of_object", "object", "position"),
    sa.Index("audit_of_matter", "matter", "position"),
)

audit_heads = sa.Table(
    "audit_heads",
    metadata,
    sa.Column("size", BIGKEY, primary_key=True, autoincrement=False),
    sa.Column("root", sa.String(64), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("signature", sa.Text, nullable=False),
)

audit_tree = sa.Table(
    "audit_tree",
    metadata,
    # One row: where the next entry goes. Who adds an entry locks it, so that positions have no gaps.
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("edge", sa.LargeBinary, nullable=False),
    sa.Column("headed_at", Instant),
)

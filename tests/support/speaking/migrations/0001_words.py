"""Words that were heard, and the machinery."""

from alembic import op

from chassis.migrations.machinery import create_machinery, drop_machinery
from tests.support.speaking.words import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_machinery()
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    metadata.drop_all(op.get_bind())
    drop_machinery()

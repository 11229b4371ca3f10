"""The relay keeps a cursor."""

from chassis.migrations.relay_cursor import give_the_relay_a_cursor, take_the_cursor_away

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    give_the_relay_a_cursor("documents")


def downgrade() -> None:
    take_the_cursor_away("documents")

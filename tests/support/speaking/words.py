"""What is said, and where it is written down by those who heard it."""

from dataclasses import dataclass
from typing import ClassVar

import sqlalchemy as sa

metadata = sa.MetaData()
heard = sa.Table(
    "heard",
    metadata,
    sa.Column("nth", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("message_id", sa.String(26), nullable=False),
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Column("text", sa.String(40), nullable=False),
)
"""No unique constraint: hearing something twice must be possible, or no test could see it."""


@dataclass(frozen=True)
class WordSaidV1:
    """A word was said."""

    TYPE: ClassVar[str] = "huhang.speaker.word.said.v1"
    text: str


@dataclass(frozen=True)
class WordWhisperedV1:
    """A word that nobody hears."""

    TYPE: ClassVar[str] = "huhang.speaker.word.whispered.v1"
    text: str

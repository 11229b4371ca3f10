"""What somebody said: put into words, read back, confirmed (口头陈述); or the transcript of a recorded call.

The words are a draft until they are confirmed, and stay as they are afterwards.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from chassis.errors import Conflict, WrongState
from services.intake.domain import events

ORAL, RECORDING = SOURCES = ("oral", "recording")
DRAFT, CONFIRMED = "draft", "confirmed"
READ_BACK, BY_CODE, TRANSCRIBED = "read_back", "code", "transcribed"
"""How it was confirmed: heard and agreed to, by the speaker on their page, by whoever heard the recording."""
COMPLAINANT, SOMEBODY_ELSE = SIDES = ("complainant", "other")
REVISE, MARK, CONFIRM = "revise", "mark", "confirm"
MOST_MARKS = 100


@dataclass(frozen=True)
class Mark:
    """A moment of a recording, in seconds from its start, and the field of the form that it speaks of."""

    seconds: int
    name: str
    words: str = ""


@dataclass(frozen=True)
class Confirmation:
    """That the words are right: how, by whom, and what there is to say about it."""

    way: str
    by: str
    at: datetime
    note: str = ""


@dataclass(kw_only=True)
class Statement:
    """One statement of a matter; ``recording``: id of the file that has the voice, empty without one."""

    id: str
    receipt_no: str
    source: str
    speaker: str
    side: str
    words: str
    taken_at: datetime
    taken_by: str
    recording: str = ""
    marks: list[Mark] = field(default_factory=list)
    confirmation: Confirmation | None = None
    version: int = 0
    events: list[object] = field(default_factory=list)

    def take(self) -> None:
        """It was written down."""
        self._moved("taken", self.taken_at)

    def revise(self, words: str) -> None:
        """Other words, as long as nobody has confirmed them. Raises: WrongState."""
        self._is_draft()
        self.words = words

    def mark(self, mark: Mark) -> None:
        """Note of which field a moment speaks. Raises: WrongState; Conflict without a recording."""
        self._is_draft()
        if not self.recording:
            raise Conflict("no_recording")
        if len(self.marks) >= MOST_MARKS:
            raise Conflict("marks_full")
        self.marks = sorted({*self.marks, mark}, key=lambda each: (each.seconds, each.name))

    def confirm(self, confirmation: Confirmation) -> None:
        """The words are right. Raises: WrongState; Conflict when they cannot be confirmed so.

        Who spoke says so of an oral statement, whoever has heard it of a transcript.
        """
        self._is_draft()
        if not self.words:
            raise Conflict("nothing_written")
        if (self.source == RECORDING) != (confirmation.way == TRANSCRIBED):
            raise Conflict("confirmed_otherwise")
        if confirmation.way == BY_CODE and self.side != COMPLAINANT:
            raise Conflict("confirmed_otherwise")
        self.confirmation = confirmation
        self._moved("confirmed", confirmation.at)

    @property
    def state(self) -> str:
        return CONFIRMED if self.confirmation else DRAFT

    @property
    def sha256(self) -> str:
        """The digest of the words as they stand, in UTF-8."""
        return hashlib.sha256(self.words.encode()).hexdigest()

    @property
    def possible_now(self) -> tuple[str, ...]:
        """What can be done with it."""
        if self.confirmation:
            return ()
        return (REVISE, *((MARK,) if self.recording else ()), CONFIRM)

    def _is_draft(self) -> None:
        if self.confirmation:
            raise WrongState(self.state)

    def _moved(self, act: str, at: datetime) -> None:
        # Who spoke for the other side is nobody's news but the staff's.
        is_public = self.side == COMPLAINANT and self.source == ORAL
        self.events.append(events.StatementMoved(self.source, act, is_public, at))

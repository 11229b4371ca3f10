"""Free slots: where the hours of a mediator and an empty room meet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lawbook.workdays import WorkCalendar
from services.mediation.domain.expert import Expert, Room

GRID = timedelta(minutes=30)


@dataclass(frozen=True)
class Busy:
    """A booked span: it blocks its mediator and its room."""

    expert_id: str
    room_id: str
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at


@dataclass(frozen=True)
class Slot:
    """A span in which mediator and room are free."""

    starts_at: datetime
    ends_at: datetime
    room_id: str
    room_name: str


def free_slots(
    expert: Expert,
    rooms: Sequence[Room],
    booked: Sequence[Busy],
    days: Iterable[date],
    *,
    length: timedelta,
    calendar: WorkCalendar,
) -> Iterator[Slot]:
    """Every free slot on the half-hour grid, in order; one room for each time."""
    own = [busy for busy in booked if busy.expert_id == expert.id]
    for day in days:
        for since, until in expert.spans_on(day, calendar):
            at = since
            while at + length <= until:
                if not _any_overlap(own, at, at + length):
                    room = _empty_room(rooms, booked, at, at + length)
                    if room is not None:
                        yield Slot(at, at + length, room.id, room.name)
                at += GRID


def _any_overlap(booked: Iterable[Busy], starts_at: datetime, ends_at: datetime) -> bool:
    return any(busy.overlaps(starts_at, ends_at) for busy in booked)


def _empty_room(
    rooms: Sequence[Room], booked: Sequence[Busy], starts_at: datetime, ends_at: datetime
) -> Room | None:
    for room in rooms:
        if not _any_overlap((b for b in booked if b.room_id == room.id), starts_at, ends_at):
            return room
    return None

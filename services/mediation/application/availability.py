"""When a member of the pool is free: the week, exceptions, habits, and calendars in and out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import icalendar

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput, NotFound
from chassis.identity import Keyring
from lawbook.clocks import SHANGHAI, at_local
from lawbook.workdays import work_calendar
from services.mediation.application.freed_slots import something_is_free
from services.mediation.domain.expert import Absence, Expert, Habits, Hours
from services.mediation.storage.sessions import Session
from services.mediation.storage.tables import experts
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PURPOSE = "calendar-feed"
MOST_ABSENCES = 500
FEED_DAYS_BACK = 60
_NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Availability:
    """A week of hours, exceptions and habits, as a member gives them."""

    hours: tuple[Hours, ...]
    absences: tuple[Absence, ...]
    habits: Habits


def set_availability(expert: Expert, given: Availability, uow: MediationUnitOfWork) -> int:
    """Take over when somebody is free; returns how many exceptions ran into one another and were joined.

    Raises: InvalidInput for hours or exceptions that end before they begin, and for hours that overlap.
    """
    _check_hours(given.hours)
    for place, absence in enumerate(given.absences):
        if absence.ends_at <= absence.starts_at:
            raise InvalidInput([FieldError(f"/absences/{place}", "ends_before_it_begins")])
    joined = _joined(given.absences)
    expert.hours = tuple(sorted(given.hours, key=lambda h: (h.weekday, h.since)))
    expert.absences, expert.habits = joined, given.habits
    uow.experts.save(expert)
    something_is_free(uow)
    return len(given.absences) - len(joined)


def take_in_calendar(expert: Expert, text: str, uow: MediationUnitOfWork) -> int:
    """Block what is busy in somebody's own calendar file; returns how many spans were added.

    Only times are taken, never titles. Whole days count from midnight to midnight; cancelled and
    transparent entries and what has passed are left out. Raises: InvalidInput for what is no calendar.
    """
    try:
        calendar = icalendar.Calendar.from_ical(text)
        spans = [span for each in calendar.walk("VEVENT") if (span := _busy(each))]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InvalidInput([FieldError("/calendar", "no_calendar")]) from None
    now = uow.clock.now()
    new = [Absence(first, last, "calendar") for first, last in spans if last > now]
    if len(new) > MOST_ABSENCES:
        raise InvalidInput([FieldError("/calendar", "too_many", {"max": MOST_ABSENCES})])
    expert.absences = _joined((*expert.absences, *new))
    uow.experts.save(expert)
    return len(new)


def feed_token(expert: Expert, keyring: Keyring) -> str:
    """The secret part of the address of somebody's feed; another one after each renewal."""
    return f"{expert.id}.{keyring.hmac_token(PURPOSE, f'{expert.id}|{expert.feed}')}"


def feed(token: str, uow: MediationUnitOfWork, keyring: Keyring) -> bytes:
    """Somebody's sessions as a calendar; names no party. Raises: NotFound for every wrong token."""
    expert = uow.experts.find(experts.c.id == token.partition(".")[0])
    if expert is None or not keyring.fits(token, partial(feed_token, expert)):
        raise NotFound()
    since = uow.clock.now() - timedelta(days=FEED_DAYS_BACK)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Huhang//Mediation//ZH")
    calendar.add("version", "2.0")
    rooms = {room.id: room.name for room in uow.rooms.all()}
    for session in uow.sessions.of_expert(expert.id, since):
        if session.is_live:
            calendar.add_component(_event(session, rooms[session.room_id], uow.clock.now()))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def renew_feed(expert: Expert, uow: MediationUnitOfWork) -> None:
    """Give the feed another address; the old one leads nowhere from now on."""
    expert.feed += 1
    uow.experts.save(expert)


def _event(session: Session, room: str, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{session.id}@huhang")
    event.add("sequence", session.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", session.starts_at.astimezone(SHANGHAI))
    event.add("dtend", session.ends_at.astimezone(SHANGHAI))
    held = " (暂留 held)" if session.held_until else ""
    event.add("summary", f"调解会议 {session.receipt_no}{held}")
    event.add("location", room)
    return event


def _busy(event: icalendar.Event) -> tuple[datetime, datetime] | None:
    if str(event.get("status", "")).upper() == "CANCELLED":
        return None
    if str(event.get("transp", "")).upper() == "TRANSPARENT":
        return None
    first, last = event.decoded("dtstart"), event.decoded("dtend", None)
    if not isinstance(first, datetime):
        end = last if last is not None else first + _NEXT_DAY
        return at_local(first, datetime.min.time()), at_local(end, datetime.min.time())
    if last is None:
        last = first + event.decoded("duration", timedelta(hours=1))
    return _aware(first), _aware(last)


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def _check_hours(hours: tuple[Hours, ...]) -> None:
    for place, each in enumerate(hours):
        if each.until <= each.since:
            raise InvalidInput([FieldError(f"/hours/{place}", "ends_before_it_begins")])
        for other in hours[:place]:
            if (
                other.weekday == each.weekday
                and other.since < each.until
                and each.since < other.until
            ):
                raise InvalidInput([FieldError(f"/hours/{place}", "hours_overlap")])


def _joined(absences: tuple[Absence, ...]) -> tuple[Absence, ...]:
    found: list[Absence] = []
    for each in sorted(absences, key=lambda a: a.starts_at):
        if found and each.starts_at < found[-1].ends_at:
            last = found.pop()
            reason = last.reason or each.reason
            each = Absence(last.starts_at, max(last.ends_at, each.ends_at), reason)  # noqa: PLW2901
        found.append(each)
    return tuple(found)


def unusual_days(uow: MediationUnitOfWork, days: int) -> list[dict[str, str]]:
    """Make-up working days and weekdays off (调休, holidays) ahead: ``{on, kind, zh, en}``."""
    calendar, today = work_calendar(), local_date(uow.clock.now())
    found = []
    for day in (today + timedelta(days=n) for n in range(days)):
        name = calendar.makeup.get(day) or (calendar.off.get(day) if day.weekday() < 5 else None)
        if name is not None:
            kind = "makeup" if day in calendar.makeup else "off"
            found.append({"on": day.isoformat(), "kind": kind, "zh": name.zh, "en": name.en})
    return found

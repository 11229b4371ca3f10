"""What an act needs: nothing missing, no ground that the law does not know, no day without notice."""

from datetime import date

from chassis.errors import FieldError, InvalidInput
from lawbook.rules import rulebook
from lawbook.workdays import work_calendar
from services.mediation.domain.proceedings.kind import REQUIRED, Act
from services.mediation.domain.proceedings.said import Said
from services.mediation.domain.proceedings.tribunal import SIZES

POINTERS = {
    "note": "/note",
    "amount": "/amount_fen",
    "document": "/document",
    "person": "/person",
    "seat": "/seat",
    "size": "/size",
    "expert": "/expert_id",
    "day": "/day",
}
OF_THE_STAFF = frozenset({"day", "document", "person", "size"})
"""What no party fixes or vouches for."""


def check(act: Act, said: Said, opened_on: date, today: date) -> None:
    """All mistakes of the fields at once, then ground and notice. Raises: InvalidInput."""
    missing = [
        FieldError(POINTERS[name], "required")
        for name in POINTERS
        if _is_asked(name, act, said) and not _given(name, said)
    ]
    if set(act.ticks) - set(said.ticked):
        missing.append(FieldError("/ticked", "tick_all"))
    if act.tribunal == "choose" and said.size and said.size not in SIZES:
        missing.append(FieldError("/size", "required"))
    if act.ground and said.ground not in {each.code for each in act.grounds(opened_on)}:
        missing.append(FieldError("/ground", "ground_unknown"))
    if missing:
        raise InvalidInput(missing)
    _check_day(act, said, today)


def _is_asked(name: str, act: Act, said: Said) -> bool:
    """A party always says something in words of its own, unless its act says otherwise."""
    if name == "note" and said.side:
        return act.takes.get(name, REQUIRED) == REQUIRED
    return act.takes.get(name) == REQUIRED and not (said.side and name in OF_THE_STAFF)


def _given(name: str, said: Said) -> bool:
    values = {
        "note": said.note.strip(),
        "amount": said.amount_fen,
        "document": said.document.strip(),
        "person": said.person.strip(),
        "seat": said.seat,
        "size": said.size,
        "expert": said.expert,
        "day": said.day,
    }
    return bool(values[name])


def _check_day(act: Act, said: Said, today: date) -> None:
    if said.day is None:
        return
    if said.day < today:
        raise InvalidInput([FieldError("/day", "day_is_over")])
    if not act.notice:
        return
    days = rulebook().rule(act.notice).amount or 0
    earliest = work_calendar().working_days_after(today, days)
    if said.day <= earliest:
        params = {"earliest": work_calendar().next_working_day(earliest).isoformat()}
        raise InvalidInput([FieldError("/day", "too_soon", params)])

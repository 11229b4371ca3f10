"""Who handles a matter: by skill, load, presence and freedom from ties, each with its reason; and its return.

The same people, loads and day always give the same answer, and the answer is kept with the matter.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time

from chassis.errors import Conflict
from lawbook.clocks import at_local, local_date
from lawbook.workdays import work_calendar
from services.intake.domain import events
from services.intake.domain.kind import AID, COMPLAINT, CONSULTATION, RECEIVED, REPORT
from services.intake.domain.names import respondent_key
from services.intake.domain.officer import Officer
from services.intake.domain.records import Assignment, Considered, Recusal
from services.intake.domain.submission import Submission

BY_HAND, BY_RULE = "by_hand", "by_rule"
TO_DEPUTY, TO_CHIEF, TO_ALL, AFTER_RECUSAL = "to_deputy", "to_chief", "to_all", "after_recusal"
AFTER_RETURN, TO_RULING, BY_RULING = "after_return", "to_ruling", "by_ruling"
FITS, FULL, NO_SKILL, AWAY, TIES, RECUSED, RETURNED = (
    "fits",
    "full",
    "no_skill",
    "away",
    "ties",
    "recused",
    "returned",
)
FORBIDDEN = frozenset({TIES, RECUSED})
"""Whoever withdrew or has ties is not chosen by hand either."""
SILENCE: Mapping[str, int] = {CONSULTATION: 1, COMPLAINT: 2, AID: 2, REPORT: 3}
"""Working days after which a matter goes on to somebody else when its officer has done nothing.

Local practice, well within the periods of ``Kind.answer_rule``.
"""
END_OF_WORK = time(17, 30)


def consider(
    s: Submission, officers: Iterable[Officer], open_matters: Mapping[str, int], today: date
) -> tuple[Considered, ...]:
    """All officers, the one to choose first: special skill before general, then the smaller load.

    ``open_matters``: account → matters in hand.
    """
    found = [
        (
            Considered(each.account, _reason(s, each, load, today), load),
            s.right_type not in each.skills,
            load / each.most_open,
        )
        for each in officers
        for load in (open_matters.get(each.account, 0),)
    ]
    found.sort(key=lambda each: (each[0].reason != FITS, *each[1:], each[0].account))
    return tuple(each for each, *_rank in found)


def stands_in_the_way(s: Submission, officer: Officer) -> str:
    """Why the officer must not handle it: ``recused``, ``ties`` or nothing."""
    if any(each.account == officer.account for each in s.recusals):
        return RECUSED
    return TIES if _parties(s) & _keys(officer.keeps_away_from) else ""


def give(
    s: Submission,
    assignee: str,
    way: str,
    at: datetime,
    *,
    considered: Sequence[Considered] = (),
    silent: Collection[str] = (),
) -> None:
    """Give the matter to an officer's account, or back to all with an empty one.

    ``silent``: who had it before and did nothing; they do not get it back by themselves.
    Raises: Conflict while it waits for a ruling who handles it.
    """
    if s.awaits_ruling and way != TO_RULING:
        raise Conflict("awaits_ruling")
    before = s.assignee if s.assignee != assignee else ""
    waits = bool(assignee) and s.status == RECEIVED
    s.assignee = assignee
    s.assignment = Assignment(
        assignee,
        way,
        at,
        returns_at(s.kind, at) if waits else None,
        tuple(considered),
        tuple(silent),
    )
    s.events.append(events.Assigned(assignee, way, at, before))


def recuse(s: Submission, account: str, reason: str, at: datetime) -> None:
    """An officer withdraws from the matter; whoever has it, gives it back. Raises: Conflict.

    Law: 《行政处罚法》 art. 43
    """
    if any(each.account == account for each in s.recusals):
        raise Conflict("recused_already")
    s.recusals.append(Recusal(account, reason, at))
    s.events.append(events.OfficerRecused(at))


def returns_at(kind: str, at: datetime) -> datetime:
    """When a matter that was given ``at`` this instant goes on if nothing was done with it."""
    day = work_calendar().working_days_after(local_date(at), SILENCE[kind])
    return at_local(day, END_OF_WORK)


def successor(s: Submission, officers: Sequence[Officer], today: date) -> tuple[str, str]:
    """(account, way): who gets a matter whose officer was silent: the deputy, else a chief, else all."""
    known = {each.account: each for each in officers}
    silent = {s.assignee, *(s.assignment.silent if s.assignment else ())}
    may = {
        account: each
        for account, each in known.items()
        if account not in silent
        and not each.is_away(today)
        and not stands_in_the_way(s, each)
        and not _gave_back(s, account)
    }
    deputy = known[s.assignee].deputy if s.assignee in known else ""
    if deputy in may:
        return deputy, TO_DEPUTY
    chief = next((a for a, each in sorted(may.items()) if each.is_chief), "")
    return (chief, TO_CHIEF) if chief else ("", TO_ALL)


def _reason(s: Submission, officer: Officer, load: int, today: date) -> str:
    if obstacle := stands_in_the_way(s, officer):
        return obstacle
    if _gave_back(s, officer.account):
        return RETURNED
    if officer.is_away(today):
        return AWAY
    if officer.skills and s.right_type and s.right_type not in officer.skills:
        return NO_SKILL
    return FULL if load >= officer.most_open else FITS


def _gave_back(s: Submission, account: str) -> bool:
    return any(each.by == account for each in s.returns)


def _parties(s: Submission) -> set[str]:
    names = (s.holder.name, s.respondent.name, s.contact.name, *s.holder.co_filers)
    return _keys(names)


def _keys(names: Iterable[str]) -> set[str]:
    return {key for each in names if (key := respondent_key(each))}
